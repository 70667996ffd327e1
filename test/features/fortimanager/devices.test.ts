import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type AuditEvent, createLogger, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { FortiManager, ModelDevice } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

const soon = { pollMs: 1 };
const waiting = { wait: soon };

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.format("detailed")));

const devicesOf = (fmg: FortiManager) => fmg.adom("root").devices;
const namesOf = async (fmg: FortiManager) => (await devicesOf(fmg).list()).map(({ name }) => name);

/** A FortiGate that is there, seen as who installs it sees it. */
const found = (index: number) => {
  const { username, password } = manager.fortigates[index]?.handle ?? assert.fail("There is no such FortiGate");
  return { ip: `192.0.2.${index + 1}`, username, password };
};

const model: ModelDevice = {
  name: "branch-9",
  serial: "FGVMSM0000000099",
  platform: "FortiGate-VM64",
  version: "7.6.4",
  description: "Ninth branch",
};

test("feature devices: they are listed with their states in words, and without what signs in to them", async () => {
  await using fmg = manager.connect();
  const devices = await devicesOf(fmg).list();
  assert.deepEqual(
    devices.map(({ name, conn_status, conf_status, db_status }) => [name, conn_status, conf_status, db_status]),
    ["fortigate-1", "fortigate-2", "fortigate-3"].map((name) => [name, "up", "insync", "nomod"]),
  );
  assert.equal(
    devices.some((device) => "adm_pass" in device),
    false,
  );
  const [one] = await devicesOf(fmg).list({ filter: ["name", "==", "fortigate-2"], fields: ["name", "sn"] });
  assert.equal(one?.sn, manager.fortigates[1]?.handle.serial);
});

test("feature devices: one is read by name, and a wrong name is told from a fault", async () => {
  await using fmg = manager.connect();
  assert.equal((await devicesOf(fmg).get("fortigate-1")).sn, manager.fortigates[0]?.handle.serial);
  assert.equal(await devicesOf(fmg).find("nobody"), undefined);
  await rejects(devicesOf(fmg).get("nobody"), "NOT_FOUND");
  await rejects(devicesOf(fmg).get(""), "INVALID_INPUT");
  assert.deepEqual(
    (await devicesOf(fmg).vdoms("fortigate-1")).map(({ name }) => name),
    ["root"],
  );
});

test("feature devices: a FortiGate is retired, and added again by its address", async () => {
  await using fmg = manager.connect();
  await devicesOf(fmg).delete("fortigate-3", waiting);
  assert.deepEqual(await namesOf(fmg), ["fortigate-1", "fortigate-2"]);
  const added = await devicesOf(fmg).add({ ...found(2), name: "branch-3", description: "Third branch" }, waiting);
  assert.deepEqual(
    [added.name, added.sn, added.desc],
    ["branch-3", manager.fortigates[2]?.handle.serial, "Third branch"],
  );
  assert.deepEqual((await namesOf(fmg)).sort(), ["branch-3", "fortigate-1", "fortigate-2"]);
});

test("feature devices: a FortiGate that does not let FortiManager in is not added, and the reason is told", async () => {
  await using fmg = manager.connect();
  await devicesOf(fmg).delete("fortigate-3", waiting);
  await assert.rejects(devicesOf(fmg).add({ ...found(2), password: "wrong-Secret-1" }, waiting), (error) => {
    assert.ok(isFortiError(error));
    assert.doesNotMatch(error.format("detailed"), /wrong-Secret-1/);
    return true;
  });
  assert.equal((await namesOf(fmg)).length, 2);
});

