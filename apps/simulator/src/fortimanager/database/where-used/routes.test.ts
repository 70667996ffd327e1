import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";
import { RpcRefusal } from "../../rpc-refusal.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";

type Item = Readonly<Record<string, unknown>>;

async function route({ database, session }: TestDatabase, name: string, item: Item): Promise<Record<string, unknown>> {
  const work = database.routes[name];
  assert.ok(work, name);
  const [method = "", url = ""] = name.split(/ (.*)/);
  const operation = { session, method, segments: url.split("/"), item, data: item.data, verbose: true };
  return (await work(operation, { adom: "root" })).data as Record<string, unknown>;
}

async function withUses(): Promise<TestDatabase> {
  const db = await openDatabase();
  await db.add(ADDRESS, [{ name: "web" }, { name: "idle" }]);
  await db.add("pm/config/adom/root/obj/firewall/addrgrp", { name: "servers", member: ["web"] });
  await db.add("pm/config/adom/root/pkg/default/firewall/policy", { policyid: 4, srcaddr: "all", dstaddr: "web" });
  return db;
}

test("a search is started, followed and read", async () => {
  const db = await withUses();
  const data = { obj: "adom/root/obj/firewall/address", mkey: "web" };
  const { token } = await route(db, "exec cache/search/where/used/start", { data });
  assert.deepEqual((await route(db, "exec cache/search/where/used/get/summary", { token })).percent, 100);
  const found = await route(db, "exec cache/search/where/used/get/detail", { token });
  const [{ root, data: uses }] = found.where_used as [{ root: { name: string }; data: Item[] }];
  assert.deepEqual([found.total_num, root.name], [2, "root"]);
  assert.deepEqual(uses, [
    { attr: "member", mapping_name: "firewall addrgrp", mattr: "name", mkey: "servers" },
    { attr: "dstaddr", mapping_name: "firewall policy", mattr: "policyid", mkey: "4", pkg: { name: "default" } },
  ]);
});

test("what nobody uses has no uses", async () => {
  const db = await withUses();
  const data = { obj: "adom/root/obj/firewall/address", mkey: "idle" };
  const { token } = await route(db, "exec cache/search/where/used/start", { data });
  const found = await route(db, "exec cache/search/where/used/get/detail", { token });
  assert.deepEqual([found.total_num, found.where_used], [0, []]);
});

for (const [what, name, item, code] of [
  [
    "what is missing",
    "exec cache/search/where/used/start",
    { data: { obj: "adom/root/obj/firewall/address", mkey: "x" } },
    -3,
  ],
  ["no object", "exec cache/search/where/used/start", { data: {} }, -10],
  ["an unknown token", "exec cache/search/where/used/get/detail", { token: "x" }, -10],
] as const) {
  test(`${what} is refused with ${code}`, async () => {
    const db = await openDatabase();
    await assert.rejects(route(db, name, item), (error) => error instanceof RpcRefusal && error.code === code);
  });
}

test("the device manager answers in one call", async () => {
  const db = await withUses();
  const { cmdb } = await route(db, "get dvmdb/adom/{adom}/where used", { obj: "firewall address", mkey: "web" });
  assert.equal((cmdb as unknown[]).length, 2);
});

test("the objects of an ADOM have a mark that changes with each of them", async () => {
  const db = await withUses();
  const mark = () => route(db, "get pm/config/adom/{adom}/obj", { option: ["devinfo"] });
  const before = await mark();
  assert.deepEqual(await mark(), before);
  await db.update(`${ADDRESS}/web`, { color: 1 });
  assert.notDeepEqual(await mark(), before);
});
