import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { FortiError, isFortiError } from "../errors.ts";
import { authenticate } from "../middleware/authenticate.ts";
import { createManualClock } from "../testing/manual-clock.ts";
import type { DeviceRequest, DeviceResponse, Handler } from "../types.ts";
import { createSession, type SessionOptions, type SessionProtocol } from "./session.ts";

/** A device that knows the keys it gave, and a client of it. */
function open(changes: Partial<SessionProtocol<string>> = {}, options: Partial<SessionOptions> = {}) {
  const clock = createManualClock();
  const alive = new Set<string>();
  const log: string[] = [];
  let given = 0;

  const protocol: SessionProtocol<string> = {
    kind: "key",
    signIn: async () => {
      log.push("sign in");
      await clock.sleep(10);
      const key = `k${++given}`;
      alive.add(key);
      return key;
    },
    signOut: (key) => {
      log.push(`sign out ${key}`);
      alive.delete(key);
      return Promise.resolve();
    },
    authorize: (request, key) => ({ ...request, headers: { "x-key": key }, secrets: [key] }),
    judge: ({ status }) => (status === 401 ? "over" : status === 403 ? "doubtful" : undefined),
    ...changes,
  };
  const strategy = createSession(protocol, { runtime: clock, ...options });
  const answer: { status: number | undefined; headers: Record<string, string> } = { status: undefined, headers: {} };
  const device: Handler = ({ headers, operation }) => {
    const key = headers?.["x-key"] ?? "";
    const status = alive.has(key) ? (answer.status ?? 200) : 401;
    log.push(`${operation.split(" ").at(-1)} ${key}: ${status}`);
    if (status === 200) return Promise.resolve<DeviceResponse>({ status, headers: answer.headers, body: "" });
    return Promise.reject(new FortiError({ code: "FORBIDDEN", message: "no", status }));
  };
  const send = authenticate(strategy)(device);
  /** Sends, and lets the time pass that a sign-in takes. */
  const call = async (request: DeviceRequest = readRequest()): Promise<DeviceResponse> => {
    const sent = send(request);
    sent.catch(() => undefined);
    await clock.advance(20);
    return sent;
  };
  return { clock, alive, log, strategy, answer, send, call };
}

test("it signs in with the first request, keeps the session, and signs out once", async () => {
  const { strategy, call, log } = open();
  assert.deepEqual(strategy.stats?.(), { kind: "key", signedIn: false, signIns: 0, lastUsedAt: undefined });
  await call();
  await call(createRequest());
  assert.deepEqual(strategy.stats?.(), { kind: "key", signedIn: true, signIns: 1, lastUsedAt: 20 });
  await Promise.all([strategy.close?.(), strategy.close?.()]);
  await strategy.close?.();
  assert.deepEqual(log, ["sign in", "list k1: 200", "create k1: 200", "sign out k1"]);
  await assert.rejects(call(), (error) => isFortiError(error, "INVALID_INPUT") && /closed/.test(error.message));
});

test("parallel requests share one sign-in, and one more when the session has ended", async () => {
  const { clock, alive, send, log } = open();
  const all = () => Promise.all(Array.from({ length: 20 }, () => send(readRequest())));
  const first = all();
  await clock.advance(20);
  await first;
  alive.clear();
  const second = all();
  await clock.advance(20);
  await second;
  assert.equal(log.filter((line) => line === "sign in").length, 2);
  assert.equal(log.filter((line) => line === "list k1: 401").length, 20);
  assert.equal(log.filter((line) => line === "list k2: 200").length, 20);
});

test("a request that comes back late from an old session takes the current one", async () => {
  const { alive, strategy, call, log } = open();
  await call();
  const late = await strategy.authorize(readRequest());
  alive.clear();
  await call();
  const error = new FortiError({ code: "SESSION_EXPIRED", message: "over", status: 401 });
  assert.equal(strategy.recover?.(error, late), true);
  await call();
  assert.equal(log.filter((line) => line === "sign in").length, 2, "the current session was kept");
});

test("a session that ends at once is not renewed in circles", async () => {
  const { alive, call, log } = open();
  await call();
  alive.clear();
  alive.add = () => alive;
  await assert.rejects(call(), (error) => isFortiError(error) && error.status === 401);
  assert.deepEqual(log.slice(2), ["list k1: 401", "sign in", "list k2: 401"]);
});