test("feature devices: a password is shown nowhere", async () => {
  const events: AuditEvent[] = [];
  const lines: string[] = [];
  await using fmg = manager.connect({
    audit: (event) => events.push(event),
    logger: createLogger((level, message) => lines.push(`${level} ${message}`), "debug"),
    trackOperations: true,
  });
  await devicesOf(fmg).delete("fortigate-3", waiting);
  const secret = found(2).password;
  await devicesOf(fmg).add(found(2), waiting);
  await devicesOf(fmg).update("fortigate-1", { password: "another-Secret-2" });
  await devicesOf(fmg).addModel({ ...model, password: "model-Secret-3" }, waiting);
  const told = JSON.stringify([events, lines, fmg.operations(), await devicesOf(fmg).list()]);
  for (const hidden of [secret, "another-Secret-2", "model-Secret-3"]) assert.equal(told.includes(hidden), false);
  assert.ok(events.length > 0);
});

test("feature devices: a model stands in for a FortiGate that is not there yet", async () => {
  await using fmg = manager.connect();
  const device = await devicesOf(fmg).addModel(model, waiting);
  assert.deepEqual([device.sn, device.desc, device.os_ver, device.mr], [model.serial, "Ninth branch", "7.0", 6]);
  assert.ok(device.flags?.includes("is_model"));
  await rejects(devicesOf(fmg).addModel({ ...model, version: "seven" }, waiting), "INVALID_INPUT", /"seven"/);
  await rejects(devicesOf(fmg).addModel({ ...model, serial: "" }, waiting), "INVALID_INPUT", /serial number/);
});

test("feature devices: several models are added in one call", async () => {
  await using fmg = manager.connect();
  const models = [1, 2, 3].map((n) => ({ ...model, name: `branch-${n}`, serial: `FGVMSM000000010${n}` }));
  await manager.forget();
  const task = await devicesOf(fmg).addModels(models);
  assert.deepEqual(
    (await task.wait(soon)).map(({ ok }) => ok),
    [true, true, true],
  );
  assert.equal((await manager.calls()).filter((call) => call.startsWith("exec dvm/cmd")).length, 1);
  assert.equal((await namesOf(fmg)).length, 6);
});

test("feature devices: what FortiManager has on record of one can be changed, and its name", async () => {
  await using fmg = manager.connect();
  await devicesOf(fmg).update("fortigate-1", { desc: "Head office", latitude: "48.1", longitude: "11.6" });
  await devicesOf(fmg).rename("fortigate-1", "head-office");
  const { desc, latitude } = await devicesOf(fmg).get("head-office");
  assert.deepEqual([desc, latitude], ["Head office", "48.1"]);
  assert.equal(await devicesOf(fmg).find("fortigate-1"), undefined);
});

test("feature devices: the serial number of a broken one is replaced", async () => {
  await using fmg = manager.connect();
  await devicesOf(fmg).addModel(model, waiting);
  await devicesOf(fmg).replaceSerial("branch-9", "FGVMSM0000000077");
  assert.equal((await devicesOf(fmg).get("branch-9")).sn, "FGVMSM0000000077");
});

test("feature devices: one moves to another ADOM", async () => {
  await using fmg = manager.connect();
  await fmg.add("dvmdb/adom", { name: "lab" });
  await devicesOf(fmg).moveTo("lab", ["fortigate-2"]);
  assert.deepEqual(await namesOf(fmg), ["fortigate-1", "fortigate-3"]);
  assert.deepEqual(
    (await fmg.adom("lab").devices.list()).map(({ name }) => name),
    ["fortigate-2"],
  );
});

test("feature devices: configurations are retrieved, and states asked for, with a result for each", async () => {
  await using fmg = manager.connect();
  await using fgt = manager.fortigates[0]?.connect();
  await fgt?.cmdb("firewall/address").create({ name: "local", subnet: "198.51.100.1 255.255.255.255" });
  const task = await devicesOf(fmg).retrieve(["fortigate-1", "fortigate-2"]);
  assert.deepEqual(
    (await task.wait(soon)).map(({ device, ok }) => [device, ok]),
    [
      ["fortigate-1", true],
      ["fortigate-2", true],
    ],
  );
  const database = fmg.deviceDatabase("fortigate-1", "root").table("firewall/address");
  assert.notEqual(await database.find("local"), undefined);
  assert.equal((await (await devicesOf(fmg).refresh("fortigate-1")).wait(soon))[0]?.ok, true);
});

