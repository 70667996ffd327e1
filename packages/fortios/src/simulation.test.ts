import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const answer = (results: unknown): ScriptedStep => ({
  body: { status: "success", version: "v7.6.5", results } as never,
});
const missing: ScriptedStep = { status: 404, body: { status: "error", http_status: 404, error: -3 } };

function connect(script: readonly ScriptedStep[] = []) {
  const events: AuditEvent[] = [];
  const transport = createScriptedTransport(script);
  const audit = (event: AuditEvent): unknown => events.push(event);
  const fgt = createFortiGate({ transport, runtime: createManualClock(), audit, readOnly: true });
  const sent = (): string[] => transport.requests.map(({ method }) => method);
  return { fgt, events, sent };
}

const ADDRESSES = "/api/v2/cmdb/firewall/address";

test("create, update, delete and clone answer what would have been sent", async () => {
  const { fgt, events, sent } = connect();
  const addresses = fgt.cmdb("firewall/address");
  const body = { name: "web", comment: "x" };
  assert.deepEqual(await addresses.create(body), {
    mkey: "web",
    changed: undefined,
    simulated: { method: "POST", path: ADDRESSES, body },
  });
  assert.deepEqual((await addresses.update("a/b", { comment: "x" }, { vdom: "root" })).simulated, {
    method: "PUT",
    path: `${ADDRESSES}/a%2Fb`,
    query: [["vdom", "root"]],
    body: { comment: "x" },
  });
  assert.deepEqual((await addresses.delete("web")).simulated, { method: "DELETE", path: `${ADDRESSES}/web` });
  assert.deepEqual((await addresses.clone("web", "web-2")).simulated?.query, [
    ["action", "clone"],
    ["nkey", "web-2"],
  ]);
  assert.deepEqual((await fgt.cmdb("system/global").update({ timezone: "12" } as never)).simulated?.method, "PUT");
  assert.deepEqual(sent(), []);
  assert.ok(events.every(({ outcome, status }) => outcome === "simulated" && status === undefined));
  assert.equal(fgt.stats().failures, 0);
});

test("a secret is in no simulated body", async () => {
  const { fgt } = connect();
  const { simulated } = await fgt.cmdb("user/local").create({ name: "eve", type: "password", passwd: "geheim123" });
  assert.deepEqual(simulated?.body, { name: "eve", type: "password", passwd: "[redacted]" });
});

test("set finds out whether there is something to update", async () => {
  const { fgt, sent } = connect([answer([{ name: "web" }]), missing]);
  const addresses = fgt.cmdb("firewall/address");
  assert.equal((await addresses.set({ name: "web" })).simulated?.method, "PUT");
  assert.equal((await addresses.set({ name: "web" })).simulated?.method, "POST");
  assert.deepEqual(sent(), ["GET", "GET"]);
});

test("ensure foresees what it would do, and reads nothing back", async () => {
  const { fgt, sent } = connect([
    answer([{ name: "web", comment: "old", color: 3 }]),
    missing,
    answer([{ name: "web", comment: "x" }]),
  ]);
  const addresses = fgt.cmdb("firewall/address");
  const updated = await addresses.ensure({ name: "web", comment: "new" });
  assert.deepEqual([updated.changed, updated.action], [true, "updated"]);
  assert.deepEqual(updated.after, { name: "web", comment: "new", color: 3 });
  assert.deepEqual(updated.diff, [{ field: "comment", before: "old", after: "new" }]);
  assert.deepEqual(updated.simulated, { method: "PUT", path: `${ADDRESSES}/web`, body: { comment: "new" } });

  const created = await addresses.ensure({ name: "web", comment: "new" });
  assert.deepEqual([created.changed, created.action, created.before], [true, "created", undefined]);
  assert.equal(created.simulated?.method, "POST");

  const unchanged = await addresses.ensure({ name: "web", comment: "x" });
  assert.deepEqual([unchanged.changed, unchanged.simulated], [false, undefined]);
  assert.deepEqual(sent(), ["GET", "GET", "GET"]);
});

