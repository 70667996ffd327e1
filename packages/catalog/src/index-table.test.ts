import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findInIndex, formatIndexLine, type IndexFacts, parseIndex } from "./index-table.ts";

const version = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(20)).map((parts) => parts.join("."));
const range = fc.tuple(version, fc.option(version));
const range1 = fc.array(range, { minLength: 1, maxLength: 3 });
const path = fc.stringMatching(/^[a-z][a-z0-9.-]{0,9}\/[a-z0-9+{}_-]{1,9}$/);
const age = fc.oneof(
  fc.constant({}),
  fc.constant({ versionsUnknown: true } as const),
  range1.map((versions) => ({ versions })),
);
const key = fc.constantFrom({}, { mkey: "name" });
const methods = fc.subarray(["GET", "PUT", "get", "set", "exec"]);
const facts: fc.Arbitrary<IndexFacts> = fc
  .tuple(path, key, methods, age)
  .map(([path, key, methods, age]) => ({ path, ...key, methods, ...age }));
const line = fc.record({ facts, more: fc.array(fc.stringMatching(/^[a-z|{} ]{1,9}$/), { maxLength: 3 }) });

test("what is written is read again", () => {
  fc.assert(
    fc.property(fc.uniqueArray(line, { selector: ({ facts }) => facts.path }), (lines) => {
      const text = `\n#cmdb-x-1\n${lines.map(({ facts, more }) => formatIndexLine(facts, more)).join("\n")}\n`;
      const wanted = lines.map((one) => ({ area: "cmdb", shard: "cmdb-x-1", ...one }));
      assert.deepEqual(parseIndex(text), wanted);
      for (const one of wanted) assert.deepEqual(findInIndex(text, "cmdb", one.facts.path), one);
    }),
  );
});

test("a path is found in its own area", () => {
  const text = "\n#cmdb-a\nx/y\tname\tGPUD\t*\n#monitor-b\nx/y\t-\tG\t?\n";
  assert.equal(findInIndex(text, "cmdb", "x/y")?.facts.mkey, "name");
  assert.equal(findInIndex(text, "monitor", "x/y")?.shard, "monitor-b");
  assert.equal(findInIndex(text, "log", "x/y"), undefined);
  assert.equal(findInIndex(text, "cmdb", "x"), undefined);
  assert.equal(findInIndex(text, "cmdb", "x/y\tname"), undefined);
});
