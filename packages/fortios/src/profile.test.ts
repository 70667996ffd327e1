import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError, token } from "@fortiweave/core";
import {
  createManualClock,
  createScriptedTransport,
  type ManualClock,
  type ScriptedAnswer,
} from "@fortiweave/core/testing";
import { createFortiGate, type DeviceRequest, type FortiGateOptions } from "./client.ts";

const ok: ScriptedAnswer = { body: { status: "success", version: "v7.4.8", results: {} } };

type Device = (request: DeviceRequest) => Promise<ScriptedAnswer | Error>;

/** One request after the other, each so long. */
function serialDevice(clock: ManualClock, serviceMs: number): Device {
  let freeAt = 0;
  return async ({ signal }) => {
    freeAt = Math.max(freeAt, clock.now()) + serviceMs;
    await clock.sleep(freeAt - clock.now(), signal);
    return ok;
  };
}

/** Each request so long, whatever else it does. */
function parallelDevice(clock: ManualClock, serviceMs: number): Device {
  return async () => {
    await clock.sleep(serviceMs);
    return ok;
  };
}

function setUp(createDevice: (clock: ManualClock) => Device, options: Partial<FortiGateOptions> = {}) {
  const runtime = createManualClock();
  const transport = createScriptedTransport(createDevice(runtime));
  const fgt = createFortiGate({ transport, runtime, auth: token("0123456789abcdefghijklmno"), ...options });
  /** Lets time pass until it is over. */
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const watched = work.finally(() => {
      over = true;
    });
    watched.catch(() => undefined);
    while (!over) await runtime.advance(10);
    return watched;
  };
  return { fgt, runtime, transport, settle };
}

test("a device that takes one request after the other", async () => {
  const { fgt, transport, runtime, settle } = setUp((clock) => serialDevice(clock, 100));
  const profile = await settle(fgt.profile());
  const { sequential, parallel, recommended, text, endpoints, ...rest } = profile;
  const same = { minMs: 100, avgMs: 100, p50Ms: 100, p95Ms: 100, maxMs: 100 };
  assert.deepEqual(sequential, { parallel: 1, requests: 30, ...same, perSecond: 10 });
  assert.deepEqual(endpoints, {
    "monitor/system/status": { requests: 15, ...same },
    "cmdb/firewall/address": { requests: 15, ...same },
  });
  assert.deepEqual(
    parallel.map((step) => [step.parallel, step.requests, step.p50Ms, step.perSecond]),
    [
      [2, 6, 200, 10],
      [4, 12, 400, 10],
      [8, 25, 800, 10],
    ],
  );
  assert.deepEqual(recommended, { connections: 2, keepAliveConnections: 2, pace: "adaptive" });
  assert.deepEqual(rest, {
    version: "7.4.8",
    requests: 89,
    durationMs: 8900,
    firstAnswerMs: 100,
    serialises: true,
    stoppedBy: undefined,
  });
  assert.match(text, /one request after the other/);
  assert.equal(transport.requests.length, 89);
  assert.equal(runtime.sleeping, 0);
});

test("a device that answers several at a time", async () => {
  const { fgt, settle } = setUp((clock) => parallelDevice(clock, 50));
  const { serialises, recommended, parallel, text } = await settle(fgt.profile());
  assert.equal(serialises, false);
  assert.deepEqual(recommended, { connections: 8, keepAliveConnections: 8 });
  assert.ok(parallel.every(({ p50Ms, parallel: atATime, perSecond }) => p50Ms === 50 && perSecond <= atATime * 20));
  assert.match(text, /several at a time/);
  assert.match(text, /^Recommended: connections 8, keepAliveConnections 8, pace off$/m);
});

test("the step is recommended beyond which nothing is gained", async () => {
  const { fgt, settle } = setUp((clock) => {
    let active = 0;
    return async () => {
      active++;
      await clock.sleep(active > 4 ? 200 : 100);
      active--;
      return ok;
    };
  });
  const { recommended } = await settle(fgt.profile());
  assert.equal(recommended.connections, 4);
});

test("it is plain data", async () => {
  const { fgt, settle } = setUp((clock) => serialDevice(clock, 10));
  const profile = await settle(fgt.profile());
  assert.deepEqual(JSON.parse(JSON.stringify({ ...profile, stoppedBy: null })), { ...profile, stoppedBy: null });
});

test("it only reads, and never more than it was told", async () => {
  for (const requests of [10, 11, 25, 90]) {
    const { fgt, transport, settle } = setUp((clock) => parallelDevice(clock, 20));
    const profile = await settle(fgt.profile({ requests }));
    assert.ok(transport.requests.every(({ effect, method }) => effect === "read" && method === "GET"));
    assert.ok(transport.requests.length <= requests);
    assert.equal(profile.requests, transport.requests.length);
  }
});

