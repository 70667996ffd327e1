import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError } from "../errors.ts";
import { createManualClock, type ManualClock } from "../testing/mod.ts";
import type { DeviceRequest, Handler } from "../types.ts";
import { createCounter } from "./stats.ts";

const SECRET = "geheim123";

function request(changes: Partial<DeviceRequest> = {}): DeviceRequest {
  return {
    operation: "cmdb firewall/address list",
    endpoint: "cmdb/firewall/address",
    effect: "read",
    idempotent: true,
    method: "GET",
    path: "/api/v2/cmdb/firewall/address",
    ...changes,
  };
}

function setUp(clock: ManualClock, answer: () => Promise<unknown> = () => Promise.resolve()) {
  const counter = createCounter(clock, new Set(["count", "sort", "vdom"]));
  const handler: Handler = async () => {
    await answer();
    return { status: 200, headers: {}, body: {} };
  };
  return { counter, send: counter.middleware(handler) };
}

test("before the first request there is nothing", () => {
  assert.deepEqual(setUp(createManualClock()).counter.counts(), {
    requests: 0,
    reads: 0,
    writes: 0,
    successes: 0,
    failures: 0,
    active: 0,
    successRate: 1,
    byCode: {},
    lastRequest: undefined,
  });
});

test("successes, failures, what is under way, and the rate of those that are over", async () => {
  const clock = createManualClock();
  const outcomes: (Error | undefined)[] = [
    undefined,
    undefined,
    new FortiError({ code: "NOT_FOUND", message: "There is none", status: 404 }),
    new TypeError("A bug"),
  ];
  const { counter, send } = setUp(clock, () => {
    const outcome = outcomes.shift();
    return outcome === undefined ? Promise.resolve() : Promise.reject(outcome);
  });
  await send(request());
  await send(request({ effect: "write", method: "POST" }));
  await assert.rejects(send(request()));
  await assert.rejects(send(request({ effect: "session" })));
  const { lastRequest: _, ...counts } = counter.counts();
  assert.deepEqual(counts, {
    requests: 4,
    reads: 2,
    writes: 1,
    successes: 2,
    failures: 2,
    active: 0,
    successRate: 0.5,
    byCode: { NOT_FOUND: 1, OTHER: 1 },
  });
});

test("a request is active until it is over", async () => {
  const clock = createManualClock();
  const { counter, send } = setUp(clock, () => clock.sleep(10));
  const both = [send(request()), send(request())];
  assert.equal(counter.counts().active, 2);
  assert.equal(counter.counts().successRate, 1);
  await clock.advance(10);
  await Promise.all(both);
  assert.equal(counter.counts().active, 0);
});

test("the last request: what, when, how long, and how it ended", async () => {
  const clock = createManualClock({ startMs: 5000 });
  const refusal = new FortiError({ code: "NOT_FOUND", message: "There is none", status: 404 });
  const outcomes: (Error | undefined)[] = [undefined, refusal];
  const { counter, send } = setUp(clock, async () => {
    await clock.sleep(70);
    const outcome = outcomes.shift();
    if (outcome !== undefined) throw outcome;
  });
  const common = { operation: "cmdb firewall/address list", method: "GET", endpoint: "cmdb/firewall/address" };
  const query = [
    ["vdom", "root"],
    ["count", "20"],
  ] as const;
  const first = send(request({ query }));
  await clock.advance(70);
  await first;
  const done = { at: 5000, durationMs: 70, status: 200, code: undefined };
  assert.deepEqual(counter.counts().lastRequest, { ...common, query, ...done });
  const second = assert.rejects(send(request()));
  await clock.advance(70);
  await second;
  const failed = { at: 5070, durationMs: 70, status: 404, code: "NOT_FOUND" };
  assert.deepEqual(counter.counts().lastRequest, { ...common, query: [], ...failed });
});

test("the last request shows no value that could be a secret, wherever it stands", async () => {
  const { counter, send } = setUp(createManualClock());
  const query = [
    ["access_token", SECRET],
    ["filter", `psksecret==${SECRET}`],
    ["vdom", SECRET],
    ["sort", "name"],
  ] as const;
  const body = { passwd: SECRET };
  await send(request({ query, body, secrets: [SECRET], endpoint: `cmdb/user/${SECRET}`, operation: `get ${SECRET}` }));
  const { lastRequest } = counter.counts();
  assert.doesNotMatch(JSON.stringify(lastRequest), new RegExp(SECRET));
  assert.deepEqual(lastRequest?.query, [
    ["access_token", "[redacted]"],
    ["filter", "[redacted]"],
    ["vdom", "[redacted]"],
    ["sort", "name"],
  ]);
});

test("it is a snapshot: what happens later does not change it", async () => {
  const { counter, send } = setUp(createManualClock());
  const before = counter.counts();
  await send(request());
  assert.equal(before.requests, 0);
});
