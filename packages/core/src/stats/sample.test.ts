import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSample } from "./sample.ts";

test("an empty window has nothing to say", () => {
  const sample = createSample(4);
  assert.deepEqual([sample.size, sample.percentile(0.5)], [0, 0]);
});

test("percentiles of known numbers", () => {
  const sample = createSample(100);
  for (let value = 100; value >= 1; value--) sample.add(value);
  assert.deepEqual(
    [0, 0.01, 0.5, 0.95, 0.951, 1].map((share) => sample.percentile(share)),
    [1, 1, 50, 95, 96, 100],
  );
});

test("what comes in after a percentile was asked for counts for the next", () => {
  const sample = createSample(3);
  sample.add(5);
  assert.equal(sample.percentile(1), 5);
  sample.add(9);
  assert.equal(sample.percentile(1), 9);
});

test("property: it holds the last so many numbers, and its percentiles are those of a sorted reference", () => {
  const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(
      numbers,
      fc.integer({ min: 1, max: 150 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (all, capacity, share) => {
        const sample = createSample(capacity);
        for (const value of all) sample.add(value);
        const reference = all.slice(-capacity).toSorted((a, b) => a - b);
        assert.equal(sample.size, reference.length);
        const answer = sample.percentile(share);
        const notAbove = reference.filter((value) => value <= answer).length;
        const below = reference.filter((value) => value < answer).length;
        assert.ok(reference.includes(answer));
        assert.ok(notAbove >= share * reference.length, "at least this share is not above it");
        assert.ok(below < Math.max(share * reference.length, 1), "and no smaller number would do");
      },
    ),
  );
});
