import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { EnsureError, type FortiManager, isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";
import { deceiving } from "./deceiving.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

type Entry = Readonly<Record<string, unknown>>;

const refused = (code: string, words: RegExp) => (error: unknown) =>
  isFortiError(error) && error.code === code && words.test(`${error.message} ${error.hint}`);

/** The verbs of the requests since the last look, with the number of operations in each: `add 101`. */
async function requests(): Promise<string[]> {
  const all = await manager.requests();
  await manager.forget();
  return all.map(({ items }) => `${items[0]?.method} ${items.length}`);
}

/** Ensures an entry, and then each other way to say the same, which must write nothing. */
async function same(fmg: FortiManager, path: string, first: Entry, ...others: Entry[]): Promise<void> {
  const table = fmg.adom("root").untyped.table(path);
  await table.ensure(first);
  for (const entry of [first, ...others]) {
    const { action, diff } = await table.ensure(entry);
    assert.deepEqual([action, diff], ["unchanged", []], `${path} ${JSON.stringify(entry)}`);
  }
}

const hundred = Array.from({ length: 100 }, (_, at) => `host-${at}`);
const addresses = hundred.map((name, at) => ({ name, subnet: `10.0.0.${at}/32` }));
const rule = {
  srcintf: ["any"],
  dstintf: ["any"],
  srcaddr: ["all"],
  dstaddr: ["all"],
  service: ["ALL"],
  schedule: ["always"],
};

test("feature ensure: an entry is created, changed where it differs, and left alone when it does not", async () => {
  await using fmg = manager.connect();
  const table = fmg.adom("root").table("firewall/address");
  const created = await table.ensure({ name: "web", subnet: "10.0.0.5/32" });
  assert.deepEqual([created.action, created.changed, created.before], ["created", true, undefined]);
  assert.deepEqual(await requests(), ["get 1", "add 1", "get 1"]);
  await table.update("web", { comment: "by hand" });
  await manager.forget();
  const updated = await table.ensure({ name: "web", subnet: "10.0.0.6/32", color: 0 });
  assert.deepEqual([updated.action, updated.after.comment], ["updated", "by hand"]);
  assert.deepEqual(updated.diff, [
    { field: "subnet", before: ["10.0.0.5", "255.255.255.255"], after: ["10.0.0.6", "255.255.255.255"] },
  ]);
  const sent = (await manager.requests()).map(({ body }) => body as { method: string; params: Entry[] });
  const written = sent.filter(({ method }) => method === "update").flatMap(({ params }) => params);
  assert.deepEqual(
    written.map(({ data }) => data),
    [{ subnet: ["10.0.0.6", "255.255.255.255"] }],
  );
  await manager.forget();
  assert.equal((await table.ensure({ name: "web", subnet: "10.0.0.6/32" })).action, "unchanged");
  assert.deepEqual(await requests(), ["get 1"]);
});

test("feature ensure: 100 addresses and a group take three requests, and one when nothing changes", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const document = { "firewall/addrgrp": [{ name: "hosts", member: hundred }], "firewall/address": addresses };
  await manager.forget();
  const report = await adom.ensure(document);
  assert.deepEqual([report.ok, report.changed, report.entries.length, report.requests], [true, true, 101, 3]);
  assert.deepEqual(await requests(), ["get 2", "add 101", "get 2"]);
  const again = await adom.ensure(document);
  assert.deepEqual([again.changed, again.requests], [false, 1]);
  assert.deepEqual(await requests(), ["get 2"]);
  assert.equal((await adom.table("firewall/addrgrp").get("hosts")).member?.length, 100);
});

test("feature ensure: 1,000 objects take at least twenty times fewer requests than one each", async () => {
  await using fmg = manager.connect();
  const table = fmg.adom("root").table("firewall/address");
  const entries = Array.from({ length: 1000 }, (_, at) => ({
    name: `n-${at}`,
    subnet: `10.${at >> 8}.${at & 255}.0/24`,
  }));
  await manager.forget();
  await table.ensure(entries);
  const first = (await requests()).length;
  await table.ensure(entries);
  const second = (await requests()).length;
  const changed = await table.ensure(entries.map((entry, at) => (at % 2 === 0 ? entry : { ...entry, color: 5 })));
  const third = (await requests()).length;
  assert.ok(first <= 50 && second === 1 && third <= 50, `${first} ${second} ${third}`);
  assert.equal(changed.entries.filter((entry) => entry.ok && entry.result.changed).length, 500);
});

