import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type CircuitBreakerOptions, type FortiGate, isFortiError } from "@fortiweave/fortios";
import type { FaultSpec } from "@fortiweave/simulator";
import { openDevice } from "../../contract/device.ts";
import { connectInstantly } from "../instant-client.ts";

const device = await openDevice();
const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list();
const isOpen = (error: unknown): boolean => isFortiError(error, "CIRCUIT_OPEN");
const once = { maxRetries: 0 };

beforeEach(() => device.reset());

/** A client whose breaker has opened. What it sends now is on record. */
async function openBreaker(circuitBreaker: CircuitBreakerOptions = {}) {
  const client = connectInstantly(device, { retry: once, circuitBreaker: { threshold: 1, ...circuitBreaker } });
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(list(client.fgt), (error) => isFortiError(error, "NETWORK"));
  await device.forget();
  return client;
}

test("feature circuit-breaker: ten failures in a row open it, and then nothing is sent", async () => {
  await device.fault({ kind: "drop" });
  const { fgt } = connectInstantly(device, { retry: once });
  await using _ = fgt;
  for (let turn = 0; turn < 10; turn++) await assert.rejects(list(fgt), (error) => isFortiError(error, "NETWORK"));
  await assert.rejects(list(fgt), (error) => isOpen(error) && isFortiError(error) && error.retryAfterMs === 30_000);
  assert.equal((await device.requests()).length, 10);
  assert.equal(fgt.stats().circuitBreaker.kind, "open");
});

test("feature circuit-breaker: faults of the network, timeouts and 5xx count; refusals such as 404 do not", async () => {
  const failing: FaultSpec[] = [
    { kind: "drop" },
    { kind: "html", status: 503 },
    { kind: "status", status: 500 },
    { kind: "hang" },
  ];
  for (const fault of failing) {
    await device.fault(fault);
    const { fgt } = connectInstantly(device, { retry: once });
    await assert.rejects(fgt.cmdb("firewall/address").list({ timeoutMs: 500 }));
    assert.equal(fgt.stats().circuitBreaker.failures, 1, fault.kind);
    await fgt.close();
    await device.reset();
  }
  const { fgt } = connectInstantly(device, { retry: once, circuitBreaker: { threshold: 1 } });
  await using _ = fgt;
  const addresses = fgt.cmdb("firewall/address");
  await assert.rejects(addresses.get("nope"), (error) => isFortiError(error, "NOT_FOUND"));
  await assert.rejects(addresses.create({ name: "all" }), (error) => isFortiError(error, "DUPLICATE"));
  await device.fault({ kind: "html", status: 403, times: 1 });
  await assert.rejects(list(fgt), (error) => isFortiError(error, "FORBIDDEN"));
  assert.deepEqual([fgt.stats().circuitBreaker.kind, fgt.stats().circuitBreaker.failures], ["closed", 0]);
});

test("feature circuit-breaker: after openMs one request tries, and its success closes it", async () => {
  const { fgt, pass } = await openBreaker({ openMs: 9000 });
  await using _ = fgt;
  pass(8999);
  await assert.rejects(list(fgt), isOpen);
  pass(1);
  await list(fgt);
  assert.equal(fgt.stats().circuitBreaker.kind, "closed");
  assert.equal((await device.requests()).length, 1);
});

test("feature circuit-breaker: its failure opens it again for the whole time", async () => {
  const { fgt, pass } = await openBreaker({ openMs: 9000 });
  await using _ = fgt;
  await device.fault({ kind: "drop" });
  pass(9000);
  await assert.rejects(list(fgt), (error) => isFortiError(error, "NETWORK"));
  await assert.rejects(list(fgt), (error) => isFortiError(error, "CIRCUIT_OPEN") && error.retryAfterMs === 9000);
});

test("feature circuit-breaker: with autoRetry a call waits for the device instead of failing", async () => {
  const { fgt, waits } = await openBreaker({ autoRetry: true, openMs: 12_000 });
  await using _ = fgt;
  await list(fgt);
  assert.deepEqual(waits, [5000, 5000, 5000]);
  assert.equal(fgt.stats().circuitBreaker.kind, "closed");
});

test("feature circuit-breaker: number and length of these waits are options, apart from openMs", async () => {
  const { fgt, waits } = await openBreaker({ autoRetry: true, maxRetries: 2, retryDelayMs: 700 });
  await using _ = fgt;
  await assert.rejects(list(fgt), isOpen);
  assert.deepEqual(waits, [700, 700]);
  assert.equal((await device.requests()).length, 0);
});

test("feature circuit-breaker: the state tells failures, threshold, openMs and the last failure", async () => {
  const { fgt, pass } = await openBreaker({ threshold: 2 });
  await using _ = fgt;
  const counts = { threshold: 2, openMs: 30_000 };
  assert.deepEqual(fgt.stats().circuitBreaker, { kind: "closed", failures: 1, ...counts, lastFailureAt: 0 });
  pass(500);
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(list(fgt));
  const open = { kind: "open", since: 500, retryAt: 30_500 };
  assert.deepEqual(fgt.stats().circuitBreaker, { ...open, failures: 2, ...counts, lastFailureAt: 500 });
});

test("feature circuit-breaker: its owner can reset it", async () => {
  const { fgt } = await openBreaker();
  await using _ = fgt;
  fgt.circuitBreaker.reset();
  await list(fgt);
  assert.deepEqual([fgt.stats().circuitBreaker.kind, fgt.stats().circuitBreaker.failures], ["closed", 0]);
});

test("feature circuit-breaker: clients of one device share one, those of others have their own", async () => {
  const { fgt } = await openBreaker();
  await using _ = fgt;
  await using sharing = device.connect({ circuitBreaker: fgt.circuitBreaker });
  await using other = device.connect();
  await assert.rejects(list(sharing), isOpen);
  await list(other);
  assert.equal((await device.requests()).length, 1);
});
