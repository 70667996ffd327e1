import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "../device/clock.ts";
import { FGT_60F } from "../models/desktop.ts";
import { createTestClock, startDevice } from "../testing/client.ts";
import { createManagerPace, createPace } from "./pace.ts";
import { type Reply, text } from "./reply.ts";

/** Every sleep lasts until the test ends the first one. */
function createHeldClock(): Clock & { readonly held: number[]; release(): Promise<void> } {
  const held: { readonly ms: number; readonly wake: () => void }[] = [];
  return {
    now: () => 0,
    sleep: (ms) => new Promise((wake) => held.push({ ms, wake })),
    get held() {
      return held.map(({ ms }) => ms);
    },
    async release() {
      held.shift()?.wake();
      await settled();
    },
  };
}

/** Waits for what follows of itself. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function answer(body = "ok"): Promise<Reply> {
  return Promise.resolve(text(200, body));
}

test("a FortiGate takes requests one at a time, in order", async () => {
  const clock = createHeldClock();
  const pace = createPace(200, FGT_60F, clock);
  const events: string[] = [];
  for (const name of ["a", "b", "c"]) {
    pace?.(async () => {
      events.push(`${name} begins`);
      return answer();
    }).then(() => events.push(`${name} ends`));
  }
  await settled();
  assert.deepEqual([events, clock.held], [["a begins"], [200]]);
  await clock.release();
  assert.deepEqual(events, ["a begins", "a ends", "b begins"]);
  await clock.release();
  await clock.release();
  assert.deepEqual(events.slice(3), ["b ends", "c begins", "c ends"]);
  assert.deepEqual(clock.held, []);
});

test("a FortiManager works at several at a time", async () => {
  const clock = createHeldClock();
  const pace = createManagerPace("model", clock);
  const ended: string[] = [];
  for (const name of ["a", "b"]) pace?.(() => answer()).then(() => ended.push(name));
  await settled();
  assert.deepEqual([ended, clock.held], [[], [50, 50]]);
  await clock.release();
  await clock.release();
  assert.deepEqual(ended, ["a", "b"]);
});

test("a model takes as long as it is slow, and longer over a long list", async () => {
  const clock = createTestClock();
  const pace = createPace("model", FGT_60F, clock);
  await pace?.(() => answer());
  await pace?.(() => answer("x".repeat(16 * 1024 + 64 * 1024)));
  assert.deepEqual(clock.slept, [167, 500]);
});

test("a request that fails lets the next one in", async () => {
  const pace = createPace(1, FGT_60F, createTestClock());
  await assert.rejects(pace?.(() => Promise.reject(new Error("broken"))) ?? Promise.resolve(), /broken/);
  assert.equal((await pace?.(() => answer()))?.status, 200);
});

test("without latency there is no pace", () => {
  const clock = createTestClock();
  assert.equal(createPace("off", FGT_60F, clock), undefined);
  assert.equal(createPace(0, FGT_60F, clock), undefined);
  assert.equal(createManagerPace("off", clock), undefined);
});

test("a device is as slow as it was asked to be, over all its connections", async (t) => {
  const clock = createTestClock();
  const slow = await startDevice(t, { model: "FGT-40F", latency: "model", clock });
  const answers = await Promise.all([1, 2, 3].map(() => slow.get("cmdb/firewall.schedule/recurring/always")));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.deepEqual(clock.slept, [200, 200, 200]);
  const quickClock = createTestClock();
  const quick = await startDevice(t, { clock: quickClock });
  await quick.get("monitor/system/status");
  assert.deepEqual(quickClock.slept, []);
});

test("putting the clock of a device forward ends the wait", async (t) => {
  const device = await startDevice(t, { latency: 60_000 });
  const started = performance.now();
  let isAnswered = false;
  const answered = device.get("monitor/system/status").finally(() => {
    isAnswered = true;
  });
  while (!isAnswered) await device.control("POST", "/time", { advanceMs: 60_000 });
  assert.equal((await answered).status, 200);
  assert.ok(performance.now() - started < 30_000, "nobody waited for real");
});
