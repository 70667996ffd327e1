import assert from "node:assert/strict";
import { test } from "node:test";
import { createAdvancingClock } from "./advancing-clock.ts";

test("whoever sleeps wakes when the clock is put forward far enough", async () => {
  const clock = createAdvancingClock({ now: () => 1000, sleep: () => new Promise(() => {}) });
  const woken: string[] = [];
  const short = clock.sleep(100).then(() => woken.push("short"));
  const long = clock.sleep(300).then(() => woken.push("long"));
  clock.advance(99);
  await new Promise(setImmediate);
  assert.deepEqual([woken, clock.now()], [[], 1099]);
  clock.advance(1);
  await short;
  assert.deepEqual(woken, ["short"]);
  clock.advance(200);
  await long;
  assert.equal(clock.now(), 1300);
});
