import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { createLatency, RECENT_ANSWERS } from "./latency.ts";

function setUp() {
  const latency = createLatency();
  const answer = (durationMs: number, endpoint = "cmdb/firewall/address", status: number | undefined = 200): void =>
    latency.observe({
      request: readRequest({ endpoint }),
      durationMs,
      status,
      code: undefined,
      retryAfterMs: undefined,
    });
  return { latency, answer };
}

test("count, mean, least, greatest and percentiles by endpoint", () => {
  const { latency, answer } = setUp();
  for (const ms of [30, 10, 20, 100]) answer(ms);
  answer(7, "monitor/system/status");
  assert.deepEqual(latency.stats(), {
    "cmdb/firewall/address": { count: 4, avgMs: 40, minMs: 10, maxMs: 100, p50Ms: 20, p95Ms: 100, isSlow: false },
    "monitor/system/status": { count: 1, avgMs: 7, minMs: 7, maxMs: 7, p50Ms: 7, p95Ms: 7, isSlow: false },
  });
});

test("an attempt without an answer says nothing, a refusal does", () => {
  const { latency, answer } = setUp();
  latency.observe({
    request: readRequest(),
    durationMs: 300_000,
    status: undefined,
    code: "TIMEOUT",
    retryAfterMs: undefined,
  });
  assert.deepEqual(latency.stats(), {});
  answer(5, "cmdb/firewall/address", 404);
  assert.equal(latency.stats()["cmdb/firewall/address"]?.count, 1);
});

test("percentiles follow the device, count and extremes are of all answers", () => {
  const { latency, answer } = setUp();
  answer(9000);
  for (let turn = 0; turn < RECENT_ANSWERS; turn++) answer(50);
  const stats = latency.stats()["cmdb/firewall/address"];
  assert.deepEqual([stats?.p95Ms, stats?.maxMs, stats?.count], [50, 9000, RECENT_ANSWERS + 1]);
});

test("an endpoint is slow when half of its answers take a second", () => {
  const { latency, answer } = setUp();
  const isSlow = () => latency.stats()["cmdb/firewall/address"]?.isSlow;
  for (const ms of [1000, 1500, 10]) answer(ms);
  assert.equal(isSlow(), true);
  answer(10);
  assert.equal(isSlow(), false);
});