test("who is cancelled stops waiting, and the others go on with the same sign-in", async () => {
  const { clock, send, log } = open();
  const cancel = new AbortController();
  const request = readRequest({ signal: cancel.signal });
  const impatient = assert.rejects(send(request), (error) => {
    return isFortiError(error, "ABORTED") && error.reached === "no" && /the sign-in/.test(error.message);
  });
  const patient = send(readRequest());
  cancel.abort();
  await impatient;
  await clock.advance(20);
  assert.equal((await patient).status, 200);
  assert.deepEqual(log, ["sign in", "list k1: 200"]);
});

test("a request that is cancelled already does not sign in", async () => {
  const { call, log } = open();
  await assert.rejects(call(readRequest({ signal: AbortSignal.abort() })), (error) => isFortiError(error, "ABORTED"));
  assert.deepEqual(log, []);
});

test("a sign-in that nobody waits for any more is kept for the next", async () => {
  const { clock, send, call, log } = open();
  const cancel = new AbortController();
  const sent = assert.rejects(send(readRequest({ signal: cancel.signal })));
  cancel.abort();
  await sent;
  await clock.advance(20);
  await call();
  assert.deepEqual(log, ["sign in", "list k1: 200"]);
});

test("a session that stood idle since its last request gives way to a new one", async () => {
  const { clock, call, log } = open();
  await call();
  for (const ms of [299_000, 299_000, 301_000]) {
    await clock.advance(ms);
    await call();
  }
  const kept = Array.from({ length: 3 }, () => "list k1: 200");
  assert.deepEqual(log, ["sign in", ...kept, "sign out k1", "sign in", "list k2: 200"]);
});

test("an answer keeps a session awake as a request does", async () => {
  const { clock, call, strategy, log } = open();
  await call();
  const slow = await strategy.authorize(readRequest());
  await clock.advance(290_000);
  strategy.learn?.({ status: 200, headers: {}, body: "" }, slow);
  await clock.advance(290_000);
  await call();
  assert.equal(log.filter((line) => line === "sign in").length, 1);
});

test("a request that fails keeps a session awake too", async () => {
  const { clock, answer, call, strategy } = open();
  await call();
  answer.status = 404;
  for (let turn = 0; turn < 3; turn++) {
    await clock.advance(290_000);
    await assert.rejects(call());
  }
  assert.equal(strategy.stats?.().signIns, 1);
});

test("idle renewal can be set and switched off", async () => {
  for (const [idleTimeoutMs, signIns] of [
    [1000, 2],
    [false, 1],
  ] as const) {
    const { clock, call, strategy } = open({}, { idleTimeoutMs });
    await call();
    await clock.advance(86_400_000);
    await call();
    assert.equal(strategy.stats?.().signIns, signIns);
  }
  assert.throws(
    () => open({}, { idleTimeoutMs: 0 }),
    (error) => isFortiError(error, "INVALID_INPUT") && /idleTimeoutMs/.test(error.message),
  );
});

test("where the device can keep an idle session, it is asked to, and signs in anew only when it has ended it", async () => {
  const asked: string[] = [];
  const { clock, call, log } = open({
    renew: (key) => {
      asked.push(key);
      return Promise.resolve(asked.length === 1 ? key : undefined);
    },
  });
  await call();
  await clock.advance(301_000);
  await call();
  assert.deepEqual(log, ["sign in", "list k1: 200", "list k1: 200"]);
  await clock.advance(301_000);
  await call();
  assert.deepEqual(asked, ["k1", "k1"]);
  assert.deepEqual(log.slice(3), ["sign in", "list k2: 200"]);
});

test("an idle session that could not be renewed is neither replaced nor forgotten", async () => {
  let turns = 0;
  const { clock, call, strategy, log } = open({
    renew: (key) =>
      ++turns < 3 ? Promise.reject(new FortiError({ code: "NETWORK", message: "no" })) : Promise.resolve(key),
  });
  await call();
  await clock.advance(301_000);
  for (let turn = 0; turn < 2; turn++) await assert.rejects(call(), (error) => isFortiError(error, "NETWORK"));
  await call();
  await strategy.close?.();
  assert.deepEqual([turns, log], [3, ["sign in", "list k1: 200", "list k1: 200", "sign out k1"]]);
});

test("an idle session that the device refuses to renew gives way to a new one", async () => {
  const refusal = new FortiError({ code: "FORBIDDEN", message: "no", status: 403 });
  const { clock, call, log } = open({ renew: () => Promise.reject(refusal) });
  await call();
  await clock.advance(301_000);
  await assert.rejects(call(), refusal);
  await call();
  assert.deepEqual(log.slice(2), ["sign in", "list k2: 200"]);
});

