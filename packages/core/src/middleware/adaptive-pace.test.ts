import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRequest } from "../../test/requests.ts";
import { FortiError, type FortiErrorInit, isFortiError } from "../errors.ts";
import { createManualClock, type ManualClock } from "../testing/manual-clock.ts";
import type { DeviceResponse, Handler } from "../types.ts";
import { createAdaptivePace } from "./adaptive-pace.ts";
import { compose } from "./compose.ts";
import { measure } from "./measure.ts";
import { retry } from "./retry.ts";

const OK: DeviceResponse = { status: 200, headers: {}, body: "" };

/** A client with a pace, in front of a device. */
function setUp(clock: ManualClock, device: Handler) {
  const pace = createAdaptivePace(clock);
  let underWay = 0;
  let mostAtATime = 0;
  const send = compose([pace.middleware, measure([pace.observe], clock)], async (request) => {
    underWay++;
    mostAtATime = Math.max(mostAtATime, underWay);
    try {
      return await device(request);
    } finally {
      underWay--;
    }
  });
  return {
    pace,
    send: (signal?: AbortSignal) => send(readRequest(signal && { signal })),
    /** The most requests at a time since the last look. */
    takeMost: () => {
      const most = mostAtATime;
      mostAtATime = underWay;
      return most;
    },
  };
}

/** Takes one request after the other, each so long, as a FortiGate does. */
function serialDevice(clock: ManualClock, serviceMs: () => number): Handler {
  let freeAt = 0;
  return async () => {
    freeAt = Math.max(freeAt, clock.now()) + serviceMs();
    await clock.sleep(freeAt - clock.now());
    return OK;
  };
}

/** Answers each request after so long, whatever else it does. */
function parallelDevice(clock: ManualClock, serviceMs: () => number): Handler {
  return async () => {
    await clock.sleep(serviceMs());
    return OK;
  };
}

function failing(init: Partial<FortiErrorInit>): Handler {
  return () => Promise.reject(new FortiError({ code: "DEVICE_ERROR", message: "Busy", ...init }));
}

/** Lets time pass until everything is over. */
async function finish(clock: ManualClock, work: readonly Promise<unknown>[]): Promise<void> {
  let over = false;
  const all = Promise.allSettled(work).then(() => {
    over = true;
  });
  for (let turn = 0; turn < 10_000 && !over; turn++) await clock.advance(100);
  assert.ok(over, "It hangs");
  await all;
}

test("a device that answers as quickly as ever is not held up", async () => {
  const clock = createManualClock();
  const { pace, send, takeMost } = setUp(
    clock,
    parallelDevice(clock, () => 300),
  );
  for (let round = 0; round < 5; round++)
    await finish(
      clock,
      Array.from({ length: 30 }, () => send()),
    );
  assert.equal(takeMost(), 30);
  assert.deepEqual(pace.state(), { kind: "free", active: 0, waiting: 0 });
  assert.equal(pace.stretch(), 1);
});

test("a device that takes one request after the other gets fewer at a time", async () => {
  const clock = createManualClock();
  const { pace, send, takeMost } = setUp(
    clock,
    serialDevice(clock, () => 100),
  );
  const first = Array.from({ length: 12 }, () => send());
  await clock.advance(1200);
  const state = pace.state();
  assert.ok(state.kind === "slowed");
  // Eight were still on the way when the answers had become slow.
  assert.deepEqual([state.pressure, state.limit, state.restMs], [2, 4, 0]);
  await finish(clock, first);
  takeMost();
  const rest = Array.from({ length: 60 }, () => send());
  assert.deepEqual([pace.state().active, pace.state().waiting], [4, 56]);
  await finish(clock, rest);
  assert.ok(takeMost() <= 7, "one more at a time, and fewer again when it becomes slow");
});

test("who waits gets through in the order of asking", async () => {
  const clock = createManualClock();
  const { send, pace } = setUp(
    clock,
    serialDevice(clock, () => 100),
  );
  await finish(
    clock,
    Array.from({ length: 12 }, () => send()),
  );
  assert.equal(pace.state().kind, "slowed");
  const order: number[] = [];
  await finish(
    clock,
    Array.from({ length: 20 }, (_, index) => send().then(() => order.push(index))),
  );
  assert.deepEqual(
    order,
    Array.from({ length: 20 }, (_, index) => index),
  );
});

