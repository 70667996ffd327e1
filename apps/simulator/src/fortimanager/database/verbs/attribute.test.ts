import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";

const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const MEMBER = `${GROUP}/g/member`;

async function withGroup(): Promise<TestDatabase> {
  const db = await openDatabase();
  await db.add("pm/config/adom/root/obj/firewall/address", [{ name: "a" }, { name: "b" }]);
  await db.add(GROUP, { name: "g", comment: "x", member: ["all", "a"] });
  return db;
}

const CHANGES: readonly (readonly [
  method: string,
  url: string,
  data: unknown,
  code: number,
  members: readonly string[],
])[] = [
  ["add", MEMBER, ["b"], 0, ["all", "a", "b"]],
  ["add", MEMBER, "b", 0, ["all", "a", "b"]],
  ["add", MEMBER, ["a", "b"], 0, ["all", "a", "b"]],
  ["add", MEMBER, ["nobody"], -10131, ["all", "a"]],
  ["add", MEMBER, undefined, -10, ["all", "a"]],
  ["add", `${GROUP}/none/member`, ["b"], -3, ["all", "a"]],
  ["delete", MEMBER, ["all"], 0, ["a"]],
  ["delete", MEMBER, ["b"], 0, ["all", "a"]],
  ["set", MEMBER, ["b"], 0, ["b"]],
  ["update", MEMBER, ["b"], 0, ["b"]],
  ["unset", MEMBER, undefined, 0, []],
  ["add", `${GROUP}/g/nothing`, ["b"], -6, ["all", "a"]],
  ["add", `${GROUP}/g/comment`, ["b"], -9, ["all", "a"]],
  ["unset", `${GROUP}/g`, undefined, -9, ["all", "a"]],
  ["unset", `${GROUP}/g/name`, undefined, -9, ["all", "a"]],
];

for (const [method, url, data, code, members] of CHANGES) {
  test(`${method} ${JSON.stringify(data)} at ${url.slice(GROUP.length)} answers ${code}`, async () => {
    const { call, get } = await withGroup();
    const result = await call(method, url, { data });
    assert.deepEqual([result.code, result.data], [code, undefined]);
    assert.deepEqual((await get(MEMBER)).data, { member: members });
    assert.equal((await get(`${GROUP}/g`)).data.comment, "x");
  });
}

test("unset takes a plain field back to its default, and empties a child table", async () => {
  const { add, call, get } = await withGroup();
  await call("unset", `${GROUP}/g/comment`);
  assert.equal((await get(`${GROUP}/g`)).data.comment, null);
  await add(`${GROUP}/g/dynamic_mapping`, { _scope: [{ name: "FGT1", vdom: "root" }], member: ["a"] });
  await call("unset", `${GROUP}/g/dynamic_mapping`);
  assert.deepEqual((await get(`${GROUP}/g/dynamic_mapping`)).data, []);
});

test("the members of a package are devices and VDOMs", async () => {
  const { call, get } = await openDatabase();
  const url = "pm/pkg/adom/root/default/scope member";
  const [one, two] = [
    { name: "FGT1", vdom: "root" },
    { name: "FGT2", vdom: "root" },
  ];
  assert.equal((await call("add", url, { data: [one, two] })).code, 0);
  await call("add", url, { data: one });
  assert.deepEqual((await get(url)).data, [one, two]);
  await call("delete", url, { data: [one] });
  assert.deepEqual((await get("pm/pkg/adom/root/default")).data["scope member"], [two]);
});

test("a mapping is given to another device through its scope", async () => {
  const { add, set, get } = await openDatabase();
  const url = "pm/config/adom/root/obj/fmg/variable";
  await add(url, { name: "site", value: "0" });
  await add(`${url}/site/dynamic_mapping`, { _scope: [{ name: "FGT1", vdom: "global" }], value: "1" });
  await set(`${url}/site/dynamic_mapping/FGT1/global/_scope`, [{ name: "FGT2", vdom: "global" }]);
  assert.equal((await get(`${url}/site/dynamic_mapping/FGT1/global`)).code, -3);
  assert.equal((await get(`${url}/site/dynamic_mapping/FGT2/global`)).data.value, "1");
});

test("a mapping with a name alone is that of a device group", async () => {
  const { add, get } = await openDatabase();
  const url = "pm/config/adom/root/obj/firewall/address/all/dynamic_mapping";
  await add(url, { _scope: { name: "Branches" }, subnet: "10.0.0.0/8" });
  assert.deepEqual((await get(`${url}/Branches`)).data._scope, [{ name: "Branches" }]);
});

test("the section of a policy is a label in it", async () => {
  const { add, set, call, get } = await openDatabase();
  const url = "pm/config/adom/root/pkg/default/firewall/policy";
  await add(url, { policyid: 1 });
  assert.equal((await set(`${url}/1/section value`, { attr: "global-label", name: "Web" })).code, 0);
  assert.equal((await get(`${url}/1`)).data["global-label"], "Web");
  await call("delete", `${url}/1/section value`, { data: { attr: "global-label" } });
  assert.equal((await get(`${url}/1`)).data["global-label"], null);
});
