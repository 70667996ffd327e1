import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import {
  createDefaultTransport,
  type DeviceRequest,
  type FortiErrorCode,
  isFortiError,
  type Transport,
} from "@fortiweave/core";
import { systemRuntime } from "@fortiweave/core/system";
import { connectFortiManager, createFortiManager, type FortiManager } from "@fortiweave/fortimanager";
import { type Certificate, certify, createAuthority } from "../../../packages/core/test/device.ts";
import { startProxy } from "../../../packages/core/test/proxy.ts";
import { openManager } from "../../contract/manager.ts";
import { openFront } from "../tls-front.ts";

const manager = await openManager();
const { handle } = manager;
let authority: Certificate;
let signed: Certificate;

before(async () => {
  authority = await createAuthority("Example CA");
  signed = await certify(["fmg.example.com"], authority);
});
beforeEach(() => manager.reset());

const read = (fmg: FortiManager): Promise<unknown> => fmg.get("dvmdb/adom", { fields: ["name"] });
const rejects = (promise: Promise<unknown>, code: FortiErrorCode): Promise<void> =>
  assert.rejects(promise, (error) => isFortiError(error, code), code);

const isTrusted = async (fmg: FortiManager): Promise<boolean> => {
  try {
    await read(fmg);
    return true;
  } catch (error) {
    assert.ok(isFortiError(error, "TLS"), String(error));
    assert.equal(error.reached, "no");
    for (const secret of [handle.apiKey, handle.password]) assert.ok(!error.format().includes(secret));
    return false;
  } finally {
    await fmg.close();
  }
};

test("feature transport: a certificate that nobody vouches for is refused by default, and no password is sent", async () => {
  await using front = await openFront(manager, signed);
  const { username, password } = handle;
  assert.equal(await isTrusted(manager.connect({ url: front.url, tls: {}, username, password })), false);
  assert.equal(front.heard(), false);
  assert.deepEqual(await manager.requests(), []);
});

test("feature transport: an authority vouches for its devices, and for no others", async () => {
  await using front = await openFront(manager, signed);
  const other = await createAuthority("Another CA");
  assert.equal(await isTrusted(manager.connect({ url: front.url, tls: { ca: authority.cert } })), true);
  assert.equal(await isTrusted(manager.connect({ url: front.url, tls: { ca: other.cert } })), false);
});

test("feature transport: a pinned certificate is the only one that is taken, self-signed as it is", async () => {
  assert.equal(await isTrusted(manager.connect()), true);
  await manager.forget();
  assert.equal(await isTrusted(manager.connect({ tls: { fingerprint: signed.fingerprint } })), false);
  assert.deepEqual(await manager.requests(), []);
});

test("feature transport: without verification anything is taken, and a warning says so once", async () => {
  await using front = await openFront(manager, signed);
  const warnings: string[] = [];
  const onWarning = (message: string): unknown => warnings.push(message);
  await using fmg = manager.connect({ url: front.url, tls: { verify: false }, onWarning });
  for (let turn = 0; turn < 3; turn++) await read(fmg);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? "", /is not verified/);
});

