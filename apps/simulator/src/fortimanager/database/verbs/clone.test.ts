import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

test("a copy has another key, and numbers of its own all the way down", async () => {
  const { add, call, get } = await openDatabase();
  await add(ADDRESS, {
    name: "a",
    color: 3,
    dynamic_mapping: [{ _scope: [{ name: "FGT1", vdom: "root" }], color: 4 }],
  });
  assert.deepEqual((await call("clone", `${ADDRESS}/a`, { data: { name: "b", comment: "copy" } })).data, { name: "b" });
  const [{ data: a }, { data: b }] = [await get(`${ADDRESS}/a`), await get(`${ADDRESS}/b`)];
  assert.deepEqual([b.color, b.comment, b.dynamic_mapping[0].color], [3, "copy", 4]);
  assert.notEqual(b.oid, a.oid);
  assert.notEqual(b.uuid, a.uuid);
  assert.notEqual(b.dynamic_mapping[0].oid, a.dynamic_mapping[0].oid);
});

test("a policy needs no data: its copy gets the next number", async () => {
  const { add, call } = await openDatabase();
  await add(POLICY, { policyid: 5, srcaddr: "all" });
  assert.deepEqual((await call("clone", `${POLICY}/5`)).data, { policyid: 6 });
  assert.deepEqual((await call("clone", `${POLICY}/5`, { data: { policyid: 0 } })).data, { policyid: 7 });
});

test("`new parent` copies a policy into a policy block", async () => {
  const { add, call, get } = await openDatabase();
  await add("pm/pblock/adom/root", { name: "common", type: "pblock" });
  await add(POLICY, { policyid: 5, name: "web", srcaddr: "all" });
  assert.equal((await call("clone", `${POLICY}/5`, { data: { "new parent": "pblock/common" } })).code, 0);
  const { data } = await get("pm/config/adom/root/pblock/common/firewall/policy");
  assert.deepEqual([data.length, data[0].name], [1, "web"]);
});

for (const [what, url, data, code] of [
  ["a key that is taken", `${ADDRESS}/all`, { name: "none" }, -2],
  ["what is missing", `${ADDRESS}/nothing`, { name: "x" }, -3],
  ["a whole table", ADDRESS, { name: "x" }, -9],
  ["a policy block that is not there", `${POLICY}/1`, { "new parent": "pblock/nothing" }, -6],
  ["a parent of what has none", `${ADDRESS}/all`, { name: "x", "new parent": "pblock/x" }, -10],
  ["no new key", `${ADDRESS}/all`, {}, -2],
] as const) {
  test(`clone refuses ${what} with ${code}`, async () => {
    const { call } = await openDatabase();
    assert.equal((await call("clone", url, { data })).code, code);
  });
}
