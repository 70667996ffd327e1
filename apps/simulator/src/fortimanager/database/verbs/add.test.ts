import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";

test("an object is answered with its key, an array with nothing", async () => {
  const { add } = await openDatabase();
  assert.deepEqual((await add(ADDRESS, { name: "web" })).data, { name: "web" });
  assert.equal((await add(ADDRESS, [{ name: "a" }, { name: "b" }])).data, undefined);
  const mapping = [{ name: "FGT1", vdom: "root" }];
  const { data } = await add(`${ADDRESS}/web/dynamic_mapping`, { _scope: mapping, subnet: "10.0.0.1/32" });
  assert.deepEqual(data, { _scope: mapping });
});

const REFUSED: readonly (readonly [what: string, url: string, data: unknown, code: number])[] = [
  ["what is there", ADDRESS, { name: "all" }, -2],
  ["what is there, by its own url", `${ADDRESS}/all`, {}, -2],
  ["an ADOM that is not", "pm/config/adom/none/obj/firewall/address", { name: "a" }, -6],
  ["a package that is not", "pm/config/adom/root/pkg/none/firewall/policy", {}, -6],
  ["a table that is not", "pm/config/adom/root/obj/firewall/nothing", { name: "a" }, -6],
  ["a mapping of what is not", `${ADDRESS}/nothing/dynamic_mapping`, { _scope: [{ name: "a", vdom: "b" }] }, -3],
  ["an object that cannot be added", "cli/global/system/global", { hostname: "a" }, -9],
  ["a device, which has a call of its own", "dvmdb/adom/root/device", { name: "FGT1" }, -9],
  ["nothing", ADDRESS, undefined, -10],
  ["a text", ADDRESS, "web", -10],
  ["no key", ADDRESS, { subnet: "10.0.0.0/8" }, -9998],
  ["no such option", ADDRESS, { name: "a", type: "round" }, -9001],
  ["an option by a number that none has", ADDRESS, { name: "a", type: 99 }, -9001],
  ["a text for a number", ADDRESS, { name: "a", color: "red" }, -9001],
  ["a number out of range", ADDRESS, { name: "a", color: 33 }, -9001],
  ["too long a text", ADDRESS, { name: "a", comment: "x".repeat(256) }, -9001],
  ["what is no network", ADDRESS, { name: "a", subnet: "10.0.0.0/33" }, -9001],
  ["what is no address", ADDRESS, { name: "a", "start-ip": "10.0.0" }, -9001],
  ["an object for a text", ADDRESS, { name: "a", comment: {} }, -10],
  ["a member that is not", GROUP, { name: "g", member: ["all", "nobody"] }, -10131],
];

for (const [what, url, data, code] of REFUSED) {
  test(`add refuses ${what} with ${code}`, async () => {
    const { add, get } = await openDatabase();
    const before = (await get(ADDRESS, { option: "count" })).data;
    assert.equal((await add(url, data)).code, code);
    assert.equal((await get(ADDRESS, { option: "count" })).data, before);
  });
}

test("of an array all or nothing is added", async () => {
  const { add, get } = await openDatabase();
  assert.equal((await add(ADDRESS, [{ name: "a" }, { name: "all" }])).code, -2);
  assert.equal((await get(`${ADDRESS}/a`)).code, -3);
});

test("entries of one array may refer to each other", async () => {
  const { add } = await openDatabase();
  const groups = [
    { name: "outer", member: ["inner"] },
    { name: "inner", member: ["all"] },
  ];
  assert.equal((await add(GROUP, groups)).code, 0);
});

test("unknown fields are passed over", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, { name: "web", "fake attribute": "any" });
  assert.equal("fake attribute" in (await get(`${ADDRESS}/web`)).data, false);
});

test("a policy gets the next number, and an entry its oid, uuid and who made it when", async () => {
  const { add, get } = await openDatabase();
  assert.deepEqual((await add(POLICY, { policyid: 7, name: "a" })).data, { policyid: 7 });
  assert.deepEqual((await add(POLICY, { name: "b" })).data, { policyid: 8 });
  assert.deepEqual((await add(POLICY, { policyid: 0, name: "c" })).data, { policyid: 9 });
  const { data } = await get(`${POLICY}/8`);
  assert.ok(Number.isInteger(data.oid));
  assert.match(data.uuid, /^[\da-f]{8}-(?!0000)/);
  assert.deepEqual([data["_created-by"], data["_created timestamp"]], ["admin", 1_790_000_000]);
  assert.deepEqual([data.action, data.status, data["obj seq"]], ["deny", "enable", 2]);
});

test("`before` and `object position` say where an entry goes", async () => {
  const { add, get } = await openDatabase();
  await add(POLICY, [{ policyid: 1 }, { policyid: 2 }]);
  await add(POLICY, { policyid: 3 }, { before: "2" });
  await add(POLICY, { policyid: 4, "object position": ["after", 1] });
  const { data } = await get(POLICY, { fields: ["policyid"], loadsub: 0 });
  assert.deepEqual(
    data.map((row: { policyid: number }) => row.policyid),
    [1, 4, 3, 2],
  );
});

test("`duplicate check` refuses what another entry holds already", async () => {
  const { add } = await openDatabase();
  await add(ADDRESS, { name: "a", subnet: "10.9.9.9/32" });
  assert.equal((await add(ADDRESS, { name: "b", subnet: "10.9.9.9/32" }, { option: "duplicate check" })).code, -2);
  assert.equal((await add(ADDRESS, { name: "c", subnet: "10.9.9.8/32" }, { option: "duplicate check" })).code, 0);
});
