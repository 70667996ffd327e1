import assert from "node:assert/strict";
import { createServer } from "node:net";
import { before, beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError, type Reached } from "@fortiweave/fortios";
import { type Certificate, certify } from "../../../packages/core/test/device.ts";
import { listen } from "../../../packages/core/test/listen.ts";
import { openDevice } from "../../contract/device.ts";
import { openFront } from "../tls-front.ts";

const device = await openDevice();
const once = { maxRetries: 0 };
let certificate: Certificate;

before(async () => {
  certificate = await certify(["FGT60F0000000001"]);
});
beforeEach(() => device.reset());

async function rejects(
  promise: Promise<unknown>,
  code: FortiErrorCode,
  reached: Reached,
  words: RegExp,
): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(isFortiError(error, code), String(error));
    assert.equal(error.reached, reached);
    assert.match(error.message, words);
    return true;
  });
}

test("feature timeouts: a device that does not finish the handshake is given up in time, and nothing was sent", async () => {
  await using silent = await listen(createServer((socket) => socket.resume()));
  await using fgt = device.connect({ url: silent.url, connectTimeoutMs: 60, retry: once });
  const started = performance.now();
  await rejects(fgt.cmdb("firewall/address").list(), "TIMEOUT", "no", /the connection to https:\S+ timed out/);
  assert.ok(performance.now() - started < 1000);
});

test("feature timeouts: an attempt ends after the client's timeout, or after the call's own", async () => {
  await using fgt = device.connect({ timeoutMs: 150, retry: once });
  const addresses = fgt.cmdb("firewall/address");
  await addresses.list();
  await device.fault({ kind: "hang" });
  await rejects(addresses.list(), "TIMEOUT", "maybe", /did not answer within 150 ms/);
  await rejects(addresses.list({ timeoutMs: 50 }), "TIMEOUT", "maybe", /did not answer within 50 ms/);
});

test("feature timeouts: an endpoint can have a time of its own", async () => {
  const timeouts = { "cmdb/firewall/policy": 50, monitor: 70 };
  await using fgt = device.connect({ timeouts, retry: once });
  await fgt.cmdb("firewall/address").list();
  await device.fault({ kind: "hang", match: { path: "/api/v2/cmdb/firewall/policy" } });
  await device.fault({ kind: "hang", match: { path: "/api/v2/monitor" } });
  await rejects(fgt.cmdb("firewall/policy").list(), "TIMEOUT", "maybe", /within 50 ms/);
  await rejects(fgt.monitor("system/status").get(), "TIMEOUT", "maybe", /within 70 ms/);
  await rejects(fgt.cmdb("firewall/policy").list({ timeoutMs: 40 }), "TIMEOUT", "maybe", /within 40 ms/);
  assert.throws(
    () => device.connect({ timeouts: { log: 0 } }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("feature timeouts: a silent device is given up, one that goes on sending is not", async () => {
  await using fgt = device.connect({ readTimeoutMs: 300, retry: once });
  const addresses = fgt.cmdb("firewall/address");
  await addresses.list();
  await device.fault({ kind: "hang", times: 1 });
  await rejects(addresses.list(), "TIMEOUT", "maybe", /sent nothing for 300 ms/);
  await device.fault({ kind: "slow", ms: 600, times: 1 });
  assert.ok((await addresses.list()).length > 0);
});

test("feature timeouts: everything round a call has a time limit too, retries included", async () => {
  await device.fault({ kind: "hang" });
  await using fgt = device.connect({ timeoutMs: 60, totalTimeoutMs: 200, retry: { baseMs: 1, maxRetries: 100 } });
  const started = performance.now();
  await rejects(fgt.cmdb("firewall/address").list(), "TIMEOUT", "maybe", /200 ms/);
  assert.ok(performance.now() - started < 1500);
  assert.ok((await device.requests()).length > 1);
});

test("feature timeouts: without a word a call waits long, and never for ever", async () => {
  const { resolveOptions } = await import("@fortiweave/core");
  const { connectTimeoutMs, readTimeoutMs, timeoutMs } = resolveOptions({ url: device.handle.url });
  assert.deepEqual(
    { connectTimeoutMs, readTimeoutMs, timeoutMs },
    {
      connectTimeoutMs: 10_000,
      readTimeoutMs: 300_000,
      timeoutMs: 300_000,
    },
  );
});

test("feature timeouts: many calls at once take as many connections as allowed, and wait for each other", async () => {
  await using front = await openFront(device, certificate);
  const tls = { fingerprint: certificate.fingerprint };
  await using fgt = device.connect({ url: front.url, tls, connections: 3 });
  const addresses = fgt.cmdb("firewall/address");
  const lists = await Promise.all(Array.from({ length: 20 }, () => addresses.list({ count: 1 })));
  assert.ok(lists.every((rows) => rows.length === 1));
  assert.equal(front.connections().opened, 3);
  for (let turn = 0; turn < 5; turn++) await addresses.list({ count: 1 });
  assert.equal(front.connections().opened, 3);
});

test("feature timeouts: connections that nobody needs are closed, but for as many as shall stay", async () => {
  await using front = await openFront(device, certificate);
  const tls = { fingerprint: certificate.fingerprint };
  await using fgt = device.connect({ url: front.url, tls, connections: 4, keepAliveConnections: 0 });
  const addresses = fgt.cmdb("firewall/address");
  await Promise.all(Array.from({ length: 8 }, () => addresses.list({ count: 1 })));
  await front.quiet();
  assert.deepEqual(front.connections(), { opened: 4, open: 0 });
});

test("feature timeouts: 10 connections and 5 of them kept are the default; more kept than there are is clamped", async () => {
  const warnings: string[] = [];
  const onWarning = (message: string): unknown => warnings.push(message);
  await using usual = device.connect({ onWarning });
  assert.deepEqual(limits(usual.stats().connections), [10, 5]);
  assert.deepEqual(warnings, []);
  await using clamped = device.connect({ connections: 4, keepAliveConnections: 9, onWarning });
  assert.deepEqual(limits(clamped.stats().connections), [4, 4]);
  assert.match(warnings.join(), /^The option keepAliveConnections is 9, but connections is 4: /);
});

test("feature timeouts: the device sees the client's name, or the one it is given", async () => {
  await using usual = device.connect();
  await usual.cmdb("firewall/address").list();
  await using named = device.connect({ userAgent: "BackupScript/2.1.0" });
  await named.cmdb("firewall/address").list();
  const [first, second] = (await device.requests()).map(({ headers }) => String(headers["user-agent"]));
  assert.match(first ?? "", /^fortiweave\/\d+\.\d+\.\d+/);
  assert.equal(second, "BackupScript/2.1.0");
});

function limits(stats: { readonly maxConnections: number; readonly keepAliveConnections: number } | undefined) {
  return [stats?.maxConnections, stats?.keepAliveConnections];
}
