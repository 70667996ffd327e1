import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();

beforeEach(() => manager.reset());

/** The items of everything that was sent, as FortiManager got them. */
async function sentItems(): Promise<readonly Record<string, unknown>[]> {
  return (await manager.requests()).flatMap(({ body }) => (body as { params: Record<string, unknown>[] }).params);
}

/** For callers without a compiler. */
type AnyPath = (path: string) => unknown;

const refused = (code: string, words: RegExp) => (error: unknown) =>
  isFortiError(error) && error.code === code && words.test(`${error.message} ${error.hint}`);

test("feature tables: a table of an ADOM is read and written by its path", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  assert.deepEqual(await addresses.create({ name: "web", type: "ipmask", subnet: "10.0.0.5/32" }), { key: "web" });
  const web = await addresses.get("web");
  assert.deepEqual([web.name, web.subnet, web.type], ["web", ["10.0.0.5", "255.255.255.255"], "ipmask"]);
  assert.deepEqual(await addresses.update("web", { comment: "first" }), { key: "web" });
  assert.equal((await addresses.find("web"))?.comment, "first");
  assert.equal(await addresses.exists("web"), true);
  assert.equal(await addresses.exists("nothing"), false);
  assert.equal(await addresses.find("nothing"), undefined);
  await assert.rejects(addresses.get("nothing"), refused("NOT_FOUND", /firewall\/address "nothing"/));
  await assert.rejects(addresses.create({ name: "web" }), refused("DUPLICATE", /firewall\/address "web"/));
  assert.deepEqual(await addresses.set({ name: "web", color: 3 }), { key: "web" });
  assert.equal((await addresses.get("web")).comment, "first", "what set does not name stays");
  assert.deepEqual(await addresses.set({ name: "db", subnet: "10.0.0.6/32" }), { key: "db" });
  assert.deepEqual(await addresses.delete("db"), { key: "db" });
  await assert.rejects(addresses.delete("db"), refused("NOT_FOUND", /firewall\/address "db"/));
});

test("feature tables: each write is one request, with the verb that it is", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "web" });
  await addresses.update("web", { color: 2 });
  await addresses.replace("web", { color: 3 });
  await addresses.set({ name: "web", color: 4 });
  await addresses.clone("web", "copy");
  await addresses.rename("copy", "other");
  await addresses.delete("other");
  const table = "pm/config/adom/root/obj/firewall/address";
  assert.deepEqual(await manager.calls(), [
    `add ${table}`,
    `update ${table}/web`,
    `replace ${table}/web`,
    `set ${table}`,
    `clone ${table}/web`,
    `update ${table}/copy`,
    `delete ${table}/other`,
  ]);
});

test("feature tables: a network is taken in every spelling, and sent as FortiManager has it", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  const spellings = ["10.0.0.5/32", "10.0.0.5 255.255.255.255", "10.0.0.5", ["10.0.0.5", "255.255.255.255"]];
  for (const [at, subnet] of spellings.entries()) await addresses.create({ name: `web${at}`, subnet });
  const sent = (await sentItems()).map(({ data }) => Object(data).subnet);
  assert.deepEqual(sent, Array(4).fill(["10.0.0.5", "255.255.255.255"]));
  const rows = await addresses.list({ filter: ["name", "like", "web%"] });
  assert.deepEqual(
    rows.map(({ subnet }) => subnet),
    Array(4).fill(["10.0.0.5", "255.255.255.255"]),
  );
});

test("feature tables: options by name or by number, lists as one name where both are taken", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const addresses = adom.table("firewall/address");
  await addresses.create({ name: "web", type: 2, fqdn: "example.com", "associated-interface": "any" });
  assert.equal((await addresses.get("web")).type, "fqdn");
  await adom.untyped.table("firewall/addrgrp").create({ name: "one", member: "web", "allow-routing": true });
  const group = await adom.table("firewall/addrgrp").get("one");
  assert.deepEqual([group.member, group["allow-routing"]], [["web"], "enable"]);
});

test("feature tables: what was read is written back without what only FortiManager writes", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "web", dynamic_mapping: [{ _scope: [{ name: "FGT1", vdom: "root" }], color: 2 }] });
  const row = await addresses.get("web");
  assert.ok("oid" in row);
  await manager.forget();
  await addresses.update("web", { ...row, comment: "changed" });
  const [sent] = (await sentItems()).map(({ data }) => JSON.stringify(data));
  assert.doesNotMatch(sent ?? "", /"(?:oid|obj seq|_created timestamp|_last-modified-by)"/);
  assert.equal((await addresses.get("web")).comment, "changed");
});

test("feature tables: names with slashes, blanks, dots and percent signs are names", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  for (const name of ["10.0.0.0/8", "a b", "a%2Fb", "ü/ö", "..a", 'quote"d']) {
    await addresses.create({ name, color: 1 });
    await addresses.update(name, { color: 2 });
    assert.deepEqual([(await addresses.get(name)).name, (await addresses.get(name)).color], [name, 2]);
    assert.deepEqual(await addresses.delete(name), { key: name });
  }
  for (const name of ["", ".", ".."])
    await assert.rejects(addresses.delete(name), refused("INVALID_INPUT", /name|key/i));
});

