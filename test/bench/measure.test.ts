import assert from "node:assert/strict";
import { test } from "node:test";
import { interleave, median } from "./measure.ts";

test("the median of an odd and an even number of values", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 3]), 4);
});

test("contenders take turns, every operation has its own number, and the warm-up round does not count", async () => {
  const calls: string[] = [];
  const contender = (name: string) => async (turn: number) => calls.push(`${name}${turn}`);
  const medians = await interleave([contender("a"), contender("b")], { rounds: 2, operations: 2 });
  assert.deepEqual(calls, ["a0", "a1", "b2", "b3", "b4", "b5", "a6", "a7", "a8", "a9", "b10", "b11"]);
  assert.equal(medians.length, 2);
  assert.ok(medians.every((value) => value >= 0));
});
