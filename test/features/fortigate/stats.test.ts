import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();
const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list({ count: 2 });

beforeEach(() => device.reset());

test("feature stats: requests, successes, failures and the rate of success", async () => {
  await using fgt = device.connect({ retry: { maxRetries: 0 } });
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create({ name: "web", subnet: "192.0.2.1/32" });
  await addresses.find("nope");
  await addresses.get("web");
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(list(fgt));
  const { requests, reads, writes, successes, failures, active, successRate, byCode } = fgt.stats();
  assert.deepEqual([requests, reads, writes, successes, failures, active, successRate], [4, 3, 1, 2, 2, 0, 0.5]);
  assert.deepEqual(byCode, { NOT_FOUND: 1, NETWORK: 1 });
});

test("feature stats: retries by code and by endpoint, and when the last was", async () => {
  const before = Date.now();
  await using fgt = device.connect();
  await device.fault({ kind: "status", status: 503, times: 2 });
  await list(fgt);
  const { retries, recovered, byCode, byEndpoint, lastRetryAt } = fgt.stats().retry;
  assert.deepEqual([retries, recovered, byCode], [2, 1, { DEVICE_ERROR: 2 }]);
  assert.deepEqual(byEndpoint, { "cmdb/firewall/address": 2 });
  assert.ok(lastRetryAt !== undefined && lastRetryAt >= before && lastRetryAt <= Date.now());
});

test("feature stats: the breaker, and whether there is an adaptive pace", async () => {
  await using fgt = device.connect({ retry: { maxRetries: 0 }, pace: "adaptive" });
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(list(fgt));
  const { circuitBreaker, pace } = fgt.stats();
  const { lastFailureAt, ...state } = circuitBreaker;
  assert.deepEqual(state, { kind: "closed", failures: 1, threshold: 10, openMs: 30_000 });
  assert.ok(typeof lastFailureAt === "number");
  assert.deepEqual(pace, { kind: "free", active: 0, waiting: 0 });
});

test("feature stats: connections as configured, and how often a request had to wait for one", async () => {
  await using byDefault = device.connect();
  const known = { http2: false, active: 0, exhausted: 0 };
  assert.deepEqual(byDefault.stats().connections, { maxConnections: 10, keepAliveConnections: 5, ...known });
  await using fgt = device.connect({ connections: 2, keepAliveConnections: 1 });
  await Promise.all(Array.from({ length: 5 }, () => list(fgt)));
  const { connections } = fgt.stats();
  assert.deepEqual(connections, { maxConnections: 2, keepAliveConnections: 1, ...known, exhausted: 3 });
});

test("feature stats: what is under way counts as active, of the requests and of the connections", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "hang" });
  const cancel = new AbortController();
  const calls = [1, 2].map(() => fgt.cmdb("firewall/address").list({ signal: cancel.signal, timeoutMs: 10_000 }));
  const over = Promise.allSettled(calls);
  while ((await device.requests()).length < 2);
  const { active, connections } = fgt.stats();
  cancel.abort();
  await over;
  assert.deepEqual([active, connections?.active], [2, 2]);
  assert.deepEqual([fgt.stats().active, fgt.stats().connections?.active], [0, 0]);
});

test("feature stats: response times by endpoint, without keys, of answers and refusals", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await device.fault({ kind: "delay", ms: 40, times: 1 });
  for (const name of ["all", "none", "nope"]) await addresses.find(name);
  await fgt.monitor("system/status").get();
  const { latency } = fgt.stats();
  assert.deepEqual(Object.keys(latency), ["cmdb/firewall/address", "monitor/system/status"]);
  const times = latency["cmdb/firewall/address"];
  assert.ok(times !== undefined);
  const { count, minMs, p50Ms, avgMs, p95Ms, maxMs, isSlow } = times;
  assert.deepEqual([count, isSlow], [3, false]);
  assert.ok(maxMs >= 40 && maxMs === p95Ms, "the slowest of three is the 95th of 100");
  assert.ok(minMs <= p50Ms && p50Ms < maxMs && minMs <= avgMs && avgMs < maxMs);
});

test("feature stats: the last request, with its parameters", async () => {
  await using fgt = device.connect({ vdom: "root" });
  assert.equal(fgt.stats().lastRequest, undefined);
  const before = Date.now();
  await fgt.cmdb("firewall/address").list({ count: 2, filter: [["name", "==", "all"]] });
  const { at = 0, durationMs = -1, query = [], ...last } = fgt.stats().lastRequest ?? {};
  assert.deepEqual(last, {
    operation: "cmdb firewall/address list",
    method: "GET",
    endpoint: "cmdb/firewall/address",
    status: 200,
    code: undefined,
  });
  const { vdom, filter, count } = Object.fromEntries(query);
  assert.deepEqual([vdom, filter, count], ["root", "[redacted]", "2"]);
  assert.ok(at >= before && durationMs >= 0);
  await assert.rejects(fgt.cmdb("firewall/address").get("nope"), (error) => isFortiError(error, "NOT_FOUND"));
  const failed = fgt.stats().lastRequest;
  assert.deepEqual([failed?.status, failed?.code, failed?.endpoint], [404, "NOT_FOUND", "cmdb/firewall/address"]);
});

test("feature stats: one plain object without a secret in it", async () => {
  await using fgt = device.connect({ pace: "adaptive" });
  await fgt.cmdb("user/local").create({ name: "planted-user", type: "password", passwd: "planted-password" });
  await fgt.cmdb("firewall/address").list({ filter: [["comment", "==", "planted-comment"]] });
  const stats = fgt.stats();
  assert.deepEqual(structuredClone(stats), stats);
  const text = JSON.stringify(stats);
  for (const secret of [device.handle.token, "planted-"]) assert.ok(!text.includes(secret), secret);
});
