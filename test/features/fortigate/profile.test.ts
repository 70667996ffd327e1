import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

test("feature profile: a device that takes one request after the other, and what to do about it", async () => {
  await device.fault({ kind: "delay", ms: 20, inTurn: true });
  await using fgt = device.connect();
  const { version, serialises, recommended, sequential, parallel, endpoints, text } = await fgt.profile();
  assert.equal(version, "7.6.5");
  assert.equal(serialises, true);
  assert.deepEqual(recommended, { connections: 2, keepAliveConnections: 2, pace: "adaptive" });
  assert.deepEqual(
    [sequential, ...parallel].map((step) => step.parallel),
    [1, 2, 4, 8],
  );
  assert.ok(sequential.minMs >= 19 && sequential.p50Ms <= sequential.p95Ms && sequential.perSecond <= 55);
  const last = parallel.at(-1);
  assert.ok(last !== undefined && last.p50Ms > 3 * sequential.p50Ms, "eight at a time wait for each other");
  assert.deepEqual(Object.keys(endpoints), ["monitor/system/status", "cmdb/firewall/address"]);
  assert.match(
    text,
    /one request after the other.*\n.*Recommended: connections 2, keepAliveConnections 2, pace adaptive/,
  );
});

test("feature profile: a device that answers several at a time", async () => {
  await device.fault({ kind: "delay", ms: 40 });
  await using fgt = device.connect();
  const { serialises, recommended, parallel, sequential } = await fgt.profile();
  assert.equal(serialises, false);
  assert.ok(recommended.connections >= 4 && recommended.pace === undefined);
  assert.equal(recommended.keepAliveConnections, recommended.connections);
  assert.ok(parallel.some(({ perSecond }) => perSecond > 2 * sequential.perSecond));
});

test("feature profile: what it recommends are options to connect with", async () => {
  await using fgt = device.connect();
  const { recommended } = await fgt.profile({ requests: 30 });
  await using next = device.connect(recommended);
  await next.cmdb("firewall/address").list();
  assert.equal(next.stats().connections?.maxConnections, recommended.connections);
});

test("feature profile: it only reads, and no more often than it may", async () => {
  await using fgt = device.connect();
  const profile = await fgt.profile({ requests: 40 });
  const requests = await device.requests();
  assert.ok(requests.every(({ method }) => method === "GET"));
  assert.ok(requests.length <= 40);
  assert.equal(profile.requests, requests.length);
});

test("feature profile: it ends with its budget", async () => {
  await device.fault({ kind: "delay", ms: 10, inTurn: true });
  await using fgt = device.connect();
  const { stoppedBy, durationMs, requests } = await fgt.profile({ budgetMs: 250 });
  assert.equal(stoppedBy, "budget");
  assert.ok(durationMs < 600 && requests < 60, `${durationMs} ms, ${requests} requests`);
});

test("feature profile: a device that has too much to do is left alone", async () => {
  await device.fault({ kind: "delay", ms: 1, times: 20 });
  await device.fault({ kind: "status", status: 503 });
  await using fgt = device.connect();
  const { stoppedBy, sequential, parallel, serialises } = await fgt.profile();
  assert.equal(stoppedBy, "DEVICE_ERROR");
  assert.deepEqual([sequential.requests, parallel, serialises], [18, [], undefined]);
  const busy = (await device.requests()).filter(({ status }) => status === 503);
  assert.equal(busy.length, 4, "the one that failed, with its retries, and no other");
});

test("feature profile: a device that cannot be reached or refuses is no profile, but an error", async () => {
  await using stranger = device.connect({ token: "wrong-token-0123456789abcdef" });
  await assert.rejects(stranger.profile(), (error) => isFortiError(error, "AUTH_FAILED"));
  await using nobody = device.connect({ url: "https://127.0.0.1:1", retry: { maxRetries: 0 } });
  await assert.rejects(nobody.profile(), (error) => isFortiError(error, "NETWORK"));
});