test("feature ensure: what refers to something is written after it, however deep, in whatever order it is given", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const report = await adom.ensure({
    packages: { default: { "firewall/policy": [{ policyid: 9, name: "rule", ...rule, dstaddr: ["outer"] }] } },
    "firewall/addrgrp": [
      { name: "outer", member: ["inner"] },
      { name: "inner", member: ["web"] },
    ],
    "firewall/address": [{ name: "web" }],
  });
  assert.deepEqual([report.ok, report.requests], [true, 3]);
  assert.deepEqual((await adom.package("default").policies.get(9)).dstaddr, ["outer"]);
});

test("feature ensure: a change of what is there comes before what needs it, in as few requests as that takes", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({ "firewall/address": [{ name: "a" }], "firewall/addrgrp": [{ name: "old", member: ["a"] }] });
  await manager.forget();
  await adom.ensure({
    "firewall/address": [{ name: "b" }, { name: "a", color: 4 }],
    "firewall/addrgrp": [
      { name: "old", member: ["a", "b"] },
      { name: "new", member: ["b"] },
    ],
  });
  assert.deepEqual(await requests(), ["get 2", "add 2", "update 2", "get 2"]);
});

test("feature ensure: no false difference in the order of members, the spelling of addresses and options", async () => {
  await using fmg = manager.connect();
  await fmg
    .adom("root")
    .table("firewall/address")
    .ensure([{ name: "a" }, { name: "b" }]);
  await same(
    fmg,
    "firewall/addrgrp",
    { name: "g", member: ["a", "b"] },
    { name: "g", member: ["b", "a"] },
    { name: "g", member: ["b", "a", "b"], "allow-routing": 0 },
    { name: "g", member: ["a", "b"], "allow-routing": false, color: "0", comment: null },
  );
  await same(
    fmg,
    "firewall/address",
    { name: "web", subnet: "10.0.0.5/24", type: "ipmask" },
    { name: "web", subnet: "10.0.0.0 255.255.255.0", type: "IPMask" },
    { name: "web", subnet: ["10.0.0.9", "255.255.255.0"], type: 0, color: 0, "fabric-object": "disable" },
    { name: "web", subnet: "10.0.0.0/24", uuid: "00000000-0000-4000-8000-000000000001", oid: 7 },
  );
  await same(
    fmg,
    "firewall/address6",
    { name: "web6", ip6: "2001:DB8:0:0::5/128" },
    { name: "web6", ip6: "2001:db8::5/128" },
  );
  await same(
    fmg,
    "firewall/address",
    { name: "fqdn", type: "fqdn", fqdn: "example.com" },
    { name: "fqdn", type: 2, fqdn: "example.com" },
  );
});

test("feature ensure: the number of an option is what FortiManager says it is", async () => {
  await using fmg = manager.connect();
  const table = fmg.adom("root").table("firewall/address");
  await table.ensure({ name: "web", type: 2, fqdn: "example.com" });
  assert.equal((await table.get("web")).type, "fqdn");
  const { diff } = await table.ensure({ name: "web", type: 0, subnet: "10.0.0.1/32" });
  assert.deepEqual(diff.map(({ field }) => field).sort(), ["subnet", "type"]);
  assert.equal((await table.get("web")).type, "ipmask");
});

test("feature ensure: what was read is as wanted", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({
    "firewall/address": [
      { name: "web", subnet: "10.0.0.5/32", dynamic_mapping: [{ _scope: [{ name: "FGT1", vdom: "root" }], color: 2 }] },
    ],
    packages: { default: { "firewall/policy": [{ policyid: 3, name: "rule", ...rule }] } },
  });
  const web = await adom.table("firewall/address").get("web");
  assert.equal((await adom.table("firewall/address").ensure(web)).changed, false);
  const { policies } = adom.package("default");
  assert.equal((await policies.ensure(await policies.get(3))).changed, false);
});

test("feature ensure: a secret that FortiManager hides stays as it is, unless it is to be written", async () => {
  await using fmg = manager.connect();
  const users = fmg.adom("root").table("user/local");
  const created = await users.ensure({ name: "eve", type: "password", passwd: "first-secret" });
  assert.doesNotMatch(JSON.stringify(created), /first-secret/);
  const kept = await users.ensure({ name: "eve", passwd: "second-secret" });
  assert.equal(kept.changed, false);
  const written = await users.ensure({ name: "eve", passwd: "second-secret" }, { secrets: "write" });
  assert.equal(written.changed, true);
  assert.doesNotMatch(JSON.stringify(written), /second-secret/);
});

