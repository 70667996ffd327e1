import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const SCOPE = [{ name: "FGT1", vdom: "root" }];

const MISSING: readonly (readonly [url: string, code: number])[] = [
  ["pm/config/adom/root/obj/firewall/nothing", -6],
  ["pm/config/adom/nowhere/obj/firewall/address", -6],
  ["pm/config/adom/root/pkg/nothing/firewall/policy", -6],
  ["pm/config/device/nothing", -6],
  ["nothing", -6],
  [`${ADDRESS}/nothing`, -3],
  [`${ADDRESS}/nothing/dynamic_mapping`, -3],
  [`${ADDRESS}/all/dynamic_mapping/FGT1/root`, -3],
  [`${ADDRESS}/all/nothing`, -6],
  ["dvmdb/adom/nothing", -3],
  ["dvmdb/device/nothing", -3],
  ["pm/pkg/adom/root/nothing", -3],
];

for (const [url, code] of MISSING) {
  test(`get ${url} answers ${code}`, async () => {
    const { get } = await openDatabase();
    assert.equal((await get(url)).code, code);
  });
}

test("what a version does not have is no url of it", async () => {
  const [old, young] = [await openDatabase({ version: "7.2.11" }), await openDatabase({ version: "7.6.4" })];
  const url = "pm/config/adom/root/obj/telemetry-controller/profile";
  assert.deepEqual([(await old.get(url)).code, (await young.get(url)).code], [-6, 0]);
  assert.equal("hw-model" in (await old.get(`${ADDRESS}/all`)).data, false);
  assert.equal("hw-model" in (await young.get(`${ADDRESS}/all`)).data, true);
});

test("fields come with key, oid and child tables, and without those when they are not wanted", async () => {
  const { get } = await openDatabase();
  const named = (await get(`${ADDRESS}/all`, { fields: ["subnet"] })).data;
  assert.deepEqual(Object.keys(named).sort(), ["dynamic_mapping", "list", "name", "oid", "subnet", "tagging"]);
  const flat = (await get(`${ADDRESS}/all`, { fields: ["subnet"], loadsub: 0 })).data;
  assert.deepEqual(Object.keys(flat).sort(), ["name", "oid", "subnet"]);
  assert.equal("tagging" in (await get(`${ADDRESS}/all`, { option: "no loadsub" })).data, false);
});

test("options come by name or by number", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, { name: "a", type: 2, dynamic_mapping: [{ _scope: SCOPE, type: "fqdn" }] });
  const [symbolic, plain] = [await get(`${ADDRESS}/a`), await get(`${ADDRESS}/a`, { verbose: false })];
  assert.deepEqual([symbolic.data.type, symbolic.data["allow-routing"]], ["fqdn", "disable"]);
  assert.deepEqual([plain.data.type, plain.data["allow-routing"], plain.data.dynamic_mapping[0].type], [2, 0, 2]);
  const day = "pm/config/adom/root/obj/firewall/schedule/recurring/always";
  assert.equal((await get(day)).data.day.length, 7);
  assert.equal((await get(day, { verbose: false })).data.day, 127);
});

test("a list is counted, sorted and cut", async () => {
  const { delete: remove, add, get } = await openDatabase();
  await remove(GROUP, { filter: [], confirm: 1 });
  await remove(ADDRESS, { filter: [], confirm: 1 });
  await add(ADDRESS, [
    { name: "c", color: 1 },
    { name: "a", color: 2 },
    { name: "b", color: 2 },
  ]);
  const names = async (item: object): Promise<string> =>
    (await get(ADDRESS, { ...item, fields: ["name"] })).data.map((row: { name: string }) => row.name).join("");
  assert.equal((await get(ADDRESS, { option: ["count"] })).data, 3);
  assert.equal((await get(ADDRESS, { option: "count", filter: ["color", "==", 2] })).data, 2);
  assert.equal(await names({ sortings: [{ name: 1 }] }), "abc");
  assert.equal(await names({ sortings: [{ color: -1 }, { name: -1 }] }), "bac");
  assert.equal(await names({ sortings: [{ name: 1 }], range: [1, 1] }), "b");
  assert.equal(await names({ range: [2, 10] }), "b");
  assert.equal(await names({ range: [5, 10] }), "");
});

for (const item of [
  { range: [1] },
  { range: "x" },
  { range: [-1, 1] },
  { sortings: "x" },
  { sortings: [{ name: 2 }] },
  { fields: "name" },
  { option: 1 },
]) {
  test(`get refuses ${JSON.stringify(item)}`, async () => {
    const { get } = await openDatabase();
    assert.equal((await get(ADDRESS, item)).code, -8);
  });
}

test("secrets are masked, and kept when the mask comes back", async () => {
  const { database, add, update, get } = await openDatabase();
  const url = "pm/config/adom/root/obj/user/local";
  await add(url, { name: "ann", type: "password", passwd: "geheim" });
  const { passwd } = (await get(`${url}/ann`)).data;
  assert.equal(passwd[0], "ENC");
  assert.doesNotMatch(JSON.stringify(passwd), /geheim/);
  await update(`${url}/ann`, { passwd, "email-to": "ann@example.com" });
  const stored = await database.entry({ table: url, key: "ann" });
  assert.deepEqual([stored?.passwd].flat(), ["geheim"]);
  await update(`${url}/ann`, { passwd: ["neu"] });
  assert.notDeepEqual((await get(`${url}/ann`)).data.passwd, passwd);
});

test("`syntax` shows fields, options, limits and references", async () => {
  const { get } = await openDatabase();
  const { data } = await get(GROUP, { option: "syntax" });
  const { attr, mkey, "sub objs": below } = data["firewall addrgrp"];
  assert.equal(mkey, "name");
  assert.deepEqual(attr.member.ref[0], { category: "firewall address", mkey: "name" });
  assert.deepEqual(attr["allow-routing"].opts, { disable: 0, enable: 1 });
  assert.equal(attr["allow-routing"].default, "disable");
  assert.ok(below.dynamic_mapping);
});

test("`object template` shows what a new entry would hold", async () => {
  const { get } = await openDatabase();
  const { data } = await get("pm/config/adom/root/pkg/default/firewall/policy", { "object template": 1 });
  assert.deepEqual([data.action, data.status, data.srcaddr], ["deny", "enable", []]);
});