test("what an answer changes in a session counts from then on", async () => {
  const { answer, alive, call, log } = open({ learn: (key, { headers }) => headers["x-next"] ?? key });
  answer.headers = { "x-next": "k9" };
  alive.add("k9");
  await call();
  await call();
  assert.deepEqual(log, ["sign in", "list k1: 200", "list k9: 200"]);
});

test("a doubtful failure is tried once with a new session, and then believed", async () => {
  const { answer, call, log } = open();
  await call();
  answer.status = 403;
  const forbidden = () => assert.rejects(call(createRequest()), (error) => isFortiError(error, "FORBIDDEN"));
  await forbidden();
  await forbidden();
  assert.deepEqual(log.slice(2), ["create k1: 403", "sign out k1", "sign in", "create k2: 403", "create k2: 403"]);
});

test("where the device can be asked, a session in doubt that stands is kept, and its failure believed", async () => {
  const asked: string[] = [];
  const { answer, call, log } = open({ stands: (key) => Promise.resolve(asked.push(key) > 0) });
  await call();
  answer.status = 403;
  for (let turn = 0; turn < 2; turn++) {
    await assert.rejects(call(createRequest()), (error) => isFortiError(error, "FORBIDDEN"));
  }
  assert.deepEqual(asked, ["k1", "k1"]);
  assert.deepEqual(log, ["sign in", "list k1: 200", "create k1: 403", "create k1: 403"]);
});

test("parallel doubts ask the device once, and share one sign-in when the session is gone", async () => {
  let asked = 0;
  const { clock, alive, send, log, call } = open({
    judge: ({ status }) => (status === undefined ? undefined : "doubtful"),
    stands: (key) => {
      asked++;
      return clock.sleep(5).then(() => alive.has(key));
    },
  });
  await call();
  for (let turn = 2; turn < 4; turn++) {
    alive.clear();
    const all = Promise.all(Array.from({ length: 20 }, () => send(readRequest())));
    await clock.advance(5);
    await clock.advance(20);
    await all;
    assert.equal(asked, turn - 1, "a session that took another's place may end as well");
    assert.equal(log.filter((line) => line === "sign in").length, turn);
  }
});

test("a session in doubt is not replaced twice in a row, whatever the device says when it is asked", async () => {
  const { answer, call, log } = open({ stands: () => Promise.resolve(false) });
  await call();
  answer.status = 403;
  await assert.rejects(call(createRequest()));
  await assert.rejects(call(createRequest()));
  assert.deepEqual(log.slice(2), ["create k1: 403", "sign out k1", "sign in", "create k2: 403", "create k2: 403"]);
});

test("a device that cannot be asked leaves the session as it is", async () => {
  const { answer, call, log } = open({
    stands: () => Promise.reject(new FortiError({ code: "NETWORK", message: "" })),
  });
  await call();
  answer.status = 403;
  await assert.rejects(call(createRequest()), (error) => isFortiError(error, "FORBIDDEN"));
  assert.deepEqual(log.slice(2), ["create k1: 403"]);
});

test("who is cancelled does not wait until the device says whether the session stands", async () => {
  const { answer, call, send, strategy } = open({ stands: () => new Promise(() => undefined) });
  await call();
  answer.status = 403;
  const controller = new AbortController();
  const cancelled = send({ ...readRequest(), signal: controller.signal });
  await Promise.resolve();
  controller.abort();
  await assert.rejects(cancelled, (error) => isFortiError(error, "ABORTED"));
  assert.equal(strategy.stats?.()?.signedIn, true);
});

test("what stands beside the sessions is ended last, also when the sign-out fails", async () => {
  const ends: string[] = [];
  const { call, strategy } = open({
    signOut: () => Promise.reject(new Error("no")),
    end: () => Promise.resolve(void ends.push("end")),
  });
  await call();
  await strategy.close?.();
  await strategy.close?.();
  assert.deepEqual(ends, ["end"]);
});

test("a session in doubt that nobody replaced is signed out in the end", async () => {
  const { strategy, call, log } = open();
  await call();
  const sent = await strategy.authorize(createRequest());
  const error = new FortiError({ code: "FORBIDDEN", message: "no", status: 403 });
  assert.equal(strategy.recover?.(error, sent), true);
  await strategy.close?.();
  assert.deepEqual(log.slice(2), ["sign out k1"]);
});

