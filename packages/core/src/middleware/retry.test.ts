import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRequest, readRequest } from "../../test/requests.ts";
import { FortiError, type FortiErrorInit, isFortiError } from "../errors.ts";
import { createManualClock, type ManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import type { DeviceRequest, DeviceResponse } from "../types.ts";
import { type Retry, type RetryOptions, retry } from "./retry.ts";

const PLAIN: RetryOptions = { jitter: "none", baseMs: 1000 };

function failure(init: Partial<FortiErrorInit> = {}): FortiError {
  return new FortiError({ code: "NETWORK", message: "The connection broke", ...init });
}

/** Sends one request through the retry step and lets time pass until it is settled. */
async function run(script: readonly ScriptedStep[], request: DeviceRequest, options = PLAIN) {
  const clock = createManualClock();
  const device = createScriptedTransport(script);
  const step = retry(options, clock);
  const result = await settle(step, clock, device.send, request);
  return { ...result, sent: device.requests.length, tookMs: clock.now(), stats: step.stats() };
}

async function settle(
  step: Retry,
  clock: ManualClock,
  send: (r: DeviceRequest) => Promise<DeviceResponse>,
  request: DeviceRequest,
) {
  let response: DeviceResponse | undefined;
  let error: unknown;
  const done = step(send)(request).then(
    (value) => {
      response = value;
    },
    (reason: unknown) => {
      error = reason;
    },
  );
  for (let i = 0; i < 300 && response === undefined && error === undefined; i++) await clock.advance(500);
  await done;
  return { response, error };
}

test("an idempotent request is sent again until it succeeds", async () => {
  const { response, sent, tookMs, stats } = await run([failure(), failure({ code: "TIMEOUT" }), {}], readRequest());
  assert.equal(response?.status, 200);
  assert.equal(sent, 3);
  assert.equal(tookMs, 3000);
  assert.deepEqual(stats, {
    calls: 1,
    retries: 2,
    recovered: 1,
    exhausted: 0,
    waitedMs: 3000,
    byCode: { NETWORK: 1, TIMEOUT: 1 },
    byEndpoint: { "cmdb firewall/address list": 2 },
    lastRetryAt: 3000,
  });
});

test("retries count by endpoint, which has no keys in it", async () => {
  const endpoint = "cmdb/firewall/address";
  const { stats } = await run([failure(), {}], readRequest({ endpoint, path: "/api/v2/cmdb/firewall/address/web" }));
  assert.deepEqual(stats.byEndpoint, { [endpoint]: 1 });
});

test("without a retry there is no last one", async () => {
  const { stats } = await run([{}], readRequest());
  assert.equal(stats.lastRetryAt, undefined);
});

test("a pressed device stretches the waits, up to the longest", async () => {
  const clock = createManualClock();
  const device = createScriptedTransport([failure(), failure(), {}]);
  const step = retry({ ...PLAIN, maxMs: 6000 }, clock, { stretch: () => 4 });
  const { response } = await settle(step, clock, device.send, readRequest());
  assert.equal(response?.status, 200);
  assert.equal(step.stats().waitedMs, 4000 + 6000);
});

test("after maxRetries the last error comes out", async () => {
  const last = failure({ message: "The last one" });
  const { error, sent, stats } = await run([failure(), failure(), failure(), last], readRequest());
  assert.equal(error, last);
  assert.equal(sent, 4);
  assert.equal(stats.exhausted, 1);
});

test("maxRetries 0 sends once", async () => {
  const { sent } = await run([failure()], readRequest(), { maxRetries: 0 });
  assert.equal(sent, 1);
});

test("a create whose answer was lost is not sent twice", async () => {
  for (const reached of ["maybe", "yes"] as const) {
    const lost = failure({ reached });
    const { error, sent } = await run([lost], createRequest());
    assert.equal(error, lost);
    assert.equal(sent, 1);
  }
});

test("a create that surely never left is sent again", async () => {
  const { response, sent } = await run([failure({ reached: "no" }), {}], createRequest());
  assert.equal(response?.status, 200);
  assert.equal(sent, 2);
});

test("what does not pass by itself is not retried", async () => {
  const hopeless: Partial<FortiErrorInit>[] = [
    { code: "TLS", reached: "no" },
    { code: "LOCKED_OUT", status: 429 },
    { code: "AUTH_FAILED", status: 401 },
    { code: "CIRCUIT_OPEN" },
    { code: "ABORTED" },
    { code: "DEVICE_ERROR", status: 500 },
    { code: "BAD_RESPONSE", status: 200 },
  ];
  for (const init of hopeless) {
    const { sent } = await run([failure(init)], readRequest());
    assert.equal(sent, 1, JSON.stringify(init));
  }
});

test("502, 503 and 504 are retried, also when the page could not be read", async () => {
  for (const status of [502, 503, 504]) {
    for (const code of ["DEVICE_ERROR", "BAD_RESPONSE"] as const) {
      const { sent } = await run([failure({ code, status }), {}], readRequest());
      assert.equal(sent, 2, `${code} ${status}`);
    }
  }
});

test("an error that is no FortiError comes out as it is", async () => {
  const bug = new TypeError("undefined is not a function");
  const { error, sent } = await run([bug], readRequest());
  assert.equal(error, bug);
  assert.equal(sent, 1);
});

test("the device's own wait is kept when it is longer", async () => {
  const { tookMs } = await run([failure({ code: "RATE_LIMITED", retryAfterMs: 7000 }), {}], readRequest());
  assert.equal(tookMs, 7000);
});

test("a wait beyond the total budget is not begun: the error comes at once", async () => {
  const { error, sent, tookMs } = await run([failure({ code: "RATE_LIMITED", retryAfterMs: 61_000 })], readRequest());
  assert.ok(isFortiError(error, "RATE_LIMITED"));
  assert.equal(error.retryAfterMs, 61_000);
  assert.equal(sent, 1);
  assert.ok(tookMs <= 500);
});

test("the budget counts from the first attempt", async () => {
  const options: RetryOptions = { ...PLAIN, maxRetries: 10, strategy: "linear", totalBudgetMs: 6000 };
  const { sent } = await run(
    Array.from({ length: 10 }, () => failure()),
    readRequest(),
    options,
  );
  assert.equal(sent, 4); // at 0, 1, 3 and 6 s
});

test("cancelling ends a wait at once", async () => {
  const clock = createManualClock();
  const device = createScriptedTransport([failure({ reached: "no" })]);
  const cancel = new AbortController();
  const answer = retry(PLAIN, clock)(device.send)(readRequest({ signal: cancel.signal }));
  const rejected = assert.rejects(answer, (error) => isFortiError(error, "ABORTED") && error.reached === "no");
  await clock.advance(10);
  assert.equal(clock.sleeping, 1);
  cancel.abort();
  await rejected;
  assert.equal(clock.sleeping, 0);
  assert.equal(device.requests.length, 1);
});

test("reached holds for the whole call: a last attempt that was refused does not hide one that got through", async () => {
  const refused = failure({ reached: "no", message: "The connection was refused" });
  const { error } = await run([failure({ reached: "maybe" }), refused], readRequest(), { ...PLAIN, maxRetries: 1 });
  assert.ok(isFortiError(error, "NETWORK"));
  assert.equal(error.reached, "maybe");
  assert.equal(error.message, "The connection was refused");
  assert.equal(error.cause, refused);
});

test("when the breaker opens between two attempts, the error is the one that opened it", async () => {
  const fault = failure();
  const { error, sent } = await run([fault, failure({ code: "CIRCUIT_OPEN" })], readRequest());
  assert.equal(error, fault);
  assert.equal(sent, 2);
});

test("options that make no sense are refused", () => {
  const wrong: RetryOptions[] = [{ maxRetries: -1 }, { maxRetries: 1.5 }, { baseMs: Number.NaN }, { maxMs: 2 ** 31 }];
  for (const options of wrong) {
    assert.throws(
      () => retry(options, createManualClock()),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("property: whatever fails, a write that may have reached the device is sent once, and waits stay within bounds", async () => {
  const codes = ["NETWORK", "TIMEOUT", "RATE_LIMITED", "DEVICE_ERROR", "BAD_RESPONSE", "LOCKED_OUT"] as const;
  const fault = fc.record({
    code: fc.constantFrom(...codes),
    reached: fc.constantFrom("no" as const, "maybe" as const, "yes" as const),
    status: fc.constantFrom(undefined, 429, 500, 503),
    retryAfterMs: fc.option(fc.nat({ max: 90_000 }), { nil: undefined }),
  });
  const options = fc.record({
    maxRetries: fc.nat({ max: 5 }),
    baseMs: fc.nat({ max: 10_000 }),
    maxMs: fc.nat({ max: 20_000 }),
    totalBudgetMs: fc.nat({ max: 60_000 }),
    strategy: fc.constantFrom("exponential" as const, "linear" as const),
    jitter: fc.constantFrom("full" as const, "quarter" as const, "none" as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 8 }), options, fc.boolean(), async (faults, some, isWrite) => {
      const script = [...faults.map((init) => failure(init)), {}];
      const { sent, stats, error } = await run(script, isWrite ? createRequest() : readRequest(), some);
      assert.ok(sent <= some.maxRetries + 1);
      assert.ok(stats.waitedMs <= some.totalBudgetMs);
      assert.equal(stats.retries, sent - 1);
      if (!isWrite) return;
      const earlier = faults.slice(0, sent - 1);
      assert.ok(
        earlier.every(({ reached }) => reached === "no"),
        "it may have been carried out before it was sent again",
      );
      if (isFortiError(error)) assert.equal(error.reached, faults[sent - 1]?.reached);
    }),
    { numRuns: 200 },
  );
});
