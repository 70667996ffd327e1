import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type AdomDocument, type FortiManager, isFortiError, type StepEvent } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";
import { deceiving } from "./deceiving.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

const refused = (code: string, words: RegExp) => (error: unknown) =>
  isFortiError(error) && error.code === code && words.test(`${error.message} ${error.hint}`);

const rule = {
  srcintf: ["any"],
  dstintf: ["any"],
  srcaddr: ["all"],
  dstaddr: ["all"],
  service: ["ALL"],
  schedule: ["always"],
};

/** An ADOM with addresses, a group and three policies. */
async function office(fmg: FortiManager) {
  const adom = fmg.adom("root");
  await adom.ensure({
    "firewall/address": [{ name: "web", subnet: "10.0.0.5/32" }, { name: "old" }],
    "firewall/addrgrp": [{ name: "servers", member: ["web", "old"] }],
    packages: {
      default: { "firewall/policy": [1, 2, 3].map((policyid) => ({ policyid, name: `rule-${policyid}`, ...rule })) },
    },
  });
  await manager.forget();
  return adom;
}

const document: AdomDocument = {
  "firewall/address": { ensure: [{ name: "db", subnet: "10.0.0.6/32" }], absent: ["old"] },
  "firewall/addrgrp": [{ name: "servers", member: ["web", "db"] }],
  packages: {
    default: { "firewall/policy": { ensure: [{ policyid: 2, comments: "changed" }], order: [3, 1, 2], absent: [] } },
  },
};

const isWrite = (call: string): boolean => !call.startsWith("get ") && !call.includes("cache/search");

test("feature ensure: a plan changes nothing, and shows what would be: created, changed, moved, deleted", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const plan = await adom.plan(document);
  assert.equal(plan.isEmpty, false);
  assert.deepEqual(
    plan.steps.map(({ action, table, mkey }) => [action, table, mkey]),
    [
      ["create", "firewall/address", "db"],
      ["update", "firewall/addrgrp", "servers"],
      ["update", "pkg/default/firewall/policy", 2],
      ["move", "pkg/default/firewall/policy", 3],
      ["delete", "firewall/address", "old"],
    ],
  );
  assert.deepEqual(plan.obstacles, []);
  const text = plan.text();
  assert.match(
    text,
    /^Plan for ADOM "root"(?:, FortiManager 7\.6\.4)?: 1 to create, 2 to update, 1 to delete, 1 to move; 0 unchanged$/m,
  );
  assert.match(text, /~ firewall\/addrgrp "servers"\n\s+member: - "old", \+ "db"/);
  assert.match(text, /> pkg\/default\/firewall\/policy 3 before 1/);
  assert.doesNotMatch(text, /oid|_created/);
  assert.deepEqual((await manager.calls()).filter(isWrite), []);
});

test("feature ensure: a plan is applied in the fewest requests that keep the order of what depends on each other", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const plan = await adom.plan(document);
  await manager.forget();
  const events: StepEvent[] = [];
  const result = await adom.apply(plan, { onStep: (event) => events.push(event) });
  assert.deepEqual([result.ok, result.mode, result.failed, result.skipped], [true, "batches", [], []]);
  assert.deepEqual(
    result.applied.map(({ id }) => id),
    [1, 2, 3, 4, 5],
  );
  assert.match(result.outcome, /In effect: steps 1, 2, 3, 4, 5; in a workspace they are not committed yet/);
  const writes = (await manager.requests()).map(({ items }) => `${items[0]?.method} ${items.length}`);
  assert.deepEqual(
    writes.filter((one) => !/^(?:get|exec)/.test(one)),
    ["add 1", "update 2", "move 1", "delete 1"],
  );
  assert.deepEqual(
    (await adom.package("default").policies.list()).map(({ policyid }) => policyid),
    [3, 1, 2],
  );
  assert.deepEqual(
    events.filter(({ status }) => status === "done").map(({ step }) => step.id),
    [1, 2, 3, 4, 5],
  );
  const again = await adom.plan(document);
  assert.deepEqual([again.isEmpty, again.unchanged], [true, 4]);
  assert.equal((await adom.apply(again)).mode, "none");
});

