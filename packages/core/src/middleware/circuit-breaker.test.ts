import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { FortiError, type FortiErrorInit, isFortiError } from "../errors.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitPhase,
  createCircuitBreaker,
} from "./circuit-breaker.ts";

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

/** How the way through stands, without the numbers. */
function phaseOf(breaker: CircuitBreaker): CircuitPhase {
  const { failures: _, threshold: __, openMs: ___, lastFailureAt: ____, ...phase } = breaker.state();
  return phase;
}

const ok: ScriptedStep = { status: 200 };
const isOpen = (error: unknown) => isFortiError(error, "CIRCUIT_OPEN");

test("it opens after the threshold of failures in a row, and then sends nothing", async () => {
  const { send, breaker, device } = setUp([failure(), failure({ code: "TIMEOUT" })]);
  await assert.rejects(send());
  assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 1]);
  await assert.rejects(send());
  assert.deepEqual(phaseOf(breaker), { kind: "open", since: 0, retryAt: 30_000 });
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
  assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 1]);
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
    assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 1], JSON.stringify(init));
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
    assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 1], code);
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
  assert.deepEqual(phaseOf(breaker), { kind: "half-open", since: 30_000 });
  await assert.rejects(send(), (error) => isOpen(error) && error.retryAfterMs === undefined);
  assert.equal(device.requests.length, 3);
  answer?.();
  await probing;
  assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 0]);
  await send();
});

test("a clock that is set back keeps it open no longer", async () => {
  const { send, clock, breaker } = setUp([failure(), failure(), ok]);
  await assert.rejects(send());
  await clock.advance(3_600_000);
  await assert.rejects(send());
  await clock.advance(-3_000_000);
  await send();
  assert.equal(breaker.state().kind, "closed");
});

test("a probe that fails opens it again for the whole time", async () => {
  const { send, clock, breaker } = setUp([failure(), failure(), failure()]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(30_000);
  await assert.rejects(send());
  assert.deepEqual(phaseOf(breaker), { kind: "open", since: 30_000, retryAt: 60_000 });
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

test("the state says how many failures of how many, for how long it opens, and when the last failure was", async () => {
  const { send, clock, breaker } = setUp([failure(), failure(), failure()], { threshold: 2, openMs: 9000 });
  const counts = { threshold: 2, openMs: 9000 };
  assert.deepEqual(breaker.state(), { kind: "closed", failures: 0, ...counts, lastFailureAt: undefined });
  await assert.rejects(send());
  await clock.advance(1000);
  await assert.rejects(send());
  const opened = { kind: "open", since: 1000, retryAt: 10_000, failures: 2, ...counts, lastFailureAt: 1000 };
  assert.deepEqual(breaker.state(), opened);
  await clock.advance(9000);
  await assert.rejects(send());
  const again = { kind: "open", since: 10_000, retryAt: 19_000, failures: 3, ...counts, lastFailureAt: 10_000 };
  assert.deepEqual(breaker.state(), again);
});

test("a reset closes it, and a probe from before has no say any more", async () => {
  let failProbe: ((error: Error) => void) | undefined;
  const probe: ScriptedStep = () => new Promise((resolve) => (failProbe = resolve));
  const { send, clock, breaker } = setUp([failure(), failure(), probe, ok]);
  await assert.rejects(send());
  await assert.rejects(send());
  await clock.advance(30_000);
  const probing = send();
  breaker.reset();
  assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 0]);
  failProbe?.(failure());
  await assert.rejects(probing);
  assert.deepEqual([breaker.state().kind, breaker.state().failures], ["closed", 0]);
  await send();
});

test("a call whose total time ran out while the device was silent counts as a failure", async () => {
  const timeout = new FortiError({ code: "TIMEOUT", message: "The total is over" });
  const { send, breaker } = setUp([failure({ code: "ABORTED", cause: timeout })]);
  await assert.rejects(send());
  assert.equal(breaker.state().failures, 1);
});

/** An open breaker with autoRetry. */
async function setUpOpen(script: readonly ScriptedStep[], options: CircuitBreakerOptions = {}) {
  const it = setUp([failure(), ...script], { threshold: 1, openMs: 12_000, autoRetry: true, ...options });
  await assert.rejects(it.send());
  return it;
}

test("with autoRetry a call that meets it open waits 5 s at a time, until it may try", async () => {
  const { send, clock, breaker, device } = await setUpOpen([ok]);
  const answer = send();
  await clock.advance(14_999);
  assert.equal(device.requests.length, 1);
  await clock.advance(1);
  assert.equal((await answer).status, 200);
  assert.equal(breaker.state().kind, "closed");
});

test("with autoRetry a call that has waited 3 times fails after all, and has sent nothing", async () => {
  const { send, clock, device } = await setUpOpen([], { openMs: 60_000 });
  const rejected = assert.rejects(send(), (error) => isOpen(error) && error.retryAfterMs === 45_000);
  await clock.advance(15_000);
  await rejected;
  assert.equal(clock.sleeping, 0);
  assert.equal(device.requests.length, 1);
});

test("number and length of these waits are options of their own", async () => {
  const { send, clock } = await setUpOpen([], { maxRetries: 1, retryDelayMs: 100 });
  const rejected = assert.rejects(send(), isOpen);
  await clock.advance(100);
  await rejected;
});

test("with autoRetry parallel calls leave the probe to one, and follow when it went well", async () => {
  let answer: (() => void) | undefined;
  const probe: ScriptedStep = () => new Promise((resolve) => (answer = () => resolve({ status: 200 })));
  const { send, clock, device } = await setUpOpen([probe, ok, ok], { openMs: 5000 });
  const calls = Promise.all([send(), send(), send()]);
  await clock.advance(5000);
  assert.equal(device.requests.length, 2);
  answer?.();
  await clock.advance(5000);
  await calls;
  assert.equal(device.requests.length, 4);
});

test("cancelling ends the wait for the device", async () => {
  const clock = createManualClock();
  const breaker = createCircuitBreaker({ threshold: 1, autoRetry: true }, clock);
  const send = breaker.middleware(createScriptedTransport([failure()]).send);
  await assert.rejects(send(readRequest()));
  const cancel = new AbortController();
  const answer = send(readRequest({ signal: cancel.signal }));
  cancel.abort();
  await assert.rejects(answer, (error) => isFortiError(error, "ABORTED") && error.reached === "no");
  assert.equal(clock.sleeping, 0);
});

test("options that make no sense are refused, also those of autoRetry", () => {
  for (const options of [{ threshold: 0 }, { openMs: -1 }, { maxRetries: -1 }, { retryDelayMs: Number.NaN }]) {
    assert.throws(
      () => createCircuitBreaker(options, createManualClock()),
      (error) => isFortiError(error, "INVALID_INPUT") && error.message.includes(Object.keys(options)[0] ?? ""),
    );
  }
});
