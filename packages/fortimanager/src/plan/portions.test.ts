import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inPortions, MOST_CHARACTERS, MOST_ITEMS } from "./portions.ts";

const portions = (sizes: readonly number[]): string[][] =>
  inPortions(
    sizes.map((size) => "x".repeat(size)),
    (url) => ({ url }),
  );

test("as few as possible: by number and by size", () => {
  assert.deepEqual(portions([]), []);
  assert.deepEqual(portions(Array(MOST_ITEMS).fill(1)).length, 1);
  assert.deepEqual(
    portions(Array(MOST_ITEMS + 1).fill(1)).map(({ length }) => length),
    [MOST_ITEMS, 1],
  );
  const half = MOST_CHARACTERS / 2;
  assert.deepEqual(
    portions([half - 20, half - 20, half]).map(({ length }) => length),
    [2, 1],
  );
  assert.equal(portions([MOST_CHARACTERS * 2]).length, 1, "what is too large alone is sent alone");
});

test("nothing is lost, and the order stays", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: MOST_CHARACTERS }), { maxLength: 12 }), (sizes) => {
      const parts = portions(sizes);
      assert.deepEqual(
        parts.flat().map(({ length }) => length),
        sizes,
      );
      assert.ok(parts.every((part) => part.length > 0));
    }),
    { numRuns: 30 },
  );
});
