import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { movesFor } from "./moves.ts";

const apply = (current: readonly string[], wanted: readonly string[]): string[] => {
  const keys = [...current];
  for (const { key, to } of movesFor(current, wanted)) {
    keys.splice(keys.indexOf(key), 1);
    const at = to.before === undefined ? keys.indexOf(to.after) + 1 : keys.indexOf(to.before);
    assert.ok(to.before === undefined ? at > 0 : at >= 0, "the neighbour is there");
    keys.splice(at, 0, key);
  }
  return keys;
};

test("only what does not stand in order moves", () => {
  assert.deepEqual(movesFor(["1", "2", "3"], ["1", "2", "3"]), []);
  assert.deepEqual(movesFor(["1", "2", "3"], ["3", "1", "2"]), [{ key: "3", to: { before: "1" } }]);
  assert.deepEqual(movesFor(["1", "2", "3", "4"], ["1", "3", "2"]), [{ key: "3", to: { after: "1" } }]);
  assert.deepEqual(movesFor(["1", "x", "2"], ["1", "2"]), [], "what is between them does not matter");
  assert.deepEqual(movesFor(["1"], []), []);
});

test("any keys come into any order, with the fewest moves, and the others keep theirs", () => {
  const keys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 });
  const both = keys.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all)));
  fc.assert(
    fc.property(both, ([current, wanted]) => {
      const moved = apply(current, wanted);
      assert.deepEqual(
        moved.filter((key) => wanted.includes(key)),
        wanted,
      );
      const others = (list: readonly string[]) => list.filter((key) => !wanted.includes(key));
      assert.deepEqual(others(moved), others(current));
      assert.equal(movesFor(moved, wanted).length, 0);
      assert.ok(movesFor(current, wanted).length < Math.max(wanted.length, 1));
    }),
  );
});
