import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { FortiManager } from "@fortiweave/fortimanager";
import type { TestDevice } from "../../contract/device.ts";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const [first, second, third] = manager.fortigates;
if (first === undefined || second === undefined || third === undefined) throw new Error("There are too few FortiGates");
const NAMES = manager.fortigates.map(({ handle }) => handle.name);
const { name } = first.handle;
const PROXY = "exec sys/proxy/json";
const web = { name: "web", subnet: "192.0.2.1 255.255.255.255" };

const proxied = async (): Promise<number> => (await manager.calls()).filter((call) => call === PROXY).length;
const addresses = async (device: TestDevice): Promise<string[]> => {
  await using fgt = device.connect();
  return (await fgt.cmdb("firewall/address").list()).map((row) => String(row.name));
};
const rejects = (promise: Promise<unknown>, code: FortiErrorCode): Promise<void> =>
  assert.rejects(promise, (error) => isFortiError(error, code), code);

beforeEach(() => manager.reset());

test("feature proxy: tables, monitors, logs, ensure and members work through FortiManager as they do without", async () => {
  await first.logs({ path: "disk/traffic/forward", count: 120 });
  await using fmg = manager.connect();
  const fgt = fmg.device("root", name, { vdom: "root" });
  const table = fgt.cmdb("firewall/address");
  assert.equal((await table.ensure(web)).changed, true);
  assert.equal((await table.ensure(web)).changed, false);
  assert.equal((await table.get("web")).subnet, web.subnet);
  await fgt.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
  await fgt.cmdb("firewall/addrgrp").members("servers", "member").add("all");
  assert.deepEqual(await fgt.cmdb("firewall/addrgrp").members("servers", "member").list(), ["web", "all"]);
  assert.equal((await fgt.cmdb("system/global").get()).hostname, name);
  assert.ok(await fgt.monitor("system/status").get());
  let lines = 0;
  for await (const _ of fgt.log("disk", "traffic/forward").search()) lines++;
  assert.equal(lines, 120);
  assert.ok((await addresses(first)).includes("web"));
  assert.equal(`v${fgt.version}`, first.handle.version);
  const calls = await manager.calls();
  assert.ok(
    calls.every((call) => call === PROXY),
    calls.join("\n"),
  );
});

test("feature proxy: names with slashes, blanks and signs arrive as they are", async () => {
  await using fmg = manager.connect();
  const table = fmg.device("root", name).cmdb("firewall/address");
  for (const odd of ["10.0.0.0/8", "a b", "50%", "x?y=z&w", "ä#ö"]) {
    await table.create({ name: odd, subnet: "10.0.0.0/8" });
    assert.equal((await table.get(odd)).name, odd);
    await table.delete(odd);
  }
  const rows = await table.list({ filter: [["name", "==", "all"]] });
  assert.deepEqual(
    rows.map((row) => row.name),
    ["all"],
  );
});

test("feature proxy: a plan is carried out step by step, since there are no transactions", async () => {
  await using fmg = manager.connect();
  const fgt = fmg.device("root", name);
  const plan = await fgt.plan({
    "firewall/address": { ensure: [web] },
    "firewall/addrgrp": { ensure: [{ name: "servers", member: [{ name: "web" }] }] },
  });
  const { ok, mode } = await fgt.apply(plan);
  assert.deepEqual([ok, mode], [true, "steps"]);
  await using direct = first.connect();
  assert.deepEqual(await direct.listTransactions(), []);
});

test("feature proxy: what the proxy cannot carry is refused clearly, and nothing is sent", async () => {
  await using fmg = manager.connect();
  const fgt = fmg.device("root", name);
  await fgt.monitor("system/status").get();
  await manager.forget();
  for (const call of [
    () => fgt.transaction(() => Promise.resolve()),
    () => fgt.monitor("system/config/backup").download({ scope: "global" }),
    () => fgt.monitor("system/config/backup").stream({ scope: "global" }),
  ]) {
    await assert.rejects(call(), (error) => {
      return isFortiError(error, "UNSUPPORTED") && /through FortiManager: its proxy has no/.test(error.message);
    });
  }
  assert.equal(await proxied(), 0);
});