test("a device that becomes slow for a single caller gets a rest after each answer, and is free again when it recovers", async () => {
  const clock = createManualClock();
  let serviceMs = 100;
  const { pace, send } = setUp(
    clock,
    serialDevice(clock, () => serviceMs),
  );
  const one = () => finish(clock, [send()]);
  for (let turn = 0; turn < 10; turn++) await one();
  serviceMs = 1000;
  for (let turn = 0; turn < 3; turn++) await one();
  const state = pace.state();
  assert.ok(state.kind === "slowed");
  assert.deepEqual([state.pressure, state.limit, state.restMs], [2, 1, 1000]);
  const answeredAt = clock.now();
  await one();
  assert.ok(clock.now() - answeredAt >= 1900, "a rest as long as the answer, and then the answer");
  serviceMs = 100;
  for (let turn = 0; turn < 30; turn++) await one();
  assert.equal(pace.state().kind, "free");
});

test("one big answer among small ones changes nothing", async () => {
  const clock = createManualClock();
  const times = [100, 100, 100, 100, 100, 5000, 100, 100, 5000, 100, 100];
  const { pace, send } = setUp(
    clock,
    serialDevice(clock, () => times.shift() ?? 100),
  );
  for (let turn = 0; turn < 20; turn++) await finish(clock, [send()]);
  assert.equal(pace.state().kind, "free");
});

test("a device that says it has too much to do is left alone, for longer each time", async () => {
  for (const sign of [
    { code: "RATE_LIMITED", status: 429 },
    { status: 502 },
    { status: 503 },
    { code: "BAD_RESPONSE", status: 504 },
    { code: "TIMEOUT" },
  ] as const) {
    const clock = createManualClock();
    const { pace, send } = setUp(clock, failing(sign));
    const sendOnce = () => finish(clock, [send()]);
    await sendOnce();
    assert.ok(pace.state().kind !== "free", JSON.stringify(sign));
    const pauses: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const state = pace.state();
      assert.ok(state.kind !== "free");
      pauses.push(state.kind === "paused" ? state.until - state.since : 0);
      await sendOnce();
    }
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 8000]);
    assert.equal(pace.stretch(), 16);
  }
});

test("during a pause nothing is sent, and what waits goes out when it is over", async () => {
  const clock = createManualClock();
  const script: Handler[] = [failing({ status: 503 })];
  let sent = 0;
  const { pace, send } = setUp(clock, (request) => {
    sent++;
    return (script.shift() ?? (() => Promise.resolve(OK)))(request);
  });
  await assert.rejects(send());
  assert.deepEqual(pace.state(), {
    kind: "paused",
    until: 1000,
    since: 0,
    pressure: 2,
    limit: 1,
    restMs: 0,
    active: 0,
    waiting: 0,
  });
  const waiting = [send(), send()];
  await clock.advance(999);
  assert.equal(sent, 1);
  await clock.advance(1);
  await Promise.all(waiting);
  assert.equal(sent, 3);
});

test("the pause that the device asked for is kept, up to 30 s", async () => {
  for (const [asked, kept] of [
    [7000, 7000],
    [3_600_000, 30_000],
  ] as const) {
    const clock = createManualClock();
    const { pace, send } = setUp(clock, failing({ code: "RATE_LIMITED", status: 429, retryAfterMs: asked }));
    await assert.rejects(send());
    const state = pace.state();
    assert.equal(state.kind === "paused" && state.until, kept);
  }
});

test("a lockout and a refusal are no signs of too much to do", async () => {
  for (const init of [
    { code: "LOCKED_OUT", status: 429 },
    { code: "NOT_FOUND", status: 404 },
    { status: 500 },
    { code: "NETWORK" },
  ] as const) {
    const clock = createManualClock();
    const { pace, send } = setUp(clock, failing(init));
    await assert.rejects(send());
    assert.equal(pace.state().kind, "free", JSON.stringify(init));
  }
});

test("requests that were sent together make one step, not one each", async () => {
  const clock = createManualClock();
  const { pace, send } = setUp(clock, async () => {
    await clock.sleep(50);
    return failing({ status: 503 })(readRequest());
  });
  const all = Array.from({ length: 8 }, () => send());
  const over = Promise.allSettled(all);
  await clock.advance(50);
  await over;
  assert.equal(pace.stretch(), 2);
});