test("feature tables: rows are chosen, ordered, cut and counted by FortiManager", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.ensure(["c", "a", "b"].map((name, at) => ({ name: `x-${name}`, color: at })));
  const filter = ["name", "like", "x-%"] as const;
  const rows = await addresses.list({ filter, sortings: "-name", range: [0, 2], fields: ["name"], loadsub: false });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["x-c", "x-b"],
  );
  assert.equal(rows[0] && "color" in rows[0], false);
  assert.equal(await addresses.count({ filter }), 3);
  assert.ok((await addresses.count()) > 3);
});

test("feature tables: a large table is read page by page, each row once", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.ensure(Array.from({ length: 25 }, (_, at) => ({ name: `p${String(at).padStart(2, "0")}` })));
  await manager.forget();
  const names: string[] = [];
  for await (const { name } of addresses.iterate({ filter: ["name", "like", "p%"], pageSize: 10 })) names.push(name);
  assert.equal(new Set(names).size, 25);
  assert.equal((await manager.requests()).length, 3);
});

test("feature tables: policies of packages, in folders too, keyed by number and moved", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.table("pm/pkg").create({ name: "emea", type: "folder" });
  await fmg.add("pm/pkg/adom/root/emea", { name: "branches", type: "pkg" });
  const { policies } = adom.package("emea/branches");
  const rule = {
    srcintf: ["any"],
    dstintf: ["any"],
    srcaddr: ["all"],
    dstaddr: ["all"],
    service: ["ALL"],
    schedule: ["always"],
  };
  const keys: (string | number | undefined)[] = [];
  for (const name of ["one", "two", "three"]) keys.push((await policies.create({ name, ...rule })).key);
  assert.deepEqual(keys, [1, 2, 3], "FortiManager chose the numbers");
  assert.deepEqual(await policies.move(3, { before: 1 }), { key: 3, changed: true });
  assert.deepEqual(await policies.move(3, { before: 1 }), { key: 3, changed: false });
  assert.deepEqual(
    (await policies.list()).map(({ policyid }) => policyid),
    [3, 1, 2],
  );
  const move = (await sentItems()).find(({ target }) => target !== undefined);
  assert.deepEqual(move && [move.option, move.target, move.data], ["before", "1", undefined]);
  await assert.rejects(policies.move(9, { after: 1 }), refused("NOT_FOUND", /pkg\/emea\/branches\/firewall\/policy 9/));
  await assert.rejects(policies.move(1, { after: 9 }), refused("BAD_REFERENCE", /there is no 9/));
  await assert.rejects(policies.move(1, {} as never), refused("INVALID_INPUT", /not one neighbour/));
});

test("feature tables: objects, the global database, the device manager and FortiManager's own configuration", async () => {
  await using fmg = manager.connect();
  const global = fmg.object("cli/global/system/global");
  assert.equal((await global.get())["workspace-mode"], "disabled");
  await global.update({ "adom-status": "enable" });
  assert.equal((await global.ensure({ "adom-status": "enable" })).changed, false);
  const devices = await fmg.table("dvmdb/device").list({ fields: ["name"] });
  assert.deepEqual(devices.map(({ name }) => name).sort(), manager.fortigates.map(({ handle }) => handle.name).sort());
  const inRoot = await fmg
    .adom("root")
    .table("dvmdb/device")
    .list({ fields: ["name"], loadsub: false });
  assert.equal(inRoot.length, devices.length);
  await fmg.global.table("firewall/address").create({ name: "g-web", subnet: "10.9.0.0/16" });
  assert.deepEqual((await fmg.global.table("firewall/address").get("g-web")).subnet, ["10.9.0.0", "255.255.0.0"]);
  assert.ok((await manager.calls()).includes("add pm/config/global/obj/firewall/address"));
});

test("feature tables: the database of a device holds the tables of FortiOS", async () => {
  await using fmg = manager.connect();
  const [device] = manager.fortigates;
  const name = device?.handle.name ?? "";
  const addresses = fmg.deviceDatabase(name, "root").table("firewall/address");
  await addresses.create({ name: "local", subnet: ["10.1.0.0", "255.255.0.0"] });
  assert.deepEqual((await addresses.get("local")).subnet, ["10.1.0.0", "255.255.0.0"]);
  assert.equal((await addresses.ensure({ name: "local", subnet: "10.1.0.0/16" })).changed, false);
  const services = fmg.deviceDatabase(name, "root").table("firewall.service/custom");
  await services.create({ name: "web", "tcp-portrange": "8080" });
  const port = await fmg
    .deviceDatabase(name)
    .table("system/interface")
    .list({ fields: ["name"] });
  assert.ok(port.length > 0);
  assert.deepEqual((await manager.calls()).slice(-2), [
    `add pm/config/device/${name}/vdom/root/firewall/service/custom`,
    `get pm/config/device/${name}/global/system/interface`,
  ]);
});

