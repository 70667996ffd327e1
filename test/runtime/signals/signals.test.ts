// A script that is ended by a signal leaves nothing locked, and ends as the signal ends any other. With the real runtimes.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openManager } from "../../contract/manager.ts";
import { deno, ROOT } from "../../jsr/deno.ts";

const manager = await openManager();
const SCRIPT = fileURLToPath(new URL("./lock-and-wait.ts", import.meta.url));
/** The runtime itself: what npm puts in front of it passes no signals on. */
const DENO = (await deno(["eval", "console.log(Deno.execPath())"])).trim();

const runtimes: Readonly<Record<string, () => ChildProcess>> = {
  Node: () => start(process.execPath, []),
  Deno: () => start(DENO, ["run", "--no-check", "--allow-all"]),
};

function start(command: string, options: readonly string[]): ChildProcess {
  const { url, apiKey, fingerprint } = manager.handle;
  return spawn(command, [...options, SCRIPT], {
    cwd: ROOT,
    env: { ...process.env, MANAGER: JSON.stringify({ url, apiKey, fingerprint }) },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

for (const [name, run] of Object.entries(runtimes)) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(`${name}: ${signal} unlocks, commits nothing, and ends the script as it would have`, async () => {
      await manager.reset();
      await manager.settings({ workspace: "normal" });
      const script = run();
      const ended = once(script, "exit");
      await Promise.race([once(script.stdout as NonNullable<ChildProcess["stdout"]>, "data"), ended]);
      assert.equal((await manager.locks()).length, 1);
      script.kill(signal);
      assert.deepEqual(await ended, [null, signal]);
      assert.deepEqual(await manager.locks(), []);
      const calls = await manager.calls();
      assert.ok(calls.includes("exec dvmdb/adom/root/workspace/unlock"));
      assert.ok(!calls.some((call) => call.endsWith("/commit")));
    });
  }
}
