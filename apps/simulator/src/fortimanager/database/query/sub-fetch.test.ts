import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../../testing/manager-database.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const [ONE, TWO] = ["FGT1", "FGT2"].map((name) => [{ name, vdom: "root" }]);

async function withMappings(): Promise<TestDatabase> {
  const db = await openDatabase();
  await db.add(ADDRESS, [
    {
      name: "both",
      dynamic_mapping: [
        { _scope: ONE, color: 1 },
        { _scope: TWO, color: 2 },
      ],
    },
    { name: "one", dynamic_mapping: [{ _scope: ONE, color: 3 }] },
    { name: "neither" },
  ]);
  return db;
}

const MINE = ["name", "in", "both", "one", "neither"];

const FETCHES: readonly (readonly [spec: object, filter: 0 | 1, shown: Readonly<Record<string, number | null>>])[] = [
  [{}, 0, { both: 2, one: 1, neither: null }],
  [{}, 1, { both: 2, one: 1 }],
  [{ "scope member": TWO }, 1, { both: 1 }],
  [{ "scope member": TWO }, 0, { both: 1, one: null, neither: null }],
  [{ filter: ["color", ">", 2] }, 1, { one: 1 }],
  [{ "subfetch count": ["==", 2] }, 1, { both: 2 }],
  [{ "subfetch count": ["<", 2] }, 1, { one: 1, neither: null }],
];

for (const [spec, filter, shown] of FETCHES) {
  test(`sub fetch ${JSON.stringify(spec)} ${filter === 1 ? "as a filter" : ""}`, async () => {
    const { get } = await withMappings();
    const item = { filter: MINE, "sub fetch": { dynamic_mapping: spec }, "subfetch filter": filter };
    const { data } = await get(ADDRESS, item);
    const counts = data.map((row: { name: string; dynamic_mapping: unknown[] | null }) => [
      row.name,
      row.dynamic_mapping?.length ?? null,
    ]);
    assert.deepEqual(Object.fromEntries(counts), shown);
  });
}

test("fields of a child table, and a child table that is hidden", async () => {
  const { get } = await withMappings();
  const item = { "sub fetch": { dynamic_mapping: { fields: ["color"] }, tagging: { "subfetch hidden": 1 } } };
  const { data } = await get(`${ADDRESS}/one`, item);
  assert.deepEqual(Object.keys(data.dynamic_mapping[0]).sort(), ["_scope", "color", "oid"]);
  assert.equal("tagging" in data, false);
  assert.equal("list" in data, true);
});

test("a condition that is none is refused", async () => {
  const { get } = await withMappings();
  const item = { "sub fetch": { dynamic_mapping: { "subfetch count": ["~", 1] } } };
  assert.equal((await get(ADDRESS, item)).code, -8);
});
