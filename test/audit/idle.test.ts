import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectDatagrams, collectStreams, until } from "../../packages/core/test/collector.ts";

const SENDER = fileURLToPath(new URL("idle-sender.ts", import.meta.url));

/** What a process prints that sends one event, and does nothing else, until it ends by itself. */
async function runSender(port: number, protocol: "udp" | "tcp"): Promise<string> {
  const child = spawn(process.execPath, [SENDER, String(port), protocol], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (text) => {
    output += String(text);
  });
  const [code] = await once(child, "close");
  assert.equal(code, 0);
  return output;
}

for (const [protocol, collect] of [
  ["udp", collectDatagrams],
  ["tcp", collectStreams],
] as const) {
  test(`over ${protocol} a process that has nothing else to do sends its event, and ends`, {
    timeout: 30_000,
  }, async () => {
    await using collector = await collect();
    assert.equal(await runSender(collector.port, protocol), "sent\n");
    await until(() => collector.received.join("").includes("fortiweave@32473"));
  });
}

test("a collector that is away does not keep a process alive", { timeout: 30_000 }, async () => {
  const gone = await collectStreams();
  await gone[Symbol.asyncDispose]();
  assert.equal(await runSender(gone.port, "tcp"), "");
});
