import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findInIndex, formatIndexLine, parseIndex } from "./index-table.ts";
import type { IndexRow } from "./types.ts";

const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(20)).map((parts) => parts.join("."));
const range = fc.tuple(version, fc.option(version));
const range1 = fc.array(range, { minLength: 1, maxLength: 3 });
const path = fc.stringMatching(/^[a-z][a-z0-9.-]{0,9}\/[a-z0-9+{}_-]{1,9}$/);
const age = fc.oneof(
  fc.constant({}),
  fc.constant({ versionsUnknown: true } as const),
  range1.map((versions) => ({ versions })),
);
const row: fc.Arbitrary<IndexRow> = fc
  .tuple(path, fc.constantFrom({ kind: "object" } as const, { kind: "table", mkey: "name" } as const), age)
  .map(([path, kind, age]) => ({ area: "cmdb", path, ...kind, methods: ["GET", "PUT"], ...age }));

test("what is written is read again", () => {
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: ({ path }) => path }), (rows) => {
      const text = `\n#cmdb-x-1\n${rows.map(formatIndexLine).join("\n")}\n`;
      assert.deepEqual(
        parseIndex(text).map((line) => line.row),
        rows,
      );
      for (const one of rows) assert.deepEqual(findInIndex(text, "cmdb", one.path), { row: one, shard: "cmdb-x-1" });
    }),
  );
});

test("a path is found in its own area", () => {
  const text = "\n#cmdb-a\nx/y name GPUD *\n#monitor-b\nx/y - G ?\n";
  assert.equal(findInIndex(text, "cmdb", "x/y")?.row.mkey, "name");
  assert.equal(findInIndex(text, "monitor", "x/y")?.shard, "monitor-b");
  assert.equal(findInIndex(text, "log", "x/y"), undefined);
  assert.equal(findInIndex(text, "cmdb", "x"), undefined);
  assert.equal(findInIndex(text, "cmdb", "x/y name"), undefined);
});
