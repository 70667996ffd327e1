import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { FortiError, isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { abortFault } from "../transport/fault.ts";
import type { DeviceRequest, DeviceResponse, Handler, Runtime } from "../types.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { compose } from "./compose.ts";
import { retry } from "./retry.ts";
import { totalTimeout } from "./total-timeout.ts";

const OK: DeviceResponse = { status: 200, headers: {}, body: "" };
const clock = createManualClock;

/** Never answers, and says when it is cancelled how far it got, as transports do. */
function silent(reached: "no" | "maybe" = "maybe"): Handler {
  return (request) =>
    new Promise((_resolve, reject) => {
      const cancel = (): void => reject(abortFault({ request, origin: "https://192.0.2.1", reached }));
      if (request.signal?.aborted) cancel();
      request.signal?.addEventListener("abort", cancel);
    });
}

function isTotal(error: unknown, ms: number): error is FortiError {
  return isFortiError(error, "TIMEOUT") && error.message.endsWith(`it took longer than its total of ${ms} ms`);
}

test("without a limit the request passes as it is, and no time is asked for", async () => {
  const request = readRequest();
  const runtime: Pick<Runtime, "sleep"> = { sleep: () => assert.fail("It set an alarm") };
  let seen: DeviceRequest | undefined;
  await totalTimeout(
    undefined,
    runtime,
  )((given) => {
    seen = given;
    return Promise.resolve(OK);
  })(request);
  assert.equal(seen, request);
});

test("an answer in time comes out, and nothing is left behind", async () => {
  const time = clock();
  const { signal } = new AbortController();
  const send = totalTimeout(
    1000,
    time,
  )(async () => {
    await time.sleep(999);
    return OK;
  });
  const answer = send(readRequest({ signal }));
  await time.advance(999);
  assert.equal(await answer, OK);
  assert.equal(time.sleeping, 0);
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a device that stays silent ends it with TIMEOUT, which names the total and how far it got", async () => {
  for (const reached of ["no", "maybe"] as const) {
    const time = clock();
    const send = totalTimeout(undefined, time)(silent(reached));
    const rejected = assert.rejects(
      send(readRequest({ totalTimeoutMs: 2000 })),
      (error) => isTotal(error, 2000) && error.reached === reached && /totalTimeoutMs/.test(error.hint ?? ""),
    );
    await time.advance(2000);
    await rejected;
    assert.equal(time.sleeping, 0);
  }
});

test("the request's own limit goes before the default", async () => {
  const time = clock();
  const rejected = assert.rejects(totalTimeout(60_000, time)(silent())(readRequest({ totalTimeoutMs: 5 })), (error) =>
    isTotal(error, 5),
  );
  await time.advance(5);
  await rejected;
});

test("of a write that may have been carried out, the hint says so", async () => {
  const time = clock();
  const rejected = assert.rejects(
    totalTimeout(10, time)(silent("maybe"))(createRequest()),
    (error) => isTotal(error, 10) && /may have carried it out/.test(error.hint ?? ""),
  );
  await time.advance(10);
  await rejected;
});

test("it ends although what is inside does not heed the signal, and a late failure disturbs nobody", async () => {
  const time = clock();
  const late = Promise.withResolvers<DeviceResponse>();
  const rejected = assert.rejects(
    totalTimeout(10, time)(() => late.promise)(readRequest()),
    (error) => isTotal(error, 10) && error.reached === "maybe",
  );
  await time.advance(10);
  await rejected;
  late.reject(new Error("too late"));
});

test("an answer or a refusal that comes in the very moment counts", async () => {
  const refusal = new FortiError({ code: "NOT_FOUND", message: "There is none", status: 404 });
  for (const outcome of [OK, refusal]) {
    const time = clock();
    const send = totalTimeout(
      10,
      time,
    )(async ({ signal }) => {
      await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      if (outcome === refusal) throw refusal;
      return OK;
    });
    const result = send(readRequest()).catch((error: unknown) => error);
    await time.advance(10);
    assert.equal(await result, outcome);
  }
});

test("the caller's own signal still cancels, with the caller's reason", async () => {
  const time = clock();
  const cancel = new AbortController();
  const answer = totalTimeout(1000, time)(silent())(readRequest({ signal: cancel.signal }));
  cancel.abort(new Error("enough"));
  await assert.rejects(
    answer,
    (error) => isFortiError(error, "ABORTED") && (error.cause as Error).message === "enough",
  );
  assert.equal(time.sleeping, 0);
});

test("retries and their waits are inside, and the last failure is the cause", async () => {
  const time = clock();
  const fault = new FortiError({ code: "NETWORK", message: "No route", reached: "no" });
  let sent = 0;
  const send = compose([totalTimeout(6000, time), retry({ jitter: "none", baseMs: 1000, maxRetries: 9 }, time)], () => {
    sent++;
    return Promise.reject(fault);
  });
  const rejected = assert.rejects(send(createRequest()), (error) => {
    assert.ok(isTotal(error, 6000));
    assert.equal(error.reached, "no");
    assert.equal((error.cause as FortiError).cause, fault);
    return true;
  });
  await time.advance(6000);
  await rejected;
  assert.equal(sent, 3); // at 0, 1 and 3 s
  assert.equal(time.sleeping, 0);
});

test("a device that is too slow for the total opens the breaker all the same", async () => {
  const time = clock();
  const breaker = createCircuitBreaker({ threshold: 1 }, time);
  const rejected = assert.rejects(compose([totalTimeout(50, time), breaker.middleware], silent())(readRequest()));
  await time.advance(50);
  await rejected;
  assert.equal(breaker.state().kind, "open");
});

test("a limit that makes no sense is refused by name, and nothing is sent", async () => {
  const refused = (error: unknown): boolean =>
    isFortiError(error, "INVALID_INPUT") && /totalTimeoutMs/.test(String(error));
  assert.throws(() => totalTimeout(0, clock()), refused);
  const send = totalTimeout(undefined, clock())(() => assert.fail("It was sent"));
  for (const totalTimeoutMs of [0, -1, 1.5, Number.NaN])
    await assert.rejects(send(readRequest({ totalTimeoutMs })), refused);
});