test("feature devices: a device that cannot be reached fails for itself", async () => {
  await using fmg = manager.connect();
  await manager.settings({ unreachable: ["fortigate-2"] });
  const task = await devicesOf(fmg).retrieve(["fortigate-1", "fortigate-2"]);
  await rejects(task.wait(soon), "TASK_FAILED", /fortigate-2/);
  assert.deepEqual(
    (await task.devices()).map(({ device, ok }) => [device, ok]),
    [
      ["fortigate-1", true],
      ["fortigate-2", false],
    ],
  );
});

test("feature devices: policies of one are imported into a package, with the objects that they use", async () => {
  await using fmg = manager.connect();
  await using fgt = manager.fortigates[0]?.connect();
  await fgt?.cmdb("firewall/address").create({ name: "local", subnet: "198.51.100.1 255.255.255.255" });
  await fgt?.cmdb("firewall/policy").create({
    policyid: 7,
    name: "from the device",
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "local" }],
    service: [{ name: "ALL" }],
    schedule: "always",
    action: "accept",
  });
  await (await devicesOf(fmg).retrieve("fortigate-1")).wait(soon);
  await devicesOf(fmg).importPolicies("fortigate-1", { package: "imported" }, waiting);
  const { package: open, table } = fmg.adom("root");
  assert.equal((await open("imported").policies.list())[0]?.name, "from the device");
  assert.notEqual(await table("firewall/address").find("local"), undefined);
  const steps = JSON.stringify(await manager.requests()).match(/policy_search|obj_search|(?<=")do(?=\\*")/g);
  assert.deepEqual(steps, ["policy_search", "obj_search", "do"]);
});

test("feature devices: groups hold devices and groups, changed one by one", async () => {
  await using fmg = manager.connect();
  const { groups } = fmg.adom("root");
  await groups.create({ name: "emea", description: "Europe", members: [{ name: "fortigate-1" }] });
  await groups.create({ name: "france", members: [{ name: "fortigate-2" }] });
  const members = groups.members("emea");
  assert.deepEqual(await members.add([{ group: "france" }, { name: "fortigate-1" }]), { changed: true });
  assert.deepEqual(await members.add({ group: "france" }), { changed: false });
  assert.deepEqual(await members.list(), [{ name: "fortigate-1", vdom: "root" }, { group: "france" }]);
  assert.deepEqual(await members.devices(), [
    { name: "fortigate-1", vdom: "root" },
    { name: "fortigate-2", vdom: "root" },
  ]);
  assert.deepEqual(await members.remove({ name: "fortigate-1" }), { changed: true });
  assert.deepEqual(await members.list(), [{ group: "france" }]);
  await groups.update("emea", { description: "All of Europe" });
  await groups.rename("emea", "europe");
  assert.equal((await groups.get("europe")).desc, "All of Europe");
  await groups.delete("europe");
  assert.equal(await groups.find("europe"), undefined);
  await rejects(groups.members("nobody").list(), "NOT_FOUND");
});

test("feature devices: meta fields are defined once, and have a value on each device", async () => {
  await using fmg = manager.connect();
  const fields = fmg.metaFields("device");
  await fields.create({ name: "site", importance: "optional", length: 20, status: "enable" });
  await rejects(fields.create({ name: "site" }), "DUPLICATE");
  assert.ok((await fields.list()).some(({ name }) => name === "site"));
  await devicesOf(fmg).setMetaFields("fortigate-1", { site: "Munich" });
  assert.equal((await devicesOf(fmg).metaFields("fortigate-1")).site, "Munich");
  await fields.delete("site");
  assert.equal(
    (await fields.list()).some(({ name }) => name === "site"),
    false,
  );
});
