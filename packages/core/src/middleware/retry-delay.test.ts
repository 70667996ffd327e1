import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isFortiError } from "../errors.ts";
import { createDelay, type DelayOptions } from "./retry-delay.ts";

const least = { random: () => 0 };
const most = { random: () => 0.999_999 };

test("waits grow as the strategy says", () => {
  const exponential = createDelay({ baseMs: 100, maxMs: 1000, jitter: "none" }, least);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((retries) => exponential(retries)),
    [100, 200, 400, 800, 1000],
  );
  const linear = createDelay({ baseMs: 100, maxMs: 250, jitter: "none", strategy: "linear" }, least);
  assert.deepEqual(
    [0, 1, 2].map((retries) => linear(retries)),
    [100, 200, 250],
  );
});

test("the defaults begin at half a second, double up to 30 s, and wait a random part of that", () => {
  const delay = createDelay({}, { random: () => 0.5 });
  assert.deepEqual([delay(0), delay(1), delay(6), delay(60)], [250, 500, 15_000, 15_000]);
  assert.equal(createDelay({}, least)(3), 0);
});

test("quarter adds up to a quarter and takes nothing away", () => {
  const options: DelayOptions = { baseMs: 1000, jitter: "quarter" };
  assert.deepEqual([createDelay(options, least)(0), createDelay(options, most)(0)], [1000, 1249]);
});

test("a stretch lengthens waits and heeds the longest", () => {
  const delay = createDelay({ baseMs: 100, maxMs: 1000, jitter: "none" }, least);
  assert.deepEqual([delay(0, 1), delay(0, 4), delay(3, 4)], [100, 400, 1000]);
});

test("options that make no sense are refused by name", () => {
  const wrong: [RegExp, object][] = [
    [/baseMs/, { baseMs: -1 }],
    [/maxMs/, { maxMs: 0.5 }],
    [/strategy.*"quadratic".*exponential, linear/, { strategy: "quadratic" }],
    [/jitter.*"half"/, { jitter: "half" }],
  ];
  for (const [words, options] of wrong) {
    assert.throws(
      () => createDelay(options, least),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message),
    );
  }
});

test("property: a wait lies within what its jitter allows of the wait without, which never shrinks", () => {
  const options = fc.record({
    baseMs: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    maxMs: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    strategy: fc.constantFrom("exponential" as const, "linear" as const),
  });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const stretches = fc.integer({ min: 1, max: 16 });
  fc.assert(
    fc.property(options, chance, stretches, fc.nat({ max: 5000 }), (some, random, stretch, retries) => {
      const waits = (jitter: "full" | "quarter" | "none", after = retries): number =>
        createDelay({ ...some, jitter }, { random: () => random })(after, stretch);
      const plain = waits("none");
      assert.ok(plain <= some.maxMs && waits("none", retries + 1) >= plain);
      assert.ok(waits("full") >= 0 && waits("full") <= plain);
      assert.ok(waits("quarter") >= plain && waits("quarter") <= plain * 1.25);
      assert.ok(waits("quarter") < 2 ** 31, "a timer can keep it");
    }),
  );
});