test("cancelling takes a request out of the queue, and out of a pause", async () => {
  const clock = createManualClock();
  const { pace, send } = setUp(clock, failing({ status: 503 }));
  await assert.rejects(send());
  const cancel = new AbortController();
  const [paused, queued] = [send(cancel.signal), send(cancel.signal)];
  assert.deepEqual([pace.state().active, pace.state().waiting], [1, 1]);
  cancel.abort(new Error("enough"));
  const isCancelled = (error: unknown) => isFortiError(error, "ABORTED") && error.reached === "no";
  await assert.rejects(paused, isCancelled);
  await assert.rejects(queued, isCancelled);
  await assert.rejects(send(cancel.signal), isCancelled);
  assert.deepEqual([pace.state().active, pace.state().waiting, clock.sleeping], [0, 0, 0]);
});

test("it stretches the waits of the retry step", async () => {
  const clock = createManualClock();
  const pace = createAdaptivePace(clock);
  const device = failing({ status: 503 });
  const retries = retry({ jitter: "none", baseMs: 3000, maxRetries: 2 }, clock, pace);
  const send = compose([retries, pace.middleware, measure([pace.observe], clock)], device);
  const over = assert.rejects(send(readRequest()));
  await clock.advance(60_000);
  await over;
  assert.equal(retries.stats().waitedMs, 3000 * 2 + 6000 * 4);
});

test("clients of one device can share a pace", async () => {
  const clock = createManualClock();
  const pace = createAdaptivePace(clock);
  const client = (device: Handler) => compose([pace.middleware, measure([pace.observe], clock)], device);
  await assert.rejects(client(failing({ status: 503 }))(readRequest()));
  let sent = 0;
  const other = client(() => {
    sent++;
    return Promise.resolve(OK);
  })(readRequest());
  await clock.advance(999);
  assert.equal(sent, 0);
  await clock.advance(1);
  await other;
});

test("a clock that is set back prolongs no pause", async () => {
  const clock = createManualClock({ startMs: 7_200_000 });
  const script: Handler[] = [failing({ status: 503 })];
  const { pace, send } = setUp(clock, (request) => (script.shift() ?? (() => Promise.resolve(OK)))(request));
  await assert.rejects(send());
  await clock.advance(-3_600_000);
  assert.equal(pace.state().kind, "slowed");
  for (let turn = 0; turn < 10; turn++) await send();
  assert.equal(pace.state().kind, "free");
});

test("property: whatever the device does, nothing hangs, numbers stay within bounds, and five healthy answers a step free it", async () => {
  const outcome = fc.oneof(
    fc.record({ ms: fc.nat({ max: 5000 }) }),
    fc.record({ ms: fc.nat({ max: 50 }), status: fc.constantFrom(404, 429, 500, 502, 503) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { maxLength: 60 }),
      fc.integer({ min: 1, max: 15 }),
      async (outcomes, parallel) => {
        const clock = createManualClock();
        const { pace, send } = setUp(clock, async () => {
          const { ms, ...refusal } = { ms: 20, ...outcomes.shift() };
          await clock.sleep(ms);
          if (!("status" in refusal)) return OK;
          const code = refusal.status === 429 ? "RATE_LIMITED" : "DEVICE_ERROR";
          return failing({ code, status: refusal.status as number })(readRequest());
        });
        while (outcomes.length > 0) {
          await finish(
            clock,
            Array.from({ length: parallel }, () => send()),
          );
          const state = pace.state();
          assert.deepEqual([state.active, state.waiting], [0, 0]);
          if (state.kind === "free") continue;
          assert.ok([1, 2, 4, 8, 16].includes(state.pressure) && state.limit >= 1 && state.limit <= parallel);
          assert.ok(state.restMs >= 0 && state.restMs <= 2000);
          if (state.kind === "paused") assert.ok(state.until <= clock.now() + 30_000);
        }
        // The usual speed has to be learnt again first, when everything was slow.
        for (let turn = 0; turn < 80; turn++) await finish(clock, [send()]);
        assert.equal(pace.state().kind, "free");
      },
    ),
    { numRuns: 100 },
  );
});