test("feature ensure: a policy is found by its name when its number is left out", async () => {
  await using fmg = manager.connect();
  const { policies } = fmg.adom("root").package("default");
  const created = await policies.ensure({ name: "to-web", ...rule, action: "accept" });
  assert.equal(created.action, "created");
  const again = await policies.ensure({ name: "to-web", ...rule, action: "accept" });
  assert.deepEqual([again.changed, again.after.policyid], [false, created.after.policyid]);
  const changed = await policies.ensure({ name: "to-web", action: "deny" });
  assert.deepEqual([changed.action, changed.after.policyid], ["updated", created.after.policyid]);
  assert.equal((await policies.list({ filter: ["name", "==", "to-web"] })).length, 1);
  await assert.rejects(policies.ensure({ ...rule }), refused("INVALID_INPUT", /key "policyid", nor its "name"/));
});

test("feature ensure: a field that FortiManager accepts and does not take is named", async () => {
  await using fmg = manager.connect();
  await fmg.adom("root").table("firewall/address").ensure({ name: "web", color: 1 });
  await using deceived = manager.connect({ transport: deceiving(manager, ["add", "update", "delete"]) });
  const table = deceived.adom("root").table("firewall/address");
  await assert.rejects(
    table.ensure({ name: "web", color: 2, comment: "x" }),
    refused("VERIFY_FAILED", /firewall\/address "web" was written, and FortiManager did not take: color, comment/),
  );
  await assert.rejects(
    table.ensure({ name: "new" }),
    refused("VERIFY_FAILED", /"new" is not there after it was written/),
  );
  await assert.rejects(table.absent("web"), refused("VERIFY_FAILED", /"web" was deleted, and is still there/));
});

test("feature ensure: of many, what fails is named one by one, and what depends on it is not tried", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const document = {
    "firewall/address": [{ name: "good" }, { name: "gaudy", color: 999 }],
    "firewall/addrgrp": [
      { name: "fine", member: ["good"] },
      { name: "broken", member: ["missing"] },
    ],
  };
  const error = await adom.ensure(document).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof EnsureError && isFortiError(error), String(error));
  assert.match(error.message, /^Cannot bring 2 of 4 entries into the wanted state: .*"gaudy".*"broken"/);
  assert.match(error.hint ?? "", /2 entries were written and stand: in a workspace they are not committed/);
  assert.deepEqual(
    error.report.entries.map(({ table, key, ok }) => [table, key, ok]),
    [
      ["firewall/address", "good", true],
      ["firewall/address", "gaudy", false],
      ["firewall/addrgrp", "fine", true],
      ["firewall/addrgrp", "broken", false],
    ],
  );
  assert.equal(await adom.table("firewall/addrgrp").exists("fine"), true);
});

test("feature ensure: when an answer is lost, what FortiManager has done is found out by looking", async () => {
  await using fmg = manager.connect();
  const table = fmg.adom("root").table("firewall/address");
  await manager.fault({ kind: "drop", when: "after", match: { item: "add pm/config" }, times: 1 });
  const report = await table.ensure(addresses.slice(0, 10));
  assert.deepEqual([report.ok, report.changed], [true, true]);
  await manager.mend();
  await manager.fault({ kind: "drop", when: "before", match: { item: "add pm/config" } });
  const error = await table.ensure([{ name: "one" }, { name: "two" }]).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof EnsureError && error.code === "NETWORK", String(error));
  assert.equal(error.report.entries.filter(({ ok }) => ok).length, 0);
  await manager.mend();
  assert.equal(await table.exists("one"), false);
});

test("feature ensure: wrong input is refused as a whole, all of it named, and nothing is sent", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const wrong = {
    "firewall/address": [{ name: "web", type: "ipmsk" }, { color: 1 }, { name: "a" }, { name: "a" }],
    "firewall/adress": [{ name: "x" }],
    "firewall/addrgrp": { ensured: [] },
    packages: { default: { "firewall/policy": [{ policyid: 1, action: "alow" }] } },
  };
  const error = await adom.ensure(wrong as never).catch((thrown: unknown) => thrown);
  assert.ok(isFortiError(error, "INVALID_INPUT"));
  for (const words of [
    /"ipmask"/,
    /key "name"/,
    /"a" is there twice/,
    /did you mean "firewall\/address"/,
    /no "ensured"/,
    /"accept"/,
  ])
    assert.match(error.message, words);
  assert.deepEqual(await manager.calls(), []);
});