test("feature transport: hosts are taken as people write them, and nothing else as a host", async () => {
  const { host } = new URL(handle.url);
  for (const url of [host, `https://${host}`, `https://${host}/`]) {
    assert.equal(await isTrusted(manager.connect({ url })), true, url);
  }
  for (const url of ["", "not a host", "ftp://192.0.2.1"]) {
    assert.throws(
      () => manager.connect({ url }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("feature transport: through an HTTP proxy FortiManager is verified all the same, and the proxy sees nothing", async () => {
  await using proxy = await startProxy({ authorization: `Basic ${btoa("alice:hunter2")}` });
  const address = proxy.url.replace("//", "//alice:hunter2@");
  await using fmg = manager.connect({ proxy: address });
  await read(fmg);
  assert.match(proxy.heads[0] ?? "", new RegExp(`^CONNECT ${new URL(handle.url).host} `));
  assert.ok(!proxy.passed().includes(handle.apiKey));
  assert.equal(await isTrusted(manager.connect({ proxy: address, tls: {} })), false);
});

test("feature transport: time limits of a client and of a call end what takes longer, and each is told from the others", async () => {
  await manager.fault({ kind: "hang", match: { item: "dvmdb/device" } });
  await manager.fault({ kind: "hang", match: { item: "sys/login/user" } });
  const retry = { maxRetries: 0 };
  await using slow = manager.connect({ timeoutMs: 30, retry });
  await rejects(slow.get("dvmdb/device"), "TIMEOUT");
  await using silent = manager.connect({ readTimeoutMs: 30, retry });
  await rejects(silent.get("dvmdb/device"), "TIMEOUT");
  await using fmg = manager.connect({ retry });
  await rejects(fmg.get("dvmdb/device", { timeoutMs: 30 }), "TIMEOUT");
  const { username, password } = handle;
  await using admin = manager.connect({ username, password, timeoutMs: 30, retry });
  await assert.rejects(read(admin), (error) => isFortiError(error, "TIMEOUT") && error.operation === "sign in");
  await using total = manager.connect({ totalTimeoutMs: 60, retry: { maxRetries: 50, baseMs: 1 }, timeoutMs: 20 });
  await assert.rejects(total.get("dvmdb/device"), (error) => {
    return isFortiError(error, "TIMEOUT") && /total of 60 ms/.test(error.message);
  });
  await using fine = manager.connect({ timeouts: { "dvmdb/device": 30 }, retry });
  await rejects(fine.get("dvmdb/device"), "TIMEOUT");
  await read(fine);
});

test("feature transport: time limits that make no sense are refused", () => {
  for (const timeoutMs of [0, -1, 1.5, Number.NaN]) {
    assert.throws(
      () => manager.connect({ timeoutMs }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("feature transport: a FortiManager that is not there is told from one that hangs up", async () => {
  const retry = { maxRetries: 0 };
  await using nobody = manager.connect({ url: "https://127.0.0.1:1", retry });
  await assert.rejects(read(nobody), (error) => {
    return isFortiError(error, "NETWORK") && error.reached === "no" && /refused/.test(error.message);
  });
  await manager.fault({ kind: "drop", times: 1 });
  await using fmg = manager.connect({ retry });
  await assert.rejects(read(fmg), (error) => isFortiError(error, "NETWORK") && error.reached === "maybe");
});

test("feature transport: any transport can stand in for the own one, and is closed with the client", async () => {
  const own = createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } });
  const sent: DeviceRequest[] = [];
  let closed = 0;
  const transport: Transport = {
    send: (request) => {
      sent.push(request);
      return own.send(request);
    },
    close: () => {
      closed++;
      return own.close();
    },
  };
  {
    await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: handle.apiKey, transport });
    await read(fmg);
  }
  assert.deepEqual([closed, sent.length], [1, 1]);
  assert.deepEqual([sent[0]?.method, sent[0]?.path], ["POST", "/jsonrpc"]);
});

test("feature transport: a transport that signs in by itself needs no way to sign in", async () => {
  const own = createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } });
  const send: Transport["send"] = (request) =>
    own.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${handle.apiKey}` } });
  await using fmg = createFortiManager({ transport: { ...own, send }, runtime: systemRuntime });
  await read(fmg);
});

test("feature transport: an answer that is none is an error, and not an empty list", async () => {
  for (const body of [
    "",
    "<html><body>Portal</body></html>",
    '{"result": [',
    "[]",
    "{}",
    "7",
    '{"id":1,"result":[{}]}',
  ]) {
    const transport: Transport = {
      send: () => Promise.resolve({ status: 200, headers: {}, body }),
      close: () => Promise.resolve(),
    };
    await using fmg = createFortiManager({ transport, runtime: systemRuntime, retry: { maxRetries: 0 } });
    await rejects(read(fmg), "BAD_RESPONSE");
  }
});
