import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

test("one entry goes, and is missing then", async () => {
  const { add, delete: remove } = await openDatabase();
  await add(ADDRESS, { name: "10.0.0.0/8", dynamic_mapping: [{ _scope: [{ name: "FGT1", vdom: "root" }] }] });
  assert.equal((await remove(`${ADDRESS}/10.0.0.0\\/8/dynamic_mapping/FGT1/root`)).code, 0);
  assert.equal((await remove(`${ADDRESS}/10.0.0.0\\/8/dynamic_mapping/FGT1/root`)).code, -3);
  assert.equal((await remove(`${ADDRESS}/10.0.0.0\\/8`)).code, 0);
  assert.equal((await remove(`${ADDRESS}/10.0.0.0\\/8`)).code, -3);
});

test("what is in use stays, until what uses it goes as well", async () => {
  const { add, delete: remove } = await openDatabase();
  await add(ADDRESS, { name: "web" });
  await add(POLICY, { name: "p", srcaddr: "web" });
  assert.equal((await remove(`${ADDRESS}/web`)).code, -10015);
  await remove(`${POLICY}/1`);
  assert.equal((await remove(`${ADDRESS}/web`)).code, 0);
});

test("`force` takes it out of what uses it", async () => {
  const { add, delete: remove, get } = await openDatabase();
  await add(ADDRESS, { name: "web" });
  await add(POLICY, { name: "p", srcaddr: ["web"] });
  assert.equal((await remove(`${ADDRESS}/web`, { option: "force" })).code, 0);
  assert.deepEqual((await get(`${POLICY}/1`)).data.srcaddr, ["none"]);
});

test("several go by filter, when that is confirmed", async () => {
  const { add, delete: remove, get } = await openDatabase();
  await add(ADDRESS, [{ name: "x1" }, { name: "x2" }, { name: "y" }]);
  const filter = ["name", "like", "x%"];
  assert.equal((await remove(ADDRESS, { filter })).code, -9);
  assert.equal((await remove(ADDRESS)).code, -9);
  assert.equal((await remove(ADDRESS, { filter: "name", confirm: 1 })).code, -8);
  assert.equal((await remove(ADDRESS, { filter, confirm: 1 })).code, 0);
  assert.deepEqual(
    (await get(ADDRESS, { filter: ["name", "in", "x1", "x2", "y"] })).data.map((row: { name: string }) => row.name),
    ["y"],
  );
});

test("a filter takes a group and its members at once, but nothing that something else needs", async () => {
  const { add, delete: remove, get } = await openDatabase();
  await add(GROUP, [
    { name: "inner", member: "all" },
    { name: "outer", member: "inner" },
  ]);
  assert.equal((await remove(GROUP, { filter: ["name", "==", "inner"], confirm: 1 })).code, -10015);
  assert.equal((await remove(GROUP, { filter: ["name", "in", "inner", "outer"], confirm: 1 })).code, 0);
  assert.equal((await get(`${GROUP}/outer`)).code, -3);
});

test("an object that is there or not, such as a schedule, goes", async () => {
  const { add, delete: remove, get } = await openDatabase();
  const url = "pm/pkg/adom/root/default/schedule";
  assert.equal((await add(url, { datetime: "2026-12-01 10:00" })).code, 0);
  assert.equal((await get(url)).data.datetime, "2026-12-01 10:00");
  assert.equal((await remove(url)).code, 0);
  assert.equal((await remove(url)).code, -3);
});
