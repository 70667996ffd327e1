import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { NewScript } from "@fortiweave/fortimanager";
import { openManager, type TestManager } from "../../contract/manager.ts";

const manager = await openManager();
const older = await openManager("7.2.11");
const newer = await openManager("7.6.5");

beforeEach(async () => {
  for (const one of [manager, older, newer]) await one.reset();
});

const soon = { pollMs: 1 };
const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.format("detailed")));

const onDevice: NewScript = {
  name: "add host",
  content: "config firewall address\nedit web\nset subnet 192.0.2.10 255.255.255.255\nnext\nend\n",
  target: "remote_device",
  description: "Adds a host",
};
const scope = [{ name: "fortigate-1" }];

test("feature scripts: they are stored, read and changed, in every version at its place", async () => {
  const paths: [TestManager, string][] = [
    [older, "dvmdb/adom/root/script"],
    [manager, "dvmdb/adom/root/script"],
    [newer, "pm/config/adom/root/obj/fmg/script"],
  ];
  for (const [one, path] of paths) {
    await using fmg = one.connect();
    const { scripts } = fmg.adom("root");
    await scripts.create(onDevice);
    assert.deepEqual(await scripts.get("add host"), { ...onDevice, type: "cli" });
    await rejects(scripts.create(onDevice), "DUPLICATE");
    await scripts.update("add host", { description: "Adds one host", target: "device_database" });
    const changed = { description: "Adds one host", target: "device_database", content: onDevice.content } as const;
    assert.deepEqual(await scripts.get("add host"), { ...onDevice, ...changed, type: "cli" });
    await scripts.set({ ...onDevice, content: "show\n" });
    assert.equal((await scripts.list()).find(({ name }) => name === "add host")?.content, "show\n");
    assert.ok((await one.calls()).includes(`set ${path}`));
  }
});

test("feature scripts: one is deleted", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  await scripts.create(onDevice);
  await scripts.delete("add host");
  assert.equal(await scripts.find("add host"), undefined);
  await rejects(scripts.delete("add host"), "NOT_FOUND");
});

test("feature scripts: a script runs on a device, and what it printed is told", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  await scripts.create(onDevice);
  const run = await scripts.run("add host", { scope: [{ name: "fortigate-1" }, { name: "fortigate-2" }] });
  const percents: number[] = [];
  for await (const { percent } of run.steps(soon)) percents.push(percent);
  assert.equal(percents.at(-1), 100);
  const outputs = await run.wait(soon);
  assert.deepEqual(
    outputs.map(({ device, ok, errors }) => [device, ok, errors]),
    [
      ["fortigate-1", true, []],
      ["fortigate-2", true, []],
    ],
  );
  assert.match(outputs[0]?.output ?? "", /edit "?web/);
  await using fgt = manager.fortigates[0]?.connect();
  assert.notEqual(await fgt?.cmdb("firewall/address").find("web"), undefined);
});

test("feature scripts: a script runs on a device's database, and on a package, and no device changes", async () => {
  await using fmg = manager.connect();
  const { scripts, table } = fmg.adom("root");
  await scripts.create({
    ...onDevice,
    name: "database",
    content: "config system dns\nset primary 192.0.2.53\nend\n",
    target: "device_database",
  });
  const onDatabase = await (await scripts.run("database", { scope })).wait(soon);
  assert.equal(onDatabase[0]?.ok, true);
  assert.equal((await fmg.adom("root").devices.get("fortigate-1")).db_status, "mod");
  await scripts.create({ ...onDevice, name: "adom", target: "adom_database" });
  const onPackage = await (await scripts.run("adom", { package: "default" })).wait(soon);
  assert.match(onPackage[0]?.output ?? "", /success/i);
  assert.notEqual(await table("firewall/address").find("web"), undefined);
  await using fgt = manager.fortigates[0]?.connect();
  assert.equal(await fgt?.cmdb("firewall/address").find("web"), undefined);
});

test("feature scripts: what a script cannot run on is refused before it is started", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  await scripts.create(onDevice);
  await scripts.create({ ...onDevice, name: "adom", target: "adom_database" });
  await rejects(scripts.run("add host", { package: "default" }), "INVALID_INPUT", /is for devices/);
  await rejects(scripts.run("adom", { scope }), "INVALID_INPUT", /Give a package/);
  await rejects(scripts.run("nobody", { scope }), "NOT_FOUND");
  await rejects(
    scripts.create({ ...onDevice, target: "everything" as "remote_device" }),
    "INVALID_INPUT",
    /everything/,
  );
  assert.equal(
    (await manager.calls()).some((call) => call.includes("execute")),
    false,
  );
});

test("feature scripts: a command that a FortiGate does not take fails the run, and the rest of the output is there", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  await scripts.create({
    ...onDevice,
    name: "broken",
    content: "config firewall address\nedit web\nset nonsense 1\nnext\nend\n",
  });
  const run = await scripts.run("broken", { scope });
  await rejects(run.wait(soon), "TASK_FAILED", /fortigate-1/);
  const [output] = await run.outputs();
  assert.equal(output?.ok, false);
  assert.match(output?.output ?? "", /nonsense/);
});

test("feature scripts: a device that cannot be reached fails for itself", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  await scripts.create(onDevice);
  await manager.settings({ unreachable: ["fortigate-2"] });
  const run = await scripts.run("add host", { scope: [{ name: "fortigate-1" }, { name: "fortigate-2" }] });
  await rejects(run.wait(soon), "TASK_FAILED", /fortigate-2/);
  assert.deepEqual(
    (await run.outputs()).map(({ device, ok }) => [device, ok]),
    [
      ["fortigate-1", true],
      ["fortigate-2", false],
    ],
  );
});

test("feature scripts: logs of earlier runs are listed and read", async () => {
  await using fmg = manager.connect();
  const { scripts } = fmg.adom("root");
  assert.equal(await scripts.log({ device: "fortigate-1" }), undefined);
  await scripts.create(onDevice);
  await (await scripts.run("add host", { scope })).wait(soon);
  const latest = await scripts.log({ device: "fortigate-1" });
  assert.deepEqual([latest?.script, latest?.errors], ["add host", []]);
  const [listed] = await scripts.logs("fortigate-1");
  assert.equal(listed?.id, latest?.id);
  assert.equal((await scripts.log({ device: "fortigate-1", id: latest?.id ?? 0 }))?.output, latest?.output);
});

test("feature scripts: a script is scheduled, by the name of the device", async () => {
  await using fmg = manager.connect();
  const { scripts, devices } = fmg.adom("root");
  await scripts.create(onDevice);
  const schedules = scripts.schedules("add host");
  await schedules.create({ name: "tonight", device: "fortigate-1", type: "onetime", at: "2026-11-09 02:00" });
  const { oid } = (await devices.get("fortigate-1")) as { oid?: number };
  const [schedule] = await schedules.list();
  assert.deepEqual([schedule?.name, schedule?.type, schedule?.device], ["tonight", "onetime", oid]);
  await schedules.delete("tonight");
  assert.deepEqual(await schedules.list(), []);
  const nobody = { name: "never", device: "nobody", type: "daily", at: "02:00" } as const;
  await rejects(schedules.create(nobody), "NOT_FOUND");
});
