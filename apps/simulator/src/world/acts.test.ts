import assert from "node:assert/strict";
import { test } from "node:test";
import { type Act, actAt, following, trimmed } from "./acts.ts";
import type { Cast } from "./cast.ts";
import { LONGEST } from "./rhythm.ts";
import type { Session } from "./session.ts";

function castOf(size: number): Cast {
  return { size, policies: new Map(), laneOf: () => undefined, slotsOf: () => new Int32Array() };
}

function actFrom(from: number, cast: Cast = castOf(256)): Act {
  return { cast, from, closed: new Set(), told: [] };
}

function session(beat: number, isAccepted: boolean = true): Session {
  return { beat, begins: beat, ends: beat + 9, lane: { way: { policy: { isAccepted } } } } as unknown as Session;
}

const starts = (acts: readonly Act[]) => acts.map(({ from }) => from);

test("a beat is in the last act that began before it", () => {
  const acts = [actFrom(10), actFrom(20), actFrom(20), actFrom(30)];
  assert.deepEqual(
    [9, 10, 19, 20, 31].map((beat) => acts.indexOf(actAt(acts, beat) as Act)),
    [-1, 0, 0, 2, 3],
  );
});

test("an act goes on without those who left, and tells of those whom somebody let in", () => {
  const act = actFrom(1000);
  const next = following(act, 1005, [session(990), session(991, false)], 77, true);
  assert.deepEqual([next.from, [...next.closed]], [1005, [990, 991]]);
  assert.deepEqual(
    next.told.map(({ beat, ends }) => [beat, ends]),
    [[990, 77]],
  );
  const same = following(next, 1005, [session(992)], 78, true);
  assert.deepEqual(
    same.told.map(({ beat }) => beat),
    [990, 992],
    "nothing began since: it is the same act",
  );
  const silent = following(same, 1006, [session(993)], 79, false);
  assert.deepEqual([silent.told, [...silent.closed]], [[], [990, 991, 992, 993]]);
  const late = following(silent, 990 + LONGEST + 1, [session(1400)], 80, true);
  assert.deepEqual([...late.closed], [991, 992, 993, 1400], "who would be over by now is forgotten");
  assert.equal(following(act, 900, [session(800)], 81, true).from, 1000, "a clock that went back changes no order");
});

test("of many acts the last are kept, of large ones fewer, and two always", () => {
  const small = Array.from({ length: 100 }, (_, index) => actFrom(index));
  assert.deepEqual(starts(trimmed(small)), starts(small).slice(-64));
  const large = Array.from({ length: 10 }, (_, index) => actFrom(index, castOf(40_000)));
  assert.deepEqual(starts(trimmed(large)), [7, 8, 9]);
  const huge = Array.from({ length: 10 }, (_, index) => actFrom(index, castOf(1_000_000)));
  assert.deepEqual(starts(trimmed(huge)), [8, 9]);
  const medium = castOf(100_000);
  assert.equal(
    trimmed(Array.from({ length: 10 }, (_, index) => actFrom(index, medium))).length,
    10,
    "one cast counts once",
  );
  assert.deepEqual(trimmed([]), []);
});