test("feature ensure: absent removes once, and says what was there", async () => {
  await using fmg = manager.connect();
  const table = fmg.adom("root").table("firewall/address");
  await table.create({ name: "web", comment: "x" });
  const gone = await table.absent("web");
  assert.deepEqual([gone.changed, gone.before?.comment], [true, "x"]);
  assert.deepEqual(await table.absent("web"), { changed: false, before: undefined });
});

test("feature ensure: many are removed in as few requests, and what is in use is named", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({ "firewall/address": addresses, "firewall/addrgrp": [{ name: "g", member: ["host-1"] }] });
  await manager.forget();
  const error = await adom
    .table("firewall/address")
    .absent(hundred)
    .catch((thrown: unknown) => thrown);
  assert.deepEqual(await requests(), ["get 1", "delete 100", "get 1"]);
  assert.ok(error instanceof EnsureError && error.code === "IN_USE", String(error));
  assert.deepEqual(
    error.report.entries.filter(({ ok }) => !ok).map(({ key }) => key),
    ["host-1"],
  );
  const rest = await adom.table("firewall/address").absent(["host-2", "host-3"]);
  assert.deepEqual([rest.ok, rest.changed, rest.requests], [true, false, 1]);
});

test("feature ensure: groups that hold each other are made all the same", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({ "firewall/address": [{ name: "a" }] });
  const report = await adom.ensure({
    "firewall/address": [{ name: "inner", "associated-interface": "any" }],
    "firewall/addrgrp": [
      { name: "one", member: ["a", "two"] },
      { name: "two", member: ["inner"] },
    ],
  });
  assert.equal(report.ok, true);
});

test("feature ensure: fields that the version lacks are left out and named, or refused", async () => {
  const old = await openManager("7.2.11");
  await using fmg = old.connect();
  const table = fmg.adom("root").table("firewall/address");
  const wanted = { name: "web", subnet: "10.0.0.5/32", "hw-model": "x" };
  const { action, skipped } = await table.ensure(wanted);
  assert.deepEqual([action, skipped], ["created", ["hw-model"]]);
  assert.equal((await table.ensure(wanted)).changed, false);
  await assert.rejects(
    table.ensure(wanted, { unsupported: "refuse" }),
    refused("INVALID_INPUT", /7\.2\.11 has no field "hw-model"/),
  );
});

test("feature ensure: an object, and the configuration of FortiManager itself", async () => {
  await using fmg = manager.connect();
  const settings = fmg.object("cli/global/system/global");
  const changed = await settings.ensure({ hostname: "fmg-ensured" });
  assert.deepEqual([changed.action, changed.after.hostname], ["updated", "fmg-ensured"]);
  assert.equal((await settings.ensure({ hostname: "fmg-ensured" })).changed, false);
});

test("feature ensure: a client that simulates says what would be written, without its secrets", async () => {
  await using fmg = manager.connect({ readOnly: "simulate" });
  const result = await fmg.adom("root").table("user/local").ensure({ name: "eve", passwd: "top-secret-1" });
  assert.deepEqual([result.changed, result.action], [true, "created"]);
  assert.equal(result.simulated?.method, "POST");
  assert.doesNotMatch(JSON.stringify(result), /top-secret-1/);
  assert.equal(await fmg.adom("root").table("user/local").exists("eve"), false);
});

test("feature ensure: a client that may only read refuses, and sends no write", async () => {
  await using fmg = manager.connect({ readOnly: "refuse" });
  await assert.rejects(
    fmg.adom("root").table("firewall/address").ensure({ name: "web" }),
    refused("READ_ONLY", /read-only/),
  );
  assert.ok((await manager.calls()).every((call) => call.startsWith("get ")));
});

test("feature ensure: nothing is committed by itself", async () => {
  await manager.settings({ workspace: "normal" });
  await using fmg = manager.connect({ username: manager.handle.username, password: manager.handle.password });
  const table = fmg.adom("root").table("firewall/address");
  await assert.rejects(table.ensure({ name: "web" }), refused("FORBIDDEN", /locked|lock/i));
  await fmg.exec("dvmdb/adom/root/workspace/lock");
  await table.ensure(addresses.slice(0, 3));
  assert.equal(await table.exists("host-1"), true, "the session sees its own");
  await fmg.exec("dvmdb/adom/root/workspace/unlock");
  assert.equal(await table.exists("host-1"), false, "and it is gone without a commit");
  assert.ok((await manager.calls()).every((call) => !/commit/.test(call)));
});