test("feature ensure: a dry run sends no write, and tells what would be sent", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const result = await adom.apply(await adom.plan(document), { dryRun: true });
  assert.deepEqual([result.ok, result.mode, result.applied], [true, "dry-run", []]);
  assert.equal(result.simulated.length, 5);
  assert.ok(result.simulated.every(({ request }) => request.method === "POST"));
  assert.deepEqual((await manager.calls()).filter(isWrite), []);
});

test("feature ensure: what an entry is used by keeps a plan from deleting it, and is named", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const plan = await adom.plan({ "firewall/address": { absent: ["old"] } });
  assert.match(
    plan.obstacles[0]?.message ?? "",
    /firewall\/address "old" cannot be deleted: firewall addrgrp "servers" \(member\)/,
  );
  await manager.forget();
  await assert.rejects(adom.apply(plan), refused("IN_USE", /Nothing was sent/));
  assert.deepEqual((await manager.calls()).filter(isWrite), []);
});

test("feature ensure: a plan that no longer holds is not applied", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const plan = await adom.plan(document);
  await adom.table("firewall/addrgrp").update("servers", { member: ["web"] });
  await manager.forget();
  await assert.rejects(adom.apply(plan), refused("VERIFY_FAILED", /somebody has changed/));
  assert.deepEqual((await manager.calls()).filter(isWrite), []);
});

test("feature ensure: a plan is stored as JSON without secrets, and applied with its document", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const secret: AdomDocument = { "user/local": [{ name: "eve", type: "password", passwd: "top-secret-2" }] };
  const stored = JSON.stringify(await adom.plan(secret));
  assert.doesNotMatch(stored, /top-secret-2/);
  await assert.rejects(adom.apply(JSON.parse(stored)), refused("INVALID_INPUT", /without its document/));
  const result = await adom.apply(JSON.parse(stored), { document: secret });
  assert.equal(result.ok, true, JSON.stringify(result.failed));
  assert.equal(await adom.table("user/local").exists("eve"), true);
});

test("feature ensure: a failure ends a plan, and the answer says what stands and what does not", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const wanted: AdomDocument = {
    "firewall/address": { ensure: [{ name: "good" }, { name: "gaudy", color: 999 }] },
    "firewall/addrgrp": [{ name: "servers", member: ["web", "good"] }],
  };
  const stopped = await adom.apply(await adom.plan(wanted));
  assert.equal(stopped.ok, false);
  assert.deepEqual(
    [
      stopped.applied.map(({ mkey }) => mkey),
      stopped.failed.map(({ step }) => step.mkey),
      stopped.skipped.map(({ mkey }) => mkey),
    ],
    [["good"], ["gaudy"], ["servers"]],
  );
  assert.match(stopped.outcome, /In effect: steps 1; failed: 2; not tried: 3.*whoever throws there discards it/);
  const rest = await adom.apply(await adom.plan(wanted), { stopOnError: false });
  assert.deepEqual([rest.applied.map(({ mkey }) => mkey), rest.failed.length], [["servers"], 1]);
});

test("feature ensure: a step that FortiManager says it did, and did not, is a failed one", async () => {
  await using fmg = manager.connect();
  await office(fmg);
  await using deceived = manager.connect({ transport: deceiving(manager, ["move", "update"]) });
  const adom = deceived.adom("root");
  const result = await adom.apply(await adom.plan(document), { stopOnError: false });
  assert.equal(result.ok, false);
  const messages = result.failed.map(({ error }) => error.message).join("\n");
  assert.match(messages, /pkg\/default\/firewall\/policy was put in order, and does not stand in it/);
  assert.match(messages, /firewall\/addrgrp "servers" was written, and FortiManager did not take: member/);
});

