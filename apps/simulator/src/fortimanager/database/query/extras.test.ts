import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";

async function withDevices(): Promise<TestDatabase> {
  const db = await openDatabase();
  for (const name of ["FGT1", "FGT2"]) {
    await db.database.store(
      { table: "dvmdb/adom/root/device", key: name },
      { name, sn: name, vdom: [{ name: "root" }] },
    );
  }
  return db;
}

const BOTH = ["FGT1", "FGT2"].map((name) => ({ name, vdom: "root" }));

test("`object member` shows the devices of an ADOM and of a group", async () => {
  const { add, get } = await withDevices();
  assert.equal("object member" in (await get("dvmdb/adom/root")).data, false);
  assert.deepEqual((await get("dvmdb/adom/root", { option: "object member" })).data["object member"], BOTH);
  const groups = "dvmdb/adom/root/group";
  const all = await get(`${groups}/All_FortiGate`, { option: ["object member"] });
  assert.deepEqual(all.data["object member"], BOTH);
  await add(groups, { name: "Branches", os_type: "fos", type: "normal" });
  await add(`${groups}/Branches/object member`, [{ name: "FGT2", vdom: "root" }]);
  assert.deepEqual((await get(`${groups}/Branches`, { option: "object member" })).data["object member"], [BOTH[1]]);
});

test("`scope member` shows where a policy is installed", async () => {
  const { add, get } = await openDatabase();
  const url = "pm/config/adom/root/pkg/default/firewall/policy";
  await add(url, { policyid: 1 });
  await add(`${url}/1/scope member`, [BOTH[0]]);
  assert.equal("scope member" in (await get(`${url}/1`)).data, false);
  assert.deepEqual((await get(`${url}/1`, { option: "scope member" })).data["scope member"], [BOTH[0]]);
});

test("`expand member` brings the devices themselves", async () => {
  const { get } = await withDevices();
  const { data } = await get("dvmdb/adom", { "expand member": [{ url: "/device", fields: ["name", "sn"] }] });
  const [first] = data[0]["expand member"].device;
  assert.deepEqual([first.name, first.sn, "vdom" in first], ["FGT1", "FGT1", false]);
});

test("`datasrc` lists what an attribute may name, `get reserved` what no administrator made", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, { name: "web" });
  const { data } = await get(GROUP, { option: "datasrc", attr: "member" });
  const names = (rows: { name: string }[]): string[] => rows.map(({ name }) => name);
  assert.ok(names(data["firewall address"]).includes("web"));
  assert.ok(names(data["firewall addrgrp"]).includes("G Suite"));
  const reserved = (await get(GROUP, { option: "get reserved", attr: "member" })).data;
  assert.equal(names(reserved["firewall address"]).includes("web"), false);
  assert.ok(names(reserved["firewall address"]).includes("all"));
  assert.equal((await get(GROUP, { option: "datasrc" })).code, -8);
});

test("`expand datasrc` puts what is named in the place of names", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, { name: "web", subnet: "10.0.0.5/32" });
  await add(GROUP, { name: "g", member: ["web", "G Suite"] });
  const asked = { name: "member", datasrc: [{ "obj type": "firewall address", fields: ["name", "subnet"] }] };
  const [web, group] = (await get(`${GROUP}/g`, { "expand datasrc": [asked] })).data.member;
  assert.deepEqual(
    [web["obj type"], web.name, web.subnet],
    ["firewall address", "web", ["10.0.0.5", "255.255.255.255"]],
  );
  assert.deepEqual([group["obj type"], group.name], ["firewall addrgrp", "G Suite"]);
});

test("`get used` tells what something refers to", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, [{ name: "a" }, { name: "b" }]);
  await add(GROUP, { name: "g", member: "a" });
  const { data } = await get(ADDRESS, { option: "get used", filter: ["name", "in", "a", "b"] });
  assert.deepEqual(
    data.map((row: Record<string, unknown>) => row["obj flags"]),
    [1, undefined],
  );
});

test("a filter may ask for what is used, and what is not", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, [{ name: "a1" }, { name: "a2" }]);
  await add(GROUP, { name: "g", member: "a1" });
  const namesOf = async (used: number): Promise<unknown> => {
    const filter = [["object used", "==", used], "&&", ["name", "like", "a_"]];
    return (await get(ADDRESS, { filter })).data.map(({ name }: { name: string }) => name);
  };
  assert.deepEqual([await namesOf(1), await namesOf(0)], [["a1"], ["a2"]]);
});

test("`find duplicates` answers the first of those that are alike, with the names of the others", async () => {
  const { add, get } = await openDatabase();
  await add(ADDRESS, [
    { name: "a", subnet: "10.7.7.7/32" },
    { name: "b", subnet: "10.7.7.7/32", color: 1 },
    { name: "c", subnet: "10.7.7.8/32" },
  ]);
  const item = {
    loadsub: 0,
    option: "find duplicates",
    fields: ["name", "subnet"],
    filter: ["name", "in", "a", "b", "c"],
  };
  const { data } = await get(ADDRESS, item);
  assert.deepEqual(data, [{ "duplicate entries": ["b"], name: "a", subnet: ["10.7.7.7", "255.255.255.255"] }]);
});

test("`chksum` and `devinfo` change with what they are about, and with nothing else", async () => {
  const { add, get } = await openDatabase();
  const marks = async (): Promise<unknown[]> => [
    (await get(ADDRESS, { option: "chksum" })).data.version,
    (await get(ADDRESS, { option: "devinfo" })).data.uuid,
  ];
  const before = await marks();
  await add("pm/config/adom/root/obj/firewall/schedule/onetime", { name: "x" });
  assert.deepEqual(await marks(), before);
  await add(ADDRESS, { name: "x" });
  assert.notDeepEqual(await marks(), before);
});
