import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readCommand } from "../cli-options.ts";
import type { FortiGateHandle } from "../simulator.ts";
import { type Answer, send } from "../testing/client.ts";

const BIN = new URL("../../bin/fortiweave-simulator.mjs", import.meta.url).pathname;

interface Run {
  readonly child: ChildProcess;
  readonly fortigate: FortiGateHandle;
  call(method: string, path: string, body?: object): Promise<Answer>;
}

async function run(t: TestContext, ...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [BIN, "--json", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const agent = new Agent({ rejectUnauthorized: false });
  t.after(async () => {
    agent.destroy();
    await end(child, "SIGKILL");
  });
  const [line] = await once(child.stdout, "data");
  const [fortigate] = JSON.parse(String(line)).fortigates;
  const { hostname: host, port } = new URL(fortigate.url);
  return {
    child,
    fortigate,
    call(method, path, body) {
      const text = body && JSON.stringify(body);
      const headers = { authorization: `Bearer ${fortigate.token}`, "content-length": String(text?.length ?? 0) };
      return send(agent, { host, port, method, path: `/api/v2/${path}`, headers, text });
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "close");
}

test("the command keeps a state through SIGTERM, and as much as was saved through SIGKILL", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "simulator-state-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "state.json");
  const first = await run(t, "--state", file, "--fortios", "7.4");
  assert.equal((await first.call("POST", "cmdb/firewall/address", { name: "ended" })).status, 200);
  await end(first.child, "SIGTERM");

  const second = await run(t, "--state", file);
  assert.deepEqual({ ...second.fortigate, control: "" }, { ...first.fortigate, control: "" });
  assert.equal((await second.call("GET", "cmdb/firewall/address/ended")).status, 200);
  assert.equal((await second.call("POST", "cmdb/firewall/address", { name: "killed" })).status, 200);
  while (!(await readFile(file, "utf8")).includes("killed"));
  await end(second.child, "SIGKILL");

  const third = await run(t, "--state", file);
  assert.equal((await third.call("GET", "cmdb/firewall/address/killed")).status, 200);
});

test("beside a state only what flags say is asked for", () => {
  const optionsOf = (...args: string[]) => {
    const command = readCommand(args);
    return command.kind === "run" ? command.options : assert.fail("it runs nothing");
  };
  const { fortigates, fortios, model, state } = optionsOf("--state", "a.json");
  assert.deepEqual([fortigates, fortios, model, state], [undefined, undefined, undefined, "a.json"]);
  const given = optionsOf("--state=a.json", "--fortigate", "2", "--fortios", "7.4");
  assert.deepEqual([given.fortigates, given.fortios, given.model], [2, "7.4.12", undefined]);
  assert.equal(optionsOf().fortigates, 1);
  assert.throws(() => readCommand(["--state", ""]), /Name a file to keep the state in/);
});
