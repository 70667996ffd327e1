import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { beforeEach, test } from "node:test";
import { type FortiGate, isFortiError, type RetryOptions } from "@fortiweave/fortios";
import type { FaultSpec } from "@fortiweave/simulator";
import { openDevice } from "../../contract/device.ts";
import { connectInstantly } from "../instant-client.ts";

const device = await openDevice();
const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list();
const create = (fgt: FortiGate): Promise<unknown> =>
  fgt.cmdb("firewall/address").create({ name: "web", subnet: "192.0.2.1/32" });

beforeEach(() => device.reset());

/** The waits of a read that never gets through. */
async function waitsOf(retry: RetryOptions, random = () => 0.5): Promise<readonly number[]> {
  await device.fault({ kind: "drop" });
  const { fgt, waits } = connectInstantly(device, { retry, random });
  await using _ = fgt;
  await assert.rejects(list(fgt));
  await device.reset();
  return waits;
}

test("feature retry: a read is sent again up to maxRetries times, 3 unless told", async () => {
  for (const [retry, attempts] of [
    [{}, 4],
    [{ maxRetries: 1 }, 2],
    [{ maxRetries: 0 }, 1],
  ] as const) {
    await device.fault({ kind: "drop" });
    const { fgt } = connectInstantly(device, { retry });
    await assert.rejects(list(fgt), (error) => isFortiError(error, "NETWORK"));
    assert.equal((await device.requests()).length, attempts);
    await fgt.close();
    await device.reset();
  }
});

test("feature retry: waits grow exponentially or linearly, from the first to the longest", async () => {
  const plain = { jitter: "none", baseMs: 1000, maxMs: 5000, maxRetries: 5, totalBudgetMs: 120_000 } as const;
  assert.deepEqual(await waitsOf(plain), [1000, 2000, 4000, 5000, 5000]);
  assert.deepEqual(await waitsOf({ ...plain, strategy: "linear" }), [1000, 2000, 3000, 4000, 5000]);
});

test("feature retry: jitter waits a random part, or up to a quarter more, or exactly the time", async () => {
  const base = { baseMs: 1000, maxRetries: 2 } as const;
  assert.deepEqual(await waitsOf(base), [500, 1000], "full is the default");
  assert.deepEqual(await waitsOf({ ...base, jitter: "quarter" }), [1125, 2250]);
  assert.deepEqual(await waitsOf({ ...base, jitter: "none" }), [1000, 2000]);
});

test("feature retry: a write that may have reached the device is sent once, whatever goes wrong", async () => {
  const faults: FaultSpec[] = [
    { kind: "drop", when: "before" },
    { kind: "drop", when: "after" },
    { kind: "html", status: 502 },
    { kind: "html", status: 503 },
    { kind: "status", status: 503 },
    { kind: "status", status: 504 },
    { kind: "rate-limit", retryAfter: 1 },
    { kind: "not-json" },
  ];
  for (const fault of faults) {
    await device.fault({ ...fault, match: { method: "POST" } });
    const { fgt, waits } = connectInstantly(device);
    await assert.rejects(create(fgt), (error) => isFortiError(error));
    assert.equal((await device.requests()).length, 1, JSON.stringify(fault));
    assert.deepEqual(waits, []);
    await fgt.close();
    await device.reset();
  }
});

test("feature retry: a connection that could not be made is tried again, for a write as well", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "refuse", times: 2 });
  await create(fgt);
  assert.deepEqual(await device.calls(), ["POST /cmdb/firewall/address"]);
  assert.equal(fgt.stats().retry.retries, 2);
});

test("feature retry: so is one that took too long to be made", async () => {
  const silent = createServer();
  let connections = 0;
  silent.on("connection", (socket) => {
    connections++;
    socket.on("error", () => undefined);
  });
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const { fgt } = connectInstantly(device, { url: `https://127.0.0.1:${port}`, retry: { maxRetries: 1 } });
  await assert.rejects(create(fgt), (error) => isFortiError(error, "TIMEOUT") && error.reached === "no");
  assert.equal(connections, 2);
  await fgt.close();
  silent.close();
});

test("feature retry: 502, 503 and 504 pass, as a page or as JSON; refusals do not", async () => {
  for (const [fault, sent] of [
    [{ kind: "status", status: 502 }, 2],
    [{ kind: "status", status: 503 }, 2],
    [{ kind: "status", status: 504 }, 2],
    [{ kind: "html", status: 503 }, 2],
    [{ kind: "status", status: 500 }, 1],
    [{ kind: "status", status: 424 }, 1],
    [{ kind: "soft-error" }, 1],
    [{ kind: "html", status: 403 }, 1],
  ] as const) {
    await device.fault({ ...fault, times: 1 });
    const { fgt } = connectInstantly(device);
    await list(fgt).catch((error: unknown) => assert.ok(isFortiError(error)));
    assert.equal((await device.requests()).length, sent, JSON.stringify(fault));
    await fgt.close();
    await device.reset();
  }
});

