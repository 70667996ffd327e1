import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { backgroundRuntime, nextTurn, systemRuntime } from "./system.ts";

const realSetTimeout = globalThis.setTimeout;
afterEach(() => {
  globalThis.setTimeout = realSetTimeout;
});

/** Makes every timer fire at once and answers the delays that were asked for. */
function fireAtOnce(): number[] {
  const delays: number[] = [];
  globalThis.setTimeout = ((wake: () => void, ms: number) => {
    delays.push(ms);
    queueMicrotask(wake);
  }) as unknown as typeof setTimeout;
  return delays;
}

test("now and random are the machine's", () => {
  assert.ok(Math.abs(systemRuntime.now() - Date.now()) < 1000);
  const chance = systemRuntime.random();
  assert.ok(chance >= 0 && chance < 1);
});

test("a sleep asks for one timer", async () => {
  const delays = fireAtOnce();
  await systemRuntime.sleep(1500);
  assert.deepEqual(delays, [1500]);
});

test("a sleep longer than a timer can keep is made of several", async () => {
  const delays = fireAtOnce();
  const longest = 2 ** 31 - 1;
  await systemRuntime.sleep(2 * longest + 5);
  assert.deepEqual(delays, [longest, longest, 5]);
});

test("a sleep in the background is as long, and does not keep the process alive", async () => {
  const delays: unknown[] = [];
  globalThis.setTimeout = ((wake: () => void, ms: number) => {
    delays.push(ms);
    queueMicrotask(wake);
    return { unref: () => delays.push("let go") };
  }) as unknown as typeof setTimeout;
  await backgroundRuntime.sleep(1500);
  await systemRuntime.sleep(10);
  assert.deepEqual(delays, [1500, "let go", 10]);
});

test("an aborted signal ends a sleep with its reason, and the timer with it", async () => {
  const before = new Error("before");
  await assert.rejects(systemRuntime.sleep(60_000, AbortSignal.abort(before)), (reason) => reason === before);
  const cancel = new AbortController();
  const nap = systemRuntime.sleep(60_000, cancel.signal);
  const during = new Error("during");
  cancel.abort(during);
  // Were the timer left behind, this process would not end for a minute.
  await assert.rejects(nap, (reason) => reason === during);
});

test("a signal that is aborted after the sleep changes nothing", async () => {
  const cancel = new AbortController();
  await systemRuntime.sleep(0, cancel.signal);
  cancel.abort();
});

test("the next turn comes after everything that waits for promises", async () => {
  let done = false;
  const chain = async () => {
    for (let i = 0; i < 100; i++) await undefined;
    done = true;
  };
  void chain();
  await nextTurn();
  assert.ok(done);
});
