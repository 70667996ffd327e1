import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const [ONE, TWO] = ["FGT1", "FGT2"].map((name) => [{ name, vdom: "root" }]);

async function withMappings(): Promise<TestDatabase> {
  const db = await openDatabase();
  const mappings = [
    { _scope: ONE, subnet: "10.0.0.1/32", comment: "one" },
    { _scope: TWO, subnet: "10.0.0.2/32" },
  ];
  await db.add(ADDRESS, { name: "web", comment: "old", color: 3, dynamic_mapping: mappings });
  return db;
}

const CHANGES: readonly (readonly [method: string, mappings: unknown, comments: readonly unknown[] | null])[] = [
  ["set", undefined, ["one", null]],
  ["update", undefined, ["one", null]],
  ["replace", undefined, null],
  ["set", [{ _scope: TWO, comment: "two" }], ["two"]],
  ["update", [{ _scope: TWO, comment: "two" }], ["one", "two"]],
  ["replace", [{ _scope: TWO, comment: "two" }], ["two"]],
  ["update", [], ["one", null]],
  ["set", [], null],
];

for (const [method, mappings, comments] of CHANGES) {
  test(`${method} with ${mappings === undefined ? "no" : JSON.stringify(mappings)} mappings`, async () => {
    const { call, get } = await withMappings();
    const data = { color: 5, ...(mappings === undefined ? {} : { dynamic_mapping: mappings }) };
    const { code, data: answer } = await call(method, `${ADDRESS}/web`, { data });
    assert.deepEqual([code, answer], [0, { name: "web" }]);
    const { data: entry } = await get(`${ADDRESS}/web`);
    assert.deepEqual([entry.color, entry.comment], [5, "old"]);
    const shown = entry.dynamic_mapping?.map((row: { comment: unknown }) => row.comment) ?? null;
    assert.deepEqual(shown, comments);
  });
}

for (const method of ["update", "replace"]) {
  test(`${method} refuses what is missing`, async () => {
    const { call } = await openDatabase();
    assert.equal((await call(method, `${ADDRESS}/nothing`, { data: { color: 1 } })).code, -3);
    assert.equal((await call(method, ADDRESS, { data: { name: "nothing" } })).code, -3);
    assert.equal((await call(method, `${ADDRESS}/all/dynamic_mapping/FGT1/root`, { data: {} })).code, -3);
  });
}

test("set creates what is missing, by either url", async () => {
  const { set, get } = await openDatabase();
  assert.deepEqual((await set(ADDRESS, { name: "a" })).data, { name: "a" });
  assert.deepEqual((await set(`${ADDRESS}/b`, { color: 1 })).data, { name: "b" });
  await set(`${ADDRESS}/b/dynamic_mapping/FGT1/root`, { subnet: "10.1.1.1/32" });
  const { data } = await get(`${ADDRESS}/b/dynamic_mapping`);
  assert.deepEqual(data[0]._scope, ONE);
});

test("a new key in the data renames, and references follow", async () => {
  const { add, update, get } = await openDatabase();
  await add(ADDRESS, [{ name: "web" }, { name: "other" }]);
  await add(GROUP, { name: "group", member: ["web", "all"] });
  assert.deepEqual((await update(`${ADDRESS}/web`, { name: "www" })).data, { name: "www" });
  assert.equal((await get(`${ADDRESS}/web`)).code, -3);
  assert.deepEqual((await get(`${GROUP}/group`)).data.member, ["www", "all"]);
  assert.equal((await update(`${ADDRESS}/www`, { name: "other" })).code, -2);
});

test("`unset attrs` puts fields back to their defaults", async () => {
  const { set, get } = await withMappings();
  await set(`${ADDRESS}/web`, { "unset attrs": ["color", "dynamic_mapping"] });
  const { data } = await get(`${ADDRESS}/web`);
  assert.deepEqual([data.color, data.comment, data.dynamic_mapping], [0, "old", null]);
});

test("the order of a list is kept unless a member comes or goes", async () => {
  const { add, update, get } = await openDatabase();
  await add(ADDRESS, [{ name: "a" }, { name: "b" }]);
  await add(GROUP, { name: "g", member: ["b", "a"] });
  await update(`${GROUP}/g`, { member: ["a", "b"] });
  assert.deepEqual((await get(`${GROUP}/g`)).data.member, ["b", "a"]);
  await update(`${GROUP}/g`, { member: ["a", "b", "all"] });
  assert.deepEqual((await get(`${GROUP}/g`)).data.member, ["a", "b", "all"]);
});

test("an object is changed, and answered with nothing", async () => {
  const { set, get } = await openDatabase();
  const { code, data } = await set("cli/global/system/global", { hostname: "FMG" });
  assert.deepEqual([code, data], [0, undefined]);
  assert.equal((await get("cli/global/system/global")).data.hostname, "FMG");
  assert.equal((await get("cli/global/system/global", { verbose: false })).data["workspace-mode"], 0);
});

test("nested objects are changed field by field", async () => {
  const { add, update, set, get } = await openDatabase();
  const url = "pm/config/adom/root/obj/antivirus/profile";
  await add(url, { name: "strict", http: { "av-scan": "block", quarantine: "enable" } });
  await update(`${url}/strict`, { http: { "av-scan": "monitor" } });
  await set(`${url}/strict/http`, { "content-disarm": "enable" });
  const { http } = (await get(`${url}/strict`)).data;
  assert.deepEqual([http["av-scan"], http.quarantine, http["content-disarm"]], ["monitor", "enable", "enable"]);
});

test("what referred to nothing before may stay as it is, what is new may not", async () => {
  const { database, update } = await openDatabase();
  await database.store({ table: GROUP, key: "g" }, { name: "g", member: ["imported"] });
  assert.equal((await update(`${GROUP}/g`, { comment: "x" })).code, 0);
  assert.equal((await update(`${GROUP}/g`, { member: ["imported", "new"] })).code, -10131);
});