test("feature ensure: exact deletes what is not named, when it is allowed to, but nothing that FortiManager comes with", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const exact: AdomDocument = {
    packages: { default: { "firewall/policy": { ensure: [{ policyid: 2 }], exact: { keep: [3] } } } },
  };
  await assert.rejects(adom.plan(exact), refused("INVALID_INPUT", /purge/));
  const plan = await adom.plan(exact, { purge: true });
  assert.deepEqual(
    plan.steps.map(({ action, mkey }) => [action, mkey]),
    [["delete", 1]],
  );
  assert.equal((await adom.apply(plan)).ok, true);
  const all = await adom.plan(
    { "firewall/address": { ensure: [{ name: "web" }, { name: "old" }], exact: true } },
    { purge: true },
  );
  assert.ok(all.warnings.some(({ kind, mkey }) => kind === "built-in" && mkey === "all"));
  assert.ok(!all.steps.some(({ mkey }) => mkey === "all"));
});

test("feature ensure: whoever approves a plan is warned of policies that let anybody reach anything", async () => {
  await using fmg = manager.connect();
  const plan = await fmg.adom("root").plan({
    packages: { default: { "firewall/policy": [{ policyid: 8, name: "open", ...rule, action: "accept" }] } },
  });
  assert.deepEqual(
    plan.warnings.map(({ kind, mkey }) => [kind, mkey]),
    [["open-policy", 8]],
  );
});

test("feature ensure: a plan that is cancelled stops before the next request", async () => {
  await using fmg = manager.connect();
  const adom = await office(fmg);
  const ending = new AbortController();
  const plan = await adom.plan(document);
  const result = await adom.apply(plan, {
    signal: ending.signal,
    onStep: ({ status }) => void (status === "done" && ending.abort()),
  });
  assert.deepEqual([result.ok, result.applied.length], [false, 1]);
  assert.equal(result.failed[0]?.error.code, "ABORTED");
  assert.ok(result.skipped.length > 0);
});

test("feature ensure: what is wrong with a document is said at once, all of it", async () => {
  await using fmg = manager.connect();
  const wrong = {
    "firewall/address": { ensure: [{ name: "a" }], absent: ["a"], order: ["a"] },
    "firewall/polcy": [],
    packages: { default: { "firewall/policy": { order: [99], absent: "no list" } } },
  };
  const error = await fmg
    .adom("root")
    .plan(wrong as never)
    .catch((thrown: unknown) => thrown);
  assert.ok(isFortiError(error, "INVALID_INPUT"));
  for (const words of [
    /"a" is to be there and to be absent/,
    /cannot be moved/,
    /firewall\/polcy/,
    /absent must be a list/,
  ])
    assert.match(error.message, words);
  await assert.rejects(
    fmg.adom("root").plan({ packages: { default: { "firewall/policy": { order: [99] } } } }),
    refused("INVALID_INPUT", /policy 99 has a place in the order and is not there/),
  );
  await assert.rejects(
    fmg.adom("root").plan({ packages: { nothing: { "firewall/policy": [{ policyid: 1 }] } } }),
    refused("BAD_REFERENCE", /nothing/),
  );
});

test("feature ensure: the global database has plans of its own", async () => {
  await using fmg = manager.connect();
  const report = await fmg.global.ensure({ "firewall/address": [{ name: "g-one", subnet: "10.8.0.0/16" }] });
  assert.equal(report.changed, true);
  const plan = await fmg.global.plan({ "firewall/address": { absent: ["g-one"] } });
  assert.match(plan.text(), /^Plan for the global database/);
  assert.equal((await fmg.global.apply(plan)).ok, true);
});

test("feature ensure: in a workspace, what cannot be done whole is discarded whole", async () => {
  await manager.settings({ workspace: "normal" });
  await using fmg = manager.connect({ username: manager.handle.username, password: manager.handle.password });
  const wanted: AdomDocument = {
    "firewall/address": [{ name: "good" }],
    "firewall/addrgrp": [{ name: "broken", member: ["missing"] }],
  };
  await assert.rejects(
    fmg.workspace("root", (adom) => adom.ensure(wanted)),
    refused("BAD_REFERENCE", /"broken".*1 entry was written and stands: in a workspace it is not committed/),
  );
  const table = fmg.adom("root").table("firewall/address");
  assert.equal(await table.exists("good"), false);
  assert.deepEqual(await manager.locks(), []);
  await fmg.workspace("root", (adom) => adom.ensure({ "firewall/address": [{ name: "good" }] }));
  assert.equal(await table.exists("good"), true);
});