test("feature tables: a child table is a table, below the key of its parent", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.table("firewall/address").create({ name: "a/b" });
  const mappings = adom.table("firewall/address/dynamic_mapping", { address: "a/b" });
  await mappings.create({ _scope: [{ name: "FGT1", vdom: "root" }], subnet: "10.0.0.9/32" });
  assert.deepEqual((await mappings.get({ name: "FGT1", vdom: "root" })).subnet, ["10.0.0.9", "255.255.255.255"]);
  assert.deepEqual(await manager.calls(), [
    "add pm/config/adom/root/obj/firewall/address",
    "add pm/config/adom/root/obj/firewall/address/a\\/b/dynamic_mapping",
    "get pm/config/adom/root/obj/firewall/address/a\\/b/dynamic_mapping/FGT1/root",
  ]);
});

test("feature tables: defaults and schema as FortiManager tells them, the catalogue's description without a request", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  assert.equal((await addresses.defaults()).type, "ipmask");
  const { attr = {} } = await addresses.schema();
  assert.equal(attr.type?.opts?.fqdn, 2);
  await manager.forget();
  const described = await addresses.describe();
  assert.equal(described.mkey, "name");
  assert.ok(described.fields.member === undefined && described.fields.subnet !== undefined);
  assert.deepEqual(await manager.calls(), []);
});

test("feature tables: FortiManager tells where an entry is used", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({
    "firewall/address": [{ name: "web" }],
    "firewall/addrgrp": [{ name: "servers", member: ["web"] }],
  });
  const usages = await adom.table("firewall/address").whereUsed("web");
  assert.deepEqual(usages, [{ adom: "root", table: "firewall addrgrp", key: "servers", field: "member" }]);
  assert.deepEqual(await adom.table("firewall/addrgrp").whereUsed("servers"), []);
});

test("feature tables: what is in use is not deleted, unless it is to be", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.ensure({
    "firewall/address": [{ name: "web" }, { name: "db" }],
    "firewall/addrgrp": [{ name: "servers", member: ["web", "db"] }],
  });
  await assert.rejects(adom.table("firewall/address").delete("web"), refused("IN_USE", /firewall\/address "web"/));
  await adom.table("firewall/address").delete("web", { force: true });
  assert.equal(await adom.table("firewall/address").exists("web"), false);
});

test("feature tables: a path that is not there is refused before anything is sent, with a guess", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  const table = adom.table as AnyPath;
  const inPackage = adom.package("default").table as AnyPath;
  const onDevice = fmg.deviceDatabase("FGT1", "root").table as AnyPath;
  assert.throws(() => table("firewall/adress"), refused("INVALID_INPUT", /did you mean "firewall\/address"/));
  assert.throws(() => inPackage("firewall/polcy"), refused("INVALID_INPUT", /did you mean "firewall\/policy"/));
  assert.throws(() => table("cli/global/system/admin/user"), refused("INVALID_INPUT", /is not in ADOM "root"/));
  assert.throws(() => onDevice("router/statik"), refused("INVALID_INPUT", /router\/static/));
  assert.throws(() => table("adom/options"), refused("INVALID_INPUT", /object\(path\)/));
  assert.throws(() => (adom.object as AnyPath)("firewall/address"), refused("INVALID_INPUT", /table\(path\)/));
  assert.throws(() => table("firewall/address/dynamic_mapping"), refused("INVALID_INPUT", /"address"/));
  assert.deepEqual(await manager.calls(), []);
});

test("feature tables: a place that does not exist is named", async () => {
  await using fmg = manager.connect();
  await assert.rejects(fmg.adom("nowhere").table("firewall/address").list(), refused("BAD_REFERENCE", /nowhere/));
  await assert.rejects(fmg.adom("root").package("nothing").policies.list(), refused("BAD_REFERENCE", /nothing/));
});

test("feature tables: any path, in plain values, also one that the catalogue lacks", async () => {
  await using fmg = manager.connect();
  const untyped = fmg.adom("root").untyped;
  await untyped.table("firewall/address").create({ name: "web", subnet: "10.0.0.5/32" });
  assert.deepEqual((await untyped.table("firewall/address").get("web")).subnet, ["10.0.0.5", "255.255.255.255"]);
  const parents = { parents: { address: "web" } };
  assert.deepEqual(await untyped.table("firewall/address/dynamic_mapping", parents).list(), []);
  await manager.forget();
  await assert.rejects(untyped.table("brand/new", { mkey: "id" }).get(7), refused("UNSUPPORTED", /brand\/new/));
  assert.deepEqual(await manager.calls(), ["get pm/config/adom/root/obj/brand/new/7"]);
});