test("with too few requests for it, whether the device takes one after the other stays open", async () => {
  const { fgt, settle } = setUp((clock) => parallelDevice(clock, 20));
  const { serialises, parallel, recommended, text } = await settle(fgt.profile({ requests: 10 }));
  assert.deepEqual([serialises, parallel, recommended], [undefined, [], { connections: 2, keepAliveConnections: 2 }]);
  assert.match(text, /was not measured/);
});

test("it ends with its budget, whatever the device does, and leaves nothing behind", async () => {
  const { fgt, runtime, settle } = setUp((clock) => serialDevice(clock, 400));
  const profile = await settle(fgt.profile({ budgetMs: 14_000 }));
  assert.ok(profile.durationMs <= 14_000, String(profile.durationMs));
  assert.equal(profile.stoppedBy, "budget");
  assert.ok(profile.sequential.requests >= 2);
  assert.match(profile.text, /^Stopped early: budget$/m);
  assert.equal(runtime.sleeping, 0);
});

test("a budget too short for anything is TIMEOUT", async () => {
  const { fgt, settle } = setUp((clock) => serialDevice(clock, 1000));
  await assert.rejects(settle(fgt.profile({ budgetMs: 3500 })), (error) => {
    return isFortiError(error, "TIMEOUT") && /budgetMs/.test(error.hint ?? "");
  });
});

test("a device in trouble is left alone: nothing more is sent after the first error", async () => {
  const busy: ScriptedAnswer = { status: 503, body: "<html>busy</html>" };
  for (const [options, reason] of [
    [{ retry: { maxRetries: 0 } }, "BAD_RESPONSE"],
    [{ retry: { baseMs: 1 } }, "retry"],
  ] as const) {
    const { fgt, transport, settle } = setUp((clock) => {
      const device = parallelDevice(clock, 10);
      let turn = 0;
      return (request) => (++turn === 40 ? Promise.resolve(busy) : device(request));
    }, options);
    const { stoppedBy } = await settle(fgt.profile());
    assert.equal(stoppedBy, reason);
    assert.ok(transport.requests.length <= 40 + 8, String(transport.requests.length));
  }
});

test("what the administrator may not read is left out", async () => {
  const refused: ScriptedAnswer = { status: 403, body: { status: "error", http_status: 403 } };
  const { fgt, settle } = setUp((clock) => {
    const device = parallelDevice(clock, 10);
    return (request) => (request.path.includes("monitor") ? Promise.resolve(refused) : device(request));
  });
  const { endpoints } = await settle(fgt.profile());
  assert.deepEqual(Object.keys(endpoints), ["cmdb/firewall/address"]);
  const none = setUp(() => () => Promise.resolve(refused));
  await assert.rejects(none.settle(none.fgt.profile()), (error) => isFortiError(error, "FORBIDDEN"));
});

test("the first failure of another kind comes out as it is", async () => {
  const down = new FortiError({ code: "NETWORK", message: "No route", reached: "no" });
  const { fgt, transport, settle } = setUp(() => () => Promise.resolve(down), { retry: { maxRetries: 0 } });
  await assert.rejects(settle(fgt.profile()), (error) => error === down);
  assert.equal(transport.requests.length, 1);
});

test("cancelling ends it", async () => {
  const { fgt, runtime } = setUp((clock) => serialDevice(clock, 100));
  const cancel = new AbortController();
  const rejected = assert.rejects(fgt.profile({ signal: cancel.signal }));
  await runtime.advance(1500);
  cancel.abort(new Error("enough"));
  await rejected;
  assert.equal(runtime.sleeping, 0);
});

test("no step has more requests at a time than the client has connections", async () => {
  const runtime = createManualClock();
  const inner = createScriptedTransport(parallelDevice(runtime, 10));
  const connections = { maxConnections: 4, keepAliveConnections: 4, http2: false, active: 0, exhausted: 0 };
  const fgt = createFortiGate({ transport: { ...inner, send: inner.send, stats: () => connections }, runtime });
  const work = fgt.profile();
  await runtime.advance(5000);
  assert.deepEqual(
    (await work).parallel.map(({ parallel }) => parallel),
    [2, 4],
  );
});

test("options that make no sense are refused by name", async () => {
  const { fgt, transport } = setUp((clock) => serialDevice(clock, 1));
  for (const [name, options] of Object.entries({ requests: { requests: 9 }, budgetMs: { budgetMs: 0 } })) {
    await assert.rejects(
      fgt.profile(options),
      (error) => isFortiError(error, "INVALID_INPUT") && error.message.includes(name),
    );
  }
  assert.equal(transport.requests.length, 0);
});
