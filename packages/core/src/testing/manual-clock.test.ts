import assert from "node:assert/strict";
import { test } from "node:test";
import { createManualClock } from "./manual-clock.ts";

test("time stands still until it is advanced", async () => {
  const clock = createManualClock({ startMs: 1000 });
  let awake = false;
  const nap = clock.sleep(60_000).then(() => {
    awake = true;
  });
  await clock.advance(59_999);
  assert.equal(awake, false);
  assert.equal(clock.sleeping, 1);
  await clock.advance(1);
  await nap;
  assert.equal(clock.now(), 61_000);
  assert.equal(clock.sleeping, 0);
});

test("sleeps end in order, each at its own time, and what they start counts from there", async () => {
  const clock = createManualClock();
  const log: string[] = [];
  const walk = async (name: string, ms: number) => {
    for (let i = 0; i < 2; i++) {
      await clock.sleep(ms);
      log.push(`${name} at ${clock.now()}`);
    }
  };
  void walk("slow", 30);
  void walk("fast", 20);
  await clock.advance(100);
  assert.deepEqual(log, ["fast at 20", "slow at 30", "fast at 40", "slow at 60"]);
  assert.equal(clock.now(), 100);
});

test("an aborted sleep rejects with the reason and leaves nothing behind", async () => {
  const clock = createManualClock();
  const cancel = new AbortController();
  const reason = new Error("enough");
  const nap = assert.rejects(clock.sleep(10, cancel.signal), (error) => error === reason);
  cancel.abort(reason);
  await nap;
  await assert.rejects(clock.sleep(10, cancel.signal), (error) => error === reason);
  assert.equal(clock.sleeping, 0);
});

test("chance is what the test wants", () => {
  assert.equal(createManualClock().random(), 0.5);
  assert.equal(createManualClock({ random: () => 0.9 }).random(), 0.9);
});
