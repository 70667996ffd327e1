import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { FortiError, type FortiErrorInit, isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import { type CircuitBreakerOptions, createCircuitBreaker } from "./circuit-breaker.ts";

function failure(init: Partial<FortiErrorInit> = {}): FortiError {
  return new FortiError({ code: "NETWORK", message: "The connection broke", ...init });
}

function setUp(script: readonly ScriptedStep[], options: CircuitBreakerOptions = { threshold: 2 }) {
  const clock = createManualClock();
  const device = createScriptedTransport(script);
  const breaker = createCircuitBreaker(options, clock);
  const send = breaker.middleware(device.send);
  return { clock, device, breaker, send: () => send(readRequest()) };
}

const ok: ScriptedStep = { status: 200 };
const isOpen = (error: unknown) => isFortiError(error, "CIRCUIT_OPEN");

test("it opens after the threshold of failures in a row, and then sends nothing", async () => {
  const { send, breaker, device } = setUp([failure(), failure({ code: "TIMEOUT" })]);
  await assert.rejects(send());
  assert.deepEqual(breaker.state(), { kind: "closed", failures: 1 });
  await assert.rejects(send());
  assert.deepEqual(breaker.state(), { kind: "open", since: 0, retryAt: 30_000 });
  await assert.rejects(send(), isOpen);
  assert.equal(device.requests.length, 2);
});

test("the default threshold is 10", async () => {
  const { send, breaker } = setUp(
    Array.from({ length: 10 }, () => failure()),
    {},
  );
  for (let i = 0; i < 9; i++) await assert.rejects(send());
  assert.equal(breaker.state().kind, "closed");
  await assert.rejects(send());
  assert.equal(breaker.state().kind, "open");
});

test("the error says when it tries again", async () => {
  const { send, clock } = setUp([failure(), failure()]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(18_000);
  await assert.rejects(send(), (error) => {
    assert.ok(isOpen(error));
    assert.equal(error.retryAfterMs, 12_000);
    assert.match(error.message, /the next try is in 12 s, at 1970-01-01T00:00:30\.000Z/);
    return error.reached === "no";
  });
});

test("a success between failures starts the count anew", async () => {
  const { send, breaker } = setUp([failure(), ok, failure()]);
  await assert.rejects(send());
  await send();
  await assert.rejects(send());
  assert.deepEqual(breaker.state(), { kind: "closed", failures: 1 });
});

test("refusals count as signs of life", async () => {
  const refusals: Partial<FortiErrorInit>[] = [
    { code: "NOT_FOUND", status: 404 },
    { code: "AUTH_FAILED", status: 401 },
    { code: "LOCKED_OUT", status: 429 },
    { code: "DUPLICATE", status: 500, deviceCode: -5 },
  ];
  for (const init of refusals) {
    const { send, breaker } = setUp([failure(), failure(init), failure()]);
    for (let i = 0; i < 3; i++) await assert.rejects(send());
    assert.deepEqual(breaker.state(), { kind: "closed", failures: 1 }, JSON.stringify(init));
  }
});

test("a 5xx without a code of the device's own counts as a failure", async () => {
  const { send, breaker } = setUp([
    failure({ code: "BAD_RESPONSE", status: 502 }),
    failure({ code: "DEVICE_ERROR", status: 500 }),
  ]);
  await assert.rejects(send());
  await assert.rejects(send());
  assert.equal(breaker.state().kind, "open");
});

test("cancelled calls, wrong input and certificates count neither way", async () => {
  for (const code of ["ABORTED", "INVALID_INPUT", "TLS"] as const) {
    const { send, breaker } = setUp([failure(), failure({ code })]);
    await assert.rejects(send());
    await assert.rejects(send());
    assert.deepEqual(breaker.state(), { kind: "closed", failures: 1 }, code);
  }
});

test("half-open lets one probe through, and its success closes the breaker", async () => {
  let answer: (() => void) | undefined;
  const probe: ScriptedStep = () => new Promise((resolve) => (answer = () => resolve({ status: 200 })));
  const { send, clock, breaker, device } = setUp([failure(), failure(), probe, ok]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(30_000);
  const probing = send();
  assert.deepEqual(breaker.state(), { kind: "half-open", since: 30_000 });
  await assert.rejects(send(), (error) => isOpen(error) && error.retryAfterMs === undefined);
  assert.equal(device.requests.length, 3);
  answer?.();
  await probing;
  assert.deepEqual(breaker.state(), { kind: "closed", failures: 0 });
  await send();
});

test("a probe that fails opens it again for the whole time", async () => {
  const { send, clock, breaker } = setUp([failure(), failure(), failure()]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(30_000);
  await assert.rejects(send());
  assert.deepEqual(breaker.state(), { kind: "open", since: 30_000, retryAt: 60_000 });
});

test("a probe that is cancelled leaves the way free for the next", async () => {
  const { send, clock, breaker } = setUp([failure(), failure(), failure({ code: "ABORTED" }), ok]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(30_000);
  await assert.rejects(send());
  await send();
  assert.equal(breaker.state().kind, "closed");
});

test("a call from before the breaker opened does not close it, nor decide for the probe", async () => {
  let answerOld: (() => void) | undefined;
  const old: ScriptedStep = () => new Promise((resolve) => (answerOld = () => resolve({ status: 200 })));
  const { send, breaker } = setUp([old, failure(), failure()]);
  const first = send();
  await assert.rejects(send());
  await assert.rejects(send());
  answerOld?.();
  await first;
  assert.equal(breaker.state().kind, "open");
});

test("two clients that share a breaker share what it learned", async () => {
  const clock = createManualClock();
  const breaker = createCircuitBreaker({ threshold: 2 }, clock);
  const one = breaker.middleware(createScriptedTransport([failure()]).send);
  const other = breaker.middleware(createScriptedTransport([failure()]).send);
  await assert.rejects(one(readRequest()));
  await assert.rejects(other(readRequest()));
  await assert.rejects(one(readRequest()), isOpen);
});
