import assert from "node:assert/strict";
import { test } from "node:test";
import { elapsedMs, leftMs } from "./elapsed.ts";

const at = (now: number) => ({ now: () => now });

test("what is over and what is left add up, until nothing is left", () => {
  for (const [now, elapsed, left] of [
    [1000, 0, 500],
    [1200, 200, 300],
    [1500, 500, 0],
    [9000, 8000, 0],
  ] as const) {
    assert.deepEqual([elapsedMs(at(now), 1000), leftMs(at(now), 1000, 500)], [elapsed, left]);
  }
});

test("on a clock that was set back nothing is over, and nothing is left to wait for", () => {
  assert.deepEqual([elapsedMs(at(400), 1000), leftMs(at(400), 1000, 500)], [0, 0]);
});