test("feature proxy: a device's failure inside an answer that says all is well is the right error", async () => {
  await using fmg = manager.connect();
  const table = fmg.device("root", name).cmdb("firewall/address");
  await table.create(web);
  await rejects(table.create(web), "DUPLICATE");
  await rejects(table.get("nope"), "NOT_FOUND");
  await rejects(
    fmg
      .device("root", name)
      .cmdb("firewall/addrgrp")
      .create({ name: "g", member: [{ name: "nope" }] }),
    "BAD_REFERENCE",
  );
  await rejects(fmg.device("root", name, { vdom: "nope" }).cmdb("firewall/address").create(web), "BAD_REFERENCE");
  await rejects(fmg.device("root", name).untyped().cmdb("firewall/nope").list(), "NOT_FOUND");
});

test("feature proxy: a device that FortiManager cannot reach, or does not know, is named", async () => {
  await manager.settings({ unreachable: [name] });
  await using fmg = manager.connect();
  await assert.rejects(fmg.device("root", name).cmdb("firewall/address").list(), (error) => {
    assert.ok(isFortiError(error, "NETWORK", "TIMEOUT"), String(error));
    assert.ok(error.message.includes(`device "${name}" in ADOM "root"`), error.message);
    return /device manager/.test(error.hint ?? "");
  });
  assert.equal(await proxied(), 1, "it is FortiManager that waits and tries");
  await assert.rejects(fmg.device("root", "nobody").cmdb("firewall/address").list(), (error) => {
    return isFortiError(error, "NOT_FOUND") && error.format().includes("nobody");
  });
  await assert.rejects(fmg.device("elsewhere", name).cmdb("firewall/address").list(), (error) => isFortiError(error));
  for (const bad of ["", "a/b"]) assert.throws(() => fmg.device("root", bad), /A device/);
});

test("feature proxy: a session that is lost, and a connection that is dropped, go unnoticed behind it", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  const table = fmg.device("root", name).cmdb("firewall/address");
  await table.list();
  await manager.endSessions();
  await table.create(web);
  await manager.fault({ kind: "drop", times: 1, match: { item: PROXY } });
  await table.list();
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature proxy: writes are simulated where FortiManager's client simulates them", async () => {
  await using fmg = manager.connect({ readOnly: true });
  const { simulated } = await fmg.device("root", name).cmdb("firewall/address").create(web);
  assert.deepEqual(simulated?.body, web);
  assert.ok(!(await addresses(first)).includes("web"));
});

test("feature proxy: secrets that go through stand in no record and no error", async () => {
  const events: string[] = [];
  await using fmg = manager.connect({
    trackOperations: true,
    audit: [(event) => void events.push(JSON.stringify(event))],
  });
  const users = fmg.device("root", name).cmdb("user/local");
  await users.create({ name: "eve", type: "password", passwd: "geheim-123" });
  const error: unknown = await users
    .create({ name: "eve", type: "password", passwd: "geheim-123" })
    .catch((reason: unknown) => reason);
  assert.ok(isFortiError(error, "DUPLICATE"));
  const told = [...events, JSON.stringify(fmg.operations()), error.format(), JSON.stringify(fmg.stats())];
  for (const line of told) assert.ok(!line.includes("geheim-123"), line);
});

const nameless = async (fmg: FortiManager): Promise<unknown[]> =>
  (await fmg.group("root", NAMES).cmdb("firewall/address").list()).map(({ device, ok }) => [device, ok]);

test("feature proxy: a group answers per device, and what is asked of all alike goes in one call", async () => {
  await using fmg = manager.connect();
  assert.deepEqual(
    await nameless(fmg),
    NAMES.map((device) => [device, true]),
  );
  assert.equal(await proxied(), 1);
  await manager.forget();
  const group = fmg.group("root", NAMES);
  const settings = await group.cmdb("system/global").get();
  assert.deepEqual(
    settings.map((answer) => answer.ok && answer.value.hostname),
    NAMES,
  );
  const created = await group.cmdb("firewall/address").create(web);
  assert.ok(created.every(({ ok }) => ok));
  for (const device of manager.fortigates) assert.ok((await addresses(device)).includes("web"));
  const writes = (await manager.requests()).filter(({ body }) => JSON.stringify(body).includes('"action":"post"'));
  assert.equal(writes.length, 1);
});

