import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";

async function withAddresses(): Promise<TestDatabase> {
  const db = await openDatabase();
  await db.delete(GROUP, { filter: [], confirm: 1 });
  await db.delete(ADDRESS, { filter: [], confirm: 1 });
  await db.add(ADDRESS, [
    { name: "net8", subnet: "10.0.0.0/8", color: 1 },
    { name: "net16", subnet: "10.1.0.0/16", color: 2, comment: "Office %" },
    { name: "host", subnet: "10.1.2.3/32", color: 3 },
    { name: "range", type: "iprange", "start-ip": "10.2.0.1", "end-ip": "10.2.0.9" },
    { name: "site", type: "fqdn", fqdn: "www.example.com", color: 12 },
  ]);
  await db.add(GROUP, [
    { name: "g1", member: ["host", "net8"] },
    { name: "g2", member: ["host"] },
    { name: "g3", member: ["site"] },
  ]);
  return db;
}

const ALL = ["net8", "net16", "host", "range", "site"];

const FILTERS: readonly (readonly [filter: unknown, names: readonly string[]])[] = [
  [undefined, ALL],
  [[], ALL],
  [["name", "==", "host"], ["host"]],
  [
    ["name", "!=", "host"],
    ["net8", "net16", "range", "site"],
  ],
  [
    ["!", "name", "==", "host"],
    ["net8", "net16", "range", "site"],
  ],
  [["type", "==", "fqdn"], ["site"]],
  [["type", "==", 2], ["site"]],
  [
    ["type", "in", "fqdn", "iprange"],
    ["range", "site"],
  ],
  [
    ["type", "!in", "fqdn", "iprange"],
    ["net8", "net16", "host"],
  ],
  [
    ["name", "in", ["host", "site"]],
    ["host", "site"],
  ],
  [
    ["color", ">", 2],
    ["host", "site"],
  ],
  [
    ["color", "<=", "2"],
    ["net8", "net16", "range"],
  ],
  [
    ["name", "like", "net%"],
    ["net8", "net16"],
  ],
  [["name", "like", "NET_"], ["net8"]],
  [
    ["name", "!like", "net%"],
    ["host", "range", "site"],
  ],
  [["name", "glob", "n*6"], ["net16"]],
  [["comment", "like", "%ffice%"], ["net16"]],
  [["comment", "contain", "%"], ["net16"]],
  [
    ["comment", "==", ""],
    ["net8", "host", "range", "site"],
  ],
  [["subnet", "==", "10.1.0.0/16"], ["net16"]],
  [["subnet", "==", ["10.1.2.3", "255.255.255.255"]], ["host"]],
  [
    ["subnet", "<=", ["10.1.0.0", "255.255.0.0"]],
    ["net16", "host"],
  ],
  [
    ["subnet", "<", "10.0.0.0/8"],
    ["net16", "host"],
  ],
  [
    ["subnet", ">=", "10.1.2.3/32"],
    ["net8", "net16", "host", "range", "site"],
  ],
  [
    [["type", "==", "ipmask"], "&&", ["subnet", ">=", "10.1.2.3"]],
    ["net8", "net16", "host"],
  ],
  [[["start-ip", "<=", "10.2.0.5"], "&&", ["end-ip", ">=", "10.2.0.5"]], ["range"]],
  [
    [
      ["name", "==", "host"],
      ["color", "==", 3],
    ],
    ["host"],
  ],
  [
    [
      ["name", "==", "host"],
      ["color", "==", 4],
    ],
    [],
  ],
  [
    [["name", "==", "host"], "||", ["name", "==", "site"]],
    ["host", "site"],
  ],
  [[[["name", "==", "host"], "||", ["name", "==", "site"]], "&&", ["color", ">", 3]], ["site"]],
  [[["name", "==", "host"]], ["host"]],
];

for (const [filter, names] of FILTERS) {
  test(`filter ${JSON.stringify(filter)}`, async () => {
    const { get } = await withAddresses();
    const { data } = await get(ADDRESS, { filter, fields: ["name"], loadsub: 0 });
    assert.deepEqual(
      data.map((row: { name: string }) => row.name),
      names,
    );
  });
}

for (const [filter, names] of [
  [
    ["member", "contain", "host"],
    ["g1", "g2"],
  ],
  [["member", "contain", "host", "net8"], ["g1"]],
  [["member", "!contain", "host"], ["g3"]],
  [["member", "==", "host"], ["g2"]],
  [["member", "==", ["net8", "host"]], ["g1"]],
] as const) {
  test(`filter of lists ${JSON.stringify(filter)}`, async () => {
    const { get } = await withAddresses();
    const { data } = await get(GROUP, { filter, fields: ["name"] });
    assert.deepEqual(
      data.map((row: { name: string }) => row.name),
      names,
    );
  });
}

for (const [filter, names] of [
  [
    ["flags", "&", "backup"],
    ["b", "c"],
  ],
  [
    ["flags", "&", 8],
    ["b", "c"],
  ],
  [["flags", "&", ["migration", "backup"], "backup"], ["b"]],
  [
    ["flags", "|", ["migration"]],
    ["a", "c"],
  ],
] as const) {
  test(`filter of flags ${JSON.stringify(filter)}`, async () => {
    const { add, get } = await openDatabase();
    const flags = { a: ["migration"], b: ["backup"], c: ["migration", "backup"] };
    for (const [name, own] of Object.entries(flags)) await add("dvmdb/adom", { name, flags: own });
    const { data } = await get("dvmdb/adom", { filter, fields: ["name"] });
    assert.deepEqual(
      data.map((row: { name: string }) => row.name),
      names,
    );
  });
}

for (const filter of ["name", ["name"], ["name", "=="], ["name", "~", "x"], [["name", "==", "x"], "&&"], [1, 2, 3]]) {
  test(`no filter: ${JSON.stringify(filter)}`, async () => {
    const { get } = await openDatabase();
    assert.equal((await get(ADDRESS, { filter })).code, -8);
  });
}

test("a filter and its negation part a table in two", async () => {
  const { get } = await withAddresses();
  const condition = fc.oneof(
    fc.tuple(fc.constant("color"), fc.constantFrom("==", "!=", "<", "<=", ">", ">="), fc.integer({ min: 0, max: 13 })),
    fc.tuple(fc.constant("name"), fc.constantFrom("==", "like", "contain"), fc.constantFrom("host", "n%", "%e%")),
    fc.tuple(fc.constant("subnet"), fc.constantFrom("<=", ">=", "=="), fc.constantFrom("10.1.0.0/16", "10.0.0.0/8")),
  );
  const namesOf = async (filter: unknown): Promise<string[]> =>
    (await get(ADDRESS, { filter })).data.map((row: { name: string }) => row.name);
  await fc.assert(
    fc.asyncProperty(condition, condition, fc.constantFrom("&&", "||"), async (left, right, connector) => {
      const [own, others] = [await namesOf(left), await namesOf(["!", ...left])];
      assert.deepEqual(new Set([...own, ...others]), new Set(ALL));
      assert.equal(own.length + others.length, ALL.length);
      const second = new Set(await namesOf(right));
      const both = ALL.filter((name) => own.includes(name) && second.has(name));
      const either = ALL.filter((name) => own.includes(name) || second.has(name));
      assert.deepEqual(await namesOf([left, connector, right]), connector === "&&" ? both : either);
    }),
    { numRuns: 60 },
  );
});