test("a clock that is set back holds back no sign-in for longer", async () => {
  let turns = 0;
  const { clock, call } = open({
    signIn: () => Promise.reject(new FortiError({ code: "AUTH_FAILED", message: `no ${++turns}` })),
  });
  await clock.advance(3_600_000);
  await assert.rejects(call());
  await assert.rejects(call(), /not tried again for another/);
  assert.equal(turns, 1);
  await clock.advance(-3_000_000);
  await assert.rejects(call());
  assert.equal(turns, 2);
});

test("a sign-in that was refused is not tried again for a minute", async () => {
  let turns = 0;
  const refusal = new FortiError({ code: "AUTH_FAILED", message: "Cannot sign in", hint: "Mind", deviceCode: -1 });
  const { clock, call } = open({
    signIn: () => {
      turns++;
      return Promise.reject(refusal);
    },
  });
  await assert.rejects(call(), (error) => error === refusal);
  await assert.rejects(call(), (error) => {
    assert.ok(isFortiError(error, "AUTH_FAILED"));
    assert.match(error.message, /^Cannot sign in; not tried again for another 60 s$/);
    assert.deepEqual([error.hint, error.deviceCode, error.reached], ["Mind", -1, "no"]);
    return true;
  });
  assert.equal(turns, 1);
  await clock.advance(60_000);
  await assert.rejects(call());
  assert.equal(turns, 2);
});

test("a lockout is waited out for as long as the device says, whichever request hears of it", async () => {
  const { clock, alive, call, strategy, log } = open();
  await call();
  const lockout = new FortiError({ code: "LOCKED_OUT", message: "locked", status: 429, retryAfterMs: 300_000 });
  const sent = await strategy.authorize(readRequest());
  assert.equal(strategy.recover?.(lockout, sent), false);
  alive.clear();
  for (const ms of [0, 200_000]) {
    await clock.advance(ms);
    await assert.rejects(call(), (error) => isFortiError(error, "LOCKED_OUT") && (error.retryAfterMs ?? 0) > 90_000);
  }
  await clock.advance(100_000);
  await call();
  assert.equal(log.filter((line) => line === "sign in").length, 2);
});

test("other failures of a sign-in reach those who wait, and the next request tries again", async () => {
  let turns = 0;
  const { clock, send, call } = open({
    signIn: () => {
      const lost = new FortiError({ code: "NETWORK", message: "no route" });
      return ++turns === 1 ? Promise.reject(lost) : Promise.resolve("k");
    },
  });
  const both = [send(readRequest()), send(readRequest())];
  for (const one of both) await assert.rejects(one, (error) => isFortiError(error, "NETWORK"));
  assert.equal(turns, 1);
  await clock.advance(1);
  await assert.rejects(call(), (error) => isFortiError(error) && error.status === 401);
  assert.equal(turns, 3);
});

test("closing without a session sends nothing, and during a sign-in waits for it", async () => {
  const idle = open();
  await idle.strategy.close?.();
  assert.deepEqual(idle.log, []);

  const { clock, send, strategy, log } = open();
  const cancel = new AbortController();
  const sent = assert.rejects(send(readRequest({ signal: cancel.signal })));
  cancel.abort();
  await sent;
  const closed = strategy.close?.();
  await clock.advance(20);
  await closed;
  assert.deepEqual(log, ["sign in", "sign out k1"]);
});

test("a device that is gone holds up closing for 5 seconds and no more, and whatever it throws is passed over", async () => {
  const refusing = open({ signOut: () => Promise.reject(new Error("gone")) });
  await refusing.call();
  await refusing.strategy.close?.();

  let wasCancelled = false;
  const { clock, call, strategy } = open({
    signOut: (_key, signal) =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          wasCancelled = true;
        });
      }),
  });
  await call();
  let isClosed = false;
  const closed = strategy.close?.().then(() => {
    isClosed = true;
  });
  await clock.advance(4999);
  assert.equal(isClosed, false);
  await clock.advance(1);
  await closed;
  assert.equal(wasCancelled, true);
  assert.equal(clock.sleeping, 0);
});

test("a sign-in that hangs is given up when the client closes", async () => {
  let signal: AbortSignal | undefined;
  const { clock, send, strategy } = open({
    signIn: (own) => {
      signal = own;
      return new Promise(() => undefined);
    },
  });
  const cancel = new AbortController();
  const sent = assert.rejects(send(readRequest({ signal: cancel.signal })));
  cancel.abort();
  await sent;
  const closed = strategy.close?.();
  await clock.advance(5000);
  await closed;
  assert.equal(signal?.aborted, true);
});