test("feature proxy: the failure of one device hides no other's answer", async () => {
  await manager.settings({ unreachable: [second.handle.name] });
  await using fmg = manager.connect();
  const group = fmg.group("root", NAMES);
  const answers = await group.cmdb("firewall/address").list();
  assert.deepEqual(
    answers.map(({ ok }) => ok),
    [true, false, true],
  );
  const [, failed] = answers;
  assert.ok(failed?.ok === false && failed.error.message.includes(second.handle.name));
  await using direct = third.connect();
  await direct.cmdb("firewall/address").create(web);
  const created = await group.cmdb("firewall/address").create(web);
  assert.deepEqual(
    created.map((answer) => (answer.ok ? "ok" : answer.error.code)),
    ["ok", failed.error.code, "DUPLICATE"],
  );
});

test("feature proxy: device groups, and All_FortiGate, are the devices in them", async () => {
  await using fmg = manager.connect();
  assert.deepEqual((await fmg.group("root", "All_FortiGate").devices()).toSorted(), NAMES.toSorted());
  await fmg.add("dvmdb/adom/root/group", { name: "branches", os_type: "fos" });
  const members = [first, third].map(({ handle }) => ({ name: handle.name, vdom: "root" }));
  await fmg.add("dvmdb/adom/root/group/branches/object member", members);
  const group = fmg.group("root", "branches");
  const answers = await group.cmdb("system/global").get();
  assert.deepEqual(
    answers.map((answer) => answer.ok && answer.value.hostname),
    [first.handle.name, third.handle.name],
  );
  await rejects(fmg.group("root", "nobody").devices(), "NOT_FOUND");
});

test("feature proxy: where devices differ, each gets what it needs, and members and ensure answer per device", async () => {
  await using direct = second.connect();
  await direct.cmdb("firewall/address").create(web);
  await using fmg = manager.connect();
  const group = fmg.group("root", NAMES);
  const ensured = await group.cmdb("firewall/address").ensure(web);
  assert.deepEqual(
    ensured.map((answer) => answer.ok && answer.value.changed),
    [true, false, true],
  );
  await group.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
  const members = await group.cmdb("firewall/addrgrp").members("servers", "member").add(["web", "all"]);
  assert.ok(members.every((answer) => answer.ok && answer.value.members.length === 2));
});

test("feature proxy: rows of a group are iterated device by device", async () => {
  await using fmg = manager.connect();
  const seen = new Map<string, number>();
  for await (const row of fmg.group("root", NAMES).cmdb("firewall/address").iterate()) {
    assert.ok(row.ok);
    seen.set(row.device, (seen.get(row.device) ?? 0) + 1);
  }
  assert.deepEqual([...seen.keys()], NAMES);
});

test("feature proxy: work is run over a group like over a fleet, with a report to resume from", async () => {
  await manager.settings({ unreachable: [second.handle.name] });
  await using fmg = manager.connect();
  const group = fmg.group("root", NAMES);
  const work = async (fgt: ReturnType<FortiManager["device"]>): Promise<boolean> =>
    (await fgt.cmdb("firewall/address").ensure(web)).changed;
  const run = await group.run(work);
  const outcomes = await run.collect();
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["done", "failed", "done"],
  );
  await manager.settings({ unreachable: [] });
  const again = await group.run(work, { resume: run.report() });
  assert.deepEqual(
    (await again.collect()).map(({ device }) => device),
    [second.handle.name],
  );
});

test("feature proxy: a call to a group is cancelled as a whole", async () => {
  await using fmg = manager.connect();
  const group = fmg.group("root", NAMES);
  await group.devices();
  await manager.fault({ kind: "hang", match: { item: PROXY } });
  const cancel = new AbortController();
  const answering = group.cmdb("firewall/address").list({ signal: cancel.signal });
  while ((await manager.requests()).length === 0);
  cancel.abort();
  const answers = await answering;
  assert.ok(answers.every((answer) => !answer.ok && answer.error.code === "ABORTED"));
});
