import assert from "node:assert/strict";
import { test } from "node:test";
import { commonTable, createTable, type Keyed, type Table } from "./table.ts";

const ROWS: readonly Keyed[] = [
  ["a", { name: "a" }],
  ["b", { name: "b" }],
];

function keys(table: Table): string[] {
  return [...table.keys()];
}

test("a copy and its original go their own ways, whoever is written first", () => {
  for (const writesCopy of [true, false]) {
    const table = createTable(ROWS);
    const copy = table.copy();
    const [written, other] = writesCopy ? [copy, table] : [table, copy];
    const revision = other.revision();
    assert.equal(written.revision(), revision);
    written.set("c", { name: "c" });
    written.delete("a");
    assert.deepEqual(
      [keys(written), keys(other)],
      [
        ["b", "c"],
        ["a", "b"],
      ],
    );
    assert.notEqual(written.revision(), revision);
    assert.equal(other.revision(), revision);
    other.reorder([...other.entries()].reverse());
    assert.deepEqual(
      [keys(written), keys(other)],
      [
        ["b", "c"],
        ["b", "a"],
      ],
    );
  }
});

test("copies of copies do too", () => {
  const table = createTable(ROWS);
  const copy = table.copy();
  copy.set("c", { name: "c" });
  const third = copy.copy();
  copy.set("d", { name: "d" });
  third.set("e", { name: "e" });
  assert.deepEqual([table, copy, third].map(keys), [
    ["a", "b"],
    ["a", "b", "c", "d"],
    ["a", "b", "c", "e"],
  ]);
});

test("whoever reads the same list of entries shares the table", () => {
  assert.equal(commonTable(ROWS), commonTable(ROWS));
  const copy = commonTable(ROWS).copy();
  copy.delete("a");
  assert.deepEqual(keys(commonTable(ROWS)), ["a", "b"]);
});
