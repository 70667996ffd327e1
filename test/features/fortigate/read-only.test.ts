import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type AuditEvent, type FortiErrorCode, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

/** The methods that the device was sent. */
const sent = async (): Promise<string[]> => (await device.requests()).map(({ method }) => method);

test("feature read-only: a write sends nothing, and answers what would be sent", async () => {
  await using fgt = device.connect({ readOnly: true, vdom: "root" });
  const before = await device.snapshot();
  const { simulated } = await fgt.cmdb("firewall/address").create({ name: "a/b", subnet: "192.0.2.1/32" });
  assert.deepEqual(simulated, {
    method: "POST",
    path: "/api/v2/cmdb/firewall/address",
    query: [["vdom", "root"]],
    body: { name: "a/b", subnet: "192.0.2.1/32" },
  });
  const deleted = await fgt.cmdb("firewall/address").delete("a/b");
  assert.equal(deleted.simulated?.path, "/api/v2/cmdb/firewall/address/a%2Fb");
  await fgt.monitor("system/os/reboot").post({ event_log_message: "no" });
  await fgt.request({ method: "PUT", url: "/api/v2/cmdb/system/global", data: { hostname: "no" } });
  assert.deepEqual(await sent(), []);
  assert.deepEqual(await device.snapshot(), before);
});

test("feature read-only: a write is checked as ever before it is simulated", async () => {
  await using fgt = device.connect({ readOnly: "simulate" });
  await rejects(fgt.cmdb("firewall/address").create({ name: "x".repeat(99) }), "INVALID_INPUT", /characters/);
  await rejects(fgt.cmdb("firewall/address").create({ name: "a", color: 99 }), "INVALID_INPUT", /"color"/);
  assert.deepEqual(await sent(), []);
});

test("feature read-only: reads, downloads and whatever needs them go on", async () => {
  await using fgt = device.connect({ readOnly: true });
  assert.ok((await fgt.cmdb("firewall/address").list()).length > 0);
  assert.equal((await fgt.monitor("system/status").get()) !== undefined, true);
  // From 7.6 on a backup is fetched with a POST.
  assert.ok((await fgt.monitor("system/config/backup").download({ scope: "global" })).length > 0);
});

test("feature read-only: ensure says what it would change, and what would be there then", async () => {
  await using writer = device.connect();
  await writer.cmdb("firewall/address").create({ name: "web", subnet: "192.0.2.1/32", comment: "old" });
  await using fgt = device.connect({ readOnly: true });
  const addresses = fgt.cmdb("firewall/address");
  const { changed, action, diff, after, simulated } = await addresses.ensure({ name: "web", comment: "new" });
  assert.deepEqual([changed, action], [true, "updated"]);
  assert.deepEqual(diff, [{ field: "comment", before: "old", after: "new" }]);
  assert.deepEqual([after.comment, after.subnet], ["new", "192.0.2.1 255.255.255.255"]);
  assert.deepEqual(simulated?.body, { comment: "new" });
  const created = await addresses.ensure({ name: "db", subnet: "192.0.2.2/32" });
  assert.deepEqual([created.action, created.simulated?.method], ["created", "POST"]);
  const same = await addresses.ensure({ name: "web", comment: "old" });
  assert.deepEqual([same.changed, same.simulated], [false, undefined]);
  assert.equal((await writer.cmdb("firewall/address").get("web")).comment, "old");
});

test("feature read-only: absent, set, move, members and bans say what they would do", async () => {
  await using writer = device.connect();
  await writer.cmdb("firewall/address").create({ name: "web" });
  await writer.cmdb("firewall/addrgrp").create({ name: "blocked", member: [{ name: "all" }] });
  const before = await device.snapshot();
  await using fgt = device.connect({ readOnly: true });
  const absent = await fgt.cmdb("firewall/address").absent("web");
  assert.deepEqual([absent.changed, absent.simulated?.method], [true, "DELETE"]);
  assert.equal((await fgt.cmdb("firewall/address").absent("nope")).simulated, undefined);
  assert.equal((await fgt.cmdb("firewall/address").set({ name: "web" })).simulated?.method, "PUT");
  assert.equal((await fgt.cmdb("firewall/address").set({ name: "new" })).simulated?.method, "POST");
  const { added, members, simulated } = await fgt
    .cmdb("firewall/addrgrp")
    .members("blocked", "member")
    .add(["web", "all"]);
  assert.deepEqual([added, members, simulated?.length], [["web"], ["all", "web"], 1]);
  const ban = await fgt.quarantine.ban("203.0.113.9");
  assert.deepEqual([ban.changed, ban.banned, ban.simulated?.method], [true, ["203.0.113.9"], "POST"]);
  assert.deepEqual(await device.snapshot(), before);
});

test("feature read-only: a simulated write is on record as such, without its secrets", async () => {
  const events: AuditEvent[] = [];
  await using fgt = device.connect({ readOnly: true, audit: (event) => events.push(event), trackOperations: true });
  const { simulated } = await fgt.cmdb("user/local").create({ name: "eve", type: "password", passwd: "geheim123" });
  const body = { name: "eve", type: "password", passwd: "[redacted]" };
  assert.deepEqual(simulated?.body, body);
  assert.deepEqual([events[0]?.outcome, events[0]?.body, events[0]?.status], ["simulated", body, undefined]);
  assert.deepEqual(fgt.operations({ writes: true })[0]?.outcome, "simulated");
  assert.doesNotMatch(JSON.stringify([simulated, events, fgt.operations()]), /geheim123/);
});

test("feature read-only: an action whose answer is needed is refused, not made up", async () => {
  await using fgt = device.connect({ readOnly: true });
  const restore = fgt.monitor("system/config/restore").upload("config", { source: "upload", scope: "global" });
  await rejects(restore, "READ_ONLY", /^Cannot simulate/);
  assert.deepEqual(await sent(), []);
});

test("feature read-only: a client that refuses writes fails every one of them", async () => {
  await using fgt = device.connect({ readOnly: "refuse" });
  const addresses = fgt.cmdb("firewall/address");
  await rejects(addresses.create({ name: "web" }), "READ_ONLY");
  await rejects(addresses.ensure({ name: "web" }), "READ_ONLY");
  await rejects(addresses.delete("all"), "READ_ONLY");
  await rejects(fgt.monitor("system/os/reboot").post(), "READ_ONLY");
  await rejects(fgt.quarantine.ban("203.0.113.9"), "READ_ONLY");
  assert.ok((await sent()).every((method) => method === "GET"));
});

test("feature read-only: one with a session signs in and out, and writes nothing else", async () => {
  await using fgt = device.connect({
    readOnly: true,
    username: device.handle.username,
    password: device.handle.password,
  });
  await fgt.cmdb("firewall/address").list({ count: 1 });
  await fgt.cmdb("firewall/address").create({ name: "web" });
  await fgt.close();
  const calls = await device.calls();
  assert.ok(calls.length >= 3);
  assert.ok(
    calls.every((call) => /authentication|logincheck|logout/.test(call) || call.startsWith("GET ")),
    calls.join(),
  );
});
