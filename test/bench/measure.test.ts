import assert from "node:assert/strict";
import { test } from "node:test";
import { interleave, median } from "./measure.ts";

test("the median of an odd and an even number of values", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 3]), 4);
});

test("contenders take turns, and the warm-up does not count", async () => {
  const turns: string[] = [];
  const contender = (name: string, cost: number) => (operations: number) => {
    turns.push(`${name}${operations}`);
    return Promise.resolve(turns.length <= 4 ? 1000 : cost);
  };
  const { medians, ratios } = await interleave([contender("a", 2), contender("b", 3)], { rounds: 2, operations: 7 });
  assert.deepEqual(turns, ["a7", "b7", "b7", "a7", "a7", "b7", "b7", "a7"]);
  assert.deepEqual([medians, ratios], [[2, 3], [1.5]]);
});

test("a ratio compares the turns of one round, however the machine's speed changes from round to round", async () => {
  let load = 1;
  const quick = () => Promise.resolve(2 * load);
  const slow = () => Promise.resolve(3 * load);
  const busier = async (): Promise<number> => {
    load *= 1.5;
    return 1;
  };
  const { ratios } = await interleave([quick, slow, busier], { rounds: 5, operations: 1 });
  assert.equal(ratios[0], 1.5);
});
