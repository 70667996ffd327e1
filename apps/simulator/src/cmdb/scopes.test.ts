import assert from "node:assert/strict";
import { test } from "node:test";
import { createScopes, type FactoryContent, type Scopes, VDOM_TABLE } from "./scopes.ts";

const ADDRESS = "firewall/address";
const POLICY = "firewall/policy";
const INTERFACE = "system/interface";

const FACTORY: FactoryContent = {
  global: new Map([
    [VDOM_TABLE, [["root", { name: "root" }]]],
    [INTERFACE, [["port1", { name: "port1" }]]],
  ]),
  vdom: new Map([[ADDRESS, [["all", { name: "all" }]]]]),
  root: new Map([["system/dhcp/server", [["1", { id: 1 }]]]]),
};

/** `vdom path: keys` of all tables. */
function contentOf(scopes: Scopes): string[] {
  return scopes
    .all()
    .map(({ vdom = "global", path, table }) => `${vdom} ${path}: ${[...table.keys()]}`)
    .sort();
}

function addVdom(scopes: Scopes, name: string): void {
  scopes.table(VDOM_TABLE, undefined).set(name, { name });
  scopes.note(VDOM_TABLE, undefined);
  scopes.open(name);
}

function removeVdom(scopes: Scopes, name: string): void {
  scopes.table(VDOM_TABLE, undefined).delete(name);
  scopes.note(VDOM_TABLE, undefined);
  scopes.close(name);
}

const AT_START = [
  "global system/interface: port1",
  "global system/vdom: root",
  "root firewall/address: all",
  "root system/dhcp/server: 1",
];

test("devices with the same factory content share nothing that is written", () => {
  const [one, other] = [createScopes(FACTORY), createScopes(FACTORY)];
  one.table(ADDRESS, "root").set("web", { name: "web" });
  one.table(INTERFACE, undefined).delete("port1");
  one.table(POLICY, "root").set("1", { policyid: 1 });
  addVdom(one, "branch");
  one.table(ADDRESS, "branch").delete("all");
  assert.deepEqual(contentOf(other), AT_START);
  assert.deepEqual(contentOf(createScopes(FACTORY)), AT_START);
  assert.deepEqual(contentOf(one), [
    "branch firewall/address: ",
    "global system/interface: ",
    "global system/vdom: root,branch",
    "root firewall/address: all,web",
    "root firewall/policy: 1",
    "root system/dhcp/server: 1",
  ]);
});

test("a table that somebody only looked at is none", () => {
  const scopes = createScopes(FACTORY);
  assert.equal(scopes.table(POLICY, "root").size, 0);
  assert.deepEqual(contentOf(scopes), AT_START);
  assert.deepEqual(scopes.written(), []);
});

test("a fork and what it comes from go their own ways", () => {
  const scopes = createScopes(FACTORY);
  const rows = scopes.table(ADDRESS, "root");
  rows.set("web", { name: "web" });
  const fork = scopes.fork([]);
  fork.table(ADDRESS, "root").set("mail", { name: "mail" });
  fork.note(ADDRESS, "root");
  rows.set("late", { name: "late" });
  assert.deepEqual([...rows.keys()], ["all", "web", "late"]);
  assert.deepEqual([...fork.table(ADDRESS, "root").keys()], ["all", "web", "mail"]);
  const again = scopes.fork(fork.written());
  assert.deepEqual([...again.table(ADDRESS, "root").keys()], ["all", "web", "mail"]);
});

test("a VDOM that comes or goes in a fork does so in what is made of its changes", () => {
  const scopes = createScopes(FACTORY);
  const opened = scopes.fork([]);
  addVdom(opened, "branch");
  opened.table(POLICY, "branch").set("1", { policyid: 1 });
  opened.note(POLICY, "branch");
  const next = scopes.fork(opened.written());
  assert.ok(contentOf(next).includes("branch firewall/address: all"));
  assert.ok(contentOf(next).includes("branch firewall/policy: 1"));

  const renewed = next.fork([]);
  removeVdom(renewed, "branch");
  addVdom(renewed, "branch");
  const fresh = next.fork(renewed.written());
  assert.ok(contentOf(fresh).includes("branch firewall/address: all"));
  assert.ok(!contentOf(fresh).some((text) => text.includes("policy: 1")));

  const closed = next.fork([]);
  removeVdom(closed, "branch");
  assert.deepEqual(contentOf(next.fork(closed.written())), AT_START);
  assert.deepEqual(contentOf(scopes), AT_START);
});