test("absent foresees what it would do", async () => {
  const { fgt, sent } = connect([answer([{ name: "web" }]), missing]);
  const addresses = fgt.cmdb("firewall/address");
  assert.deepEqual(await addresses.absent("web"), {
    changed: true,
    before: { name: "web" },
    simulated: { method: "DELETE", path: `${ADDRESSES}/web` },
  });
  assert.deepEqual(await addresses.absent("web"), { changed: false, before: undefined });
  assert.deepEqual(sent(), ["GET", "GET"]);
});

test("members foresee what they would be", async () => {
  const members = answer([{ name: "a" }, { name: "b" }]);
  const { fgt, sent } = connect([members, members, members]);
  const list = fgt.cmdb("firewall/addrgrp").members("g", "member");
  const path = "/api/v2/cmdb/firewall/addrgrp/g/member";
  assert.deepEqual(await list.add(["b", "c", "d"]), {
    changed: true,
    added: ["c", "d"],
    removed: [],
    members: ["a", "b", "c", "d"],
    simulated: ["c", "d"].map((name) => ({ method: "POST", path, body: { name } })),
  });
  assert.deepEqual(await list.remove(["a", "z"]), {
    changed: true,
    added: [],
    removed: ["a"],
    members: ["b"],
    simulated: [{ method: "DELETE", path: `${path}/a` }],
  });
  assert.deepEqual(await list.add("a"), { changed: false, added: [], removed: [], members: ["a", "b"] });
  assert.deepEqual(sent(), ["GET", "GET", "GET"]);
});

test("moving foresees, and a wrong neighbour is found out", async () => {
  const rows = answer([{ policyid: 1 }, { policyid: 2 }, { policyid: 3 }]);
  const { fgt, sent } = connect([rows, rows, rows]);
  const policies = fgt.cmdb("firewall/policy");
  const moved = await policies.move(3, { before: 1 });
  assert.deepEqual([moved.changed, moved.simulated?.method], [true, "PUT"]);
  assert.equal((await policies.move(1, { before: 2 })).changed, false);
  await assert.rejects(policies.move(1, { after: 9 }), (error) => isFortiError(error, "BAD_REFERENCE"));
  assert.deepEqual(sent(), ["GET", "GET", "GET"]);
});

test("bans foresee", async () => {
  const banned = answer([{ ip_address: "203.0.113.1" }]);
  const { fgt, sent } = connect([banned, banned, banned]);
  const ban = await fgt.quarantine.ban(["203.0.113.1", "203.0.113.2"], { expirySeconds: 60 });
  assert.deepEqual([ban.changed, ban.banned, ban.already], [true, ["203.0.113.2"], ["203.0.113.1"]]);
  assert.deepEqual(ban.simulated?.body, { ip_addresses: ["203.0.113.2"], expiry: 60 });
  const unban = await fgt.quarantine.unban("203.0.113.1");
  assert.deepEqual([unban.changed, unban.unbanned, unban.simulated?.method], [true, ["203.0.113.1"], "POST"]);
  assert.equal((await fgt.quarantine.unban("203.0.113.9")).simulated, undefined);
  assert.deepEqual(sent(), ["GET", "GET", "GET"]);
});

test("an action answers nothing, and one whose answer is known to hold something is refused", async () => {
  const { fgt, sent, events } = connect();
  assert.equal(await fgt.monitor("system/os/reboot").post(), undefined);
  await assert.rejects(
    fgt.monitor("system/config/restore").upload("config", { source: "upload", scope: "global" }),
    (error) => isFortiError(error, "READ_ONLY") && /^Cannot simulate/.test(error.message),
  );
  assert.deepEqual(
    events.map(({ outcome }) => outcome),
    ["simulated", "refused"],
  );
  assert.deepEqual(sent(), []);
});

test("input is checked as ever", async () => {
  const { fgt, events } = connect();
  const create = fgt.cmdb("firewall/address").create({ name: "x".repeat(200) });
  await assert.rejects(create, (error) => isFortiError(error, "INVALID_INPUT"));
  assert.equal(events[0]?.outcome, "refused");
});