test("feature retry: a lockout is never retried, and the error says how long it takes", async () => {
  await device.fault({ kind: "rate-limit", retryAfter: 60 });
  const { fgt, waits } = connectInstantly(device, { retry: { maxRetries: 5 } });
  await using _ = fgt;
  await assert.rejects(list(fgt), (error) => isFortiError(error, "LOCKED_OUT") && error.retryAfterMs === 60_000);
  assert.deepEqual([waits.length, (await device.requests()).length], [0, 1]);
});

test("feature retry: no attempt begins beyond the total budget", async () => {
  const plain = { jitter: "none", baseMs: 1000, maxRetries: 9, totalBudgetMs: 5000 } as const;
  assert.deepEqual(await waitsOf(plain), [1000, 2000]);
});

test("feature retry: the total time ends a call that hangs, and one that only waits to try again", async () => {
  await using fgt = device.connect({ totalTimeoutMs: 60_000, retry: { baseMs: 60_000, jitter: "none" } });
  const within = (ms: number) => (error: unknown) =>
    isFortiError(error, "TIMEOUT") && error.message.endsWith(`longer than its total of ${ms} ms`);
  await device.fault({ kind: "hang" });
  await assert.rejects(fgt.cmdb("firewall/address").list({ totalTimeoutMs: 50 }), within(50));
  await device.reset();
  await device.fault({ kind: "status", status: 503 });
  await assert.rejects(fgt.cmdb("firewall/address").list({ totalTimeoutMs: 60 }), within(60));
  assert.equal((await device.requests()).length, 1);
});

test("feature retry: an abort signal ends the wait between two attempts", async () => {
  await using fgt = device.connect({ retry: { baseMs: 60_000, jitter: "none" } });
  await device.fault({ kind: "status", status: 503 });
  const cancel = new AbortController();
  const calls = fgt.cmdb("firewall/address").list({ signal: cancel.signal });
  const rejected = assert.rejects(calls, (error) => isFortiError(error, "ABORTED"));
  while ((await device.requests()).length === 0);
  cancel.abort();
  await rejected;
});

test("feature retry: a pressed device is given time by an adaptive pace, which stretches the waits", async () => {
  await device.fault({ kind: "status", status: 503, times: 3 });
  const { fgt, waits } = connectInstantly(device, { pace: "adaptive", retry: { baseMs: 1000, jitter: "none" } });
  await using _ = fgt;
  await list(fgt);
  assert.deepEqual(waits, [2000, 8000, 30_000], "1, 2 and 4 s, stretched 2, 4 and 8 times, up to the longest");
  const { pace } = fgt.stats();
  assert.ok(pace.kind === "slowed");
  assert.deepEqual([pace.pressure, pace.limit], [8, 1]);
  for (let turn = 0; turn < 20; turn++) await list(fgt);
  assert.equal(fgt.stats().pace.kind, "free");
});

test("feature retry: a device that takes one request after the other gets fewer at a time", async () => {
  await device.fault({ kind: "delay", ms: 60, inTurn: true });
  await using fgt = device.connect({ pace: "adaptive" });
  await Promise.all(Array.from({ length: 10 }, () => list(fgt)));
  const { pace } = fgt.stats();
  assert.equal(pace.kind, "slowed");
  assert.ok(pace.kind === "slowed" && pace.limit <= 5);
});

test("feature retry: without a pace there is none", async () => {
  await using fgt = device.connect();
  await list(fgt);
  assert.deepEqual(fgt.stats().pace, { kind: "off" });
});

test("feature retry: what was retried is counted by code and by endpoint, with the time of the last", async () => {
  await device.fault({ kind: "drop", times: 2 });
  await device.fault({ kind: "status", status: 503, times: 1, match: { path: "monitor" } });
  const { fgt } = connectInstantly(device, { retry: { jitter: "none" } });
  await using _ = fgt;
  assert.equal(fgt.stats().retry.lastRetryAt, undefined);
  await list(fgt);
  await fgt.monitor("system/status").get();
  const { retries, recovered, exhausted, byCode, byEndpoint, waitedMs, lastRetryAt } = fgt.stats().retry;
  assert.deepEqual([retries, recovered, exhausted, waitedMs, lastRetryAt], [3, 2, 0, 2000, 2000]);
  assert.deepEqual(byCode, { NETWORK: 2, DEVICE_ERROR: 1 });
  assert.deepEqual(byEndpoint, { "cmdb/firewall/address": 2, "monitor/system/status": 1 });
});
