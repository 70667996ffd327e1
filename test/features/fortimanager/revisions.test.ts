import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { FortiManager } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

const soon = { pollMs: 1 };
const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.format("detailed")));

const addresses = (fmg: FortiManager) => fmg.adom("root").table("firewall/address");
const host = (name: string, last = 1) => ({ name, subnet: [`192.0.2.${last}`, "255.255.255.255"] });

test("feature revisions: an ADOM is kept as it is, listed, locked and deleted", async () => {
  await using fmg = manager.connect();
  const { revisions } = fmg.adom("root");
  assert.deepEqual(await revisions.list(), []);
  const made = await revisions.create({ name: "before change 17", description: "All was well" });
  assert.deepEqual([made.name, made.description, made.locked], ["before change 17", "All was well", false]);
  assert.ok(made.createdAt.getTime() > 0);
  assert.notEqual(made.createdBy, "");
  const second = await revisions.create({ name: "after" });
  assert.deepEqual(
    (await revisions.list()).map(({ version }) => version),
    [made.version, second.version],
  );
  await revisions.lock(made.version);
  assert.equal((await revisions.get(made.version)).locked, true);
  await revisions.delete(second.version);
  assert.equal(await revisions.find(second.version), undefined);
  await rejects(revisions.get(99), "NOT_FOUND");
  await rejects(revisions.create({ name: "" }), "INVALID_INPUT");
});

test("feature revisions: an ADOM goes back to what it was, and that is a revision as well", async () => {
  await using fmg = manager.connect();
  await addresses(fmg).create(host("stays"));
  const { revisions } = fmg.adom("root");
  const { version } = await revisions.create({ name: "good" });
  await addresses(fmg).create(host("mistake", 2));
  const restored = await revisions.revert(version, { name: "back to good" });
  assert.deepEqual([restored.name, restored.version > version], ["back to good", true]);
  assert.equal(await addresses(fmg).find("mistake"), undefined);
  assert.notEqual(await addresses(fmg).find("stays"), undefined);
});

test("feature revisions: every install and every retrieve leaves a revision of the device", async () => {
  await using fmg = manager.connect();
  const revisions = fmg.adom("root").devices.revisions("fortigate-1");
  const before = (await revisions.list()).length;
  await fmg.deviceDatabase("fortigate-1").untyped.object("system/dns").update({ primary: "192.0.2.53" });
  const scope = [{ name: "fortigate-1" }];
  await (await fmg.installDevice({ adom: "root", scope, deviceComments: "new name server" })).wait(soon);
  const after = await revisions.list();
  assert.equal(after.length, before + 1);
  assert.deepEqual([after[0]?.comments, after[0]?.user !== ""], ["new name server", true]);
  assert.deepEqual(
    after.map(({ revision }) => revision),
    after.map(({ revision }) => revision).sort((a, b) => b - a),
  );
});

test("feature revisions: the configuration of a revision is text, and differences are read entry by entry", async () => {
  await using fmg = manager.connect();
  const revisions = fmg.adom("root").devices.revisions("fortigate-1");
  await (await fmg.adom("root").devices.retrieve("fortigate-1")).wait(soon);
  const [latest] = await revisions.list();
  assert.match(await revisions.config("latest"), /config system/);
  assert.equal(await revisions.config(latest?.revision), await revisions.config("latest"));
  assert.deepEqual(await revisions.diff(), { changed: false, text: "", changes: [] });

  await fmg.deviceDatabase("fortigate-1").untyped.object("system/dns").update({ primary: "192.0.2.53" });
  await (await fmg.installDevice({ adom: "root", scope: [{ name: "fortigate-1" }] })).wait(soon);
  const { changed, text, changes } = await revisions.diff(latest?.revision, "latest");
  assert.equal(changed, true);
  assert.match(text, /config system dns\n\s+set primary 192\.0\.2\.53\nend/);
  assert.deepEqual(
    changes.map(({ action, path, set }) => [action, path, set.primary]),
    [["set", "system dns", ["192.0.2.53"]]],
  );
});

test("feature revisions: a device's database goes back to a revision, and the next install takes it there", async () => {
  await using fmg = manager.connect();
  const { devices } = fmg.adom("root");
  const revisions = devices.revisions("fortigate-1");
  await (await devices.retrieve("fortigate-1")).wait(soon);
  const good = (await revisions.list())[0]?.revision ?? 0;
  const dns = fmg.deviceDatabase("fortigate-1").untyped.object("system/dns");
  const before = (await dns.get()).primary;
  await dns.update({ primary: "192.0.2.53" });
  const scope = [{ name: "fortigate-1" }];
  await (await fmg.installDevice({ adom: "root", scope })).wait(soon);
  await revisions.revert(good);
  assert.deepEqual((await dns.get()).primary, before);
  await (await fmg.installDevice({ adom: "root", scope })).wait(soon);
  await using fgt = manager.fortigates[0]?.connect();
  assert.notEqual((await fgt?.cmdb("system/dns").get())?.primary, "192.0.2.53");
  await rejects(revisions.revert(9999), "NOT_FOUND");
});

test("feature revisions: a configuration is imported for a device, and waits for its install", async () => {
  await using fmg = manager.connect();
  const { devices } = fmg.adom("root");
  await (await devices.revisions("fortigate-1").import("config system dns\nset primary 192.0.2.53\nend\n")).wait(soon);
  assert.equal((await fmg.deviceDatabase("fortigate-1").untyped.object("system/dns").get()).primary, "192.0.2.53");
  assert.equal((await devices.get("fortigate-1")).db_status, "mod");
});
