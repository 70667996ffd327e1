import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const OBJECTS = "pm/config/adom/root/obj/firewall";
const ADDRESS = `${OBJECTS}/address`;
const GROUP = `${OBJECTS}/addrgrp`;
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

test("`merge` has everything name one of several, and the others go", async () => {
  const { add, get, set } = await openDatabase();
  await add(ADDRESS, [{ name: "a" }, { name: "b" }, { name: "c" }]);
  await add(GROUP, { name: "g", member: ["a", "b", "c"] });
  assert.equal((await set(`${ADDRESS}/a`, undefined, { merge: ["a", "b"] })).code, 0);
  assert.deepEqual((await get(`${GROUP}/g`)).data.member, ["a", "c"]);
  assert.equal((await get(`${ADDRESS}/b`)).code, -3);
});

test("`merge` takes none but entries that are there, and itself among them", async () => {
  const { add, get, set } = await openDatabase();
  await add(ADDRESS, [{ name: "a" }, { name: "b" }]);
  assert.equal((await set(`${ADDRESS}/a`, undefined, { merge: ["a", "nobody"] })).code, -3);
  assert.equal((await set(`${ADDRESS}/c`, undefined, { merge: ["a", "b"] })).code, -10);
  assert.equal((await get(`${ADDRESS}/b`)).code, 0);
});

test("`used objs` replaces an object in the attributes of one policy", async () => {
  const { add, get, update } = await openDatabase();
  await add(ADDRESS, [{ name: "a" }, { name: "b" }, { name: "c" }]);
  await add(POLICY, { policyid: 1, srcaddr: ["a", "b"], dstaddr: ["a"] });
  const change = { attr: ["srcaddr"], from: "obj/firewall/address/a", to: ["b", "c"] };
  assert.equal((await update(`${POLICY}/1`, undefined, { "used objs": change })).code, 0);
  const { data } = await get(`${POLICY}/1`);
  assert.deepEqual([data.srcaddr, data.dstaddr], [["b", "c"], ["a"]]);
  const wrong = { from: "obj/firewall/address/a", to: ["nobody"] };
  assert.equal((await update(`${POLICY}/1`, undefined, { "used objs": wrong })).code, -10131);
});
