import assert from "node:assert/strict";
import { test } from "node:test";
import { concat, countNewer, type Lines, merge, NO_LINES } from "./lines.ts";

/** Lines of these times, the newest first. */
function linesAt(name: string, ...times: readonly number[]): Lines {
  const own = times.toSorted((a, b) => b - a);
  return {
    count: own.length,
    at: (position) => ({ name, time: own[position] ?? -1 }),
    timeAt: (position) => own[position] ?? -1,
  };
}

function all(lines: Lines): unknown[] {
  return Array.from({ length: lines.count }, (_, position) => lines.at(position).time);
}

test("logs are joined by time, one line after the other", () => {
  const a = linesAt("a", 9, 7, 5, 1);
  const b = linesAt("b", 8, 6, 3, 2, 0);
  const both = merge(a, b);
  assert.deepEqual(all(both), [9, 8, 7, 6, 5, 3, 2, 1, 0]);
  assert.deepEqual(
    Array.from({ length: both.count }, (_, position) => both.timeAt(position)),
    all(both),
  );
  assert.deepEqual(all(merge(linesAt("a", 1, 2), linesAt("b", 5, 6))), [6, 5, 2, 1]);
  assert.equal(merge(a, NO_LINES), a);
  assert.equal(concat(NO_LINES, b), b);
  assert.deepEqual(all(concat(linesAt("a", 9), linesAt("b", 5, 4))), [9, 5, 4]);
});

test("what is newer is counted", () => {
  const lines = linesAt("a", 9, 7, 5, 1);
  assert.deepEqual(
    [10, 9, 8, 5, 0].map((ms) => countNewer(lines, ms)),
    [0, 0, 1, 2, 4],
  );
  assert.throws(() => NO_LINES.at(0), RangeError);
  assert.throws(() => NO_LINES.timeAt(0), RangeError);
});
