import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type Certificate, certify, createAuthority, startDevice } from "../../test/device.ts";
import { startProxy } from "../../test/proxy.ts";
import { createRequest, readRequest } from "../../test/requests.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import type { TransportOptions } from "./options.ts";
import { createUndiciTransport } from "./undici.ts";

const TOKEN = "s3cr3t-token-that-no-proxy-may-see";
const request = createRequest({ headers: { authorization: `Bearer ${TOKEN}` }, secrets: [TOKEN] });

let authority: Certificate;
let signed: Certificate;
before(async () => {
  authority = await createAuthority("Test authority");
  signed = await certify(["fgt.example.com"], authority);
});

/** The error of a request that must fail. */
async function fault(options: TransportOptions): Promise<FortiError> {
  const transport = createUndiciTransport(options);
  try {
    await transport.send(request);
  } catch (error) {
    assert.ok(isFortiError(error), String(error));
    assert.ok(!error.format().includes("hunter2"));
    assert.ok(!String((error.cause as Error).stack).includes("hunter2"));
    return error;
  } finally {
    await transport.close();
  }
  return assert.fail("It did not fail");
}

test("the proxy is asked for a tunnel to the device, and sees nothing of what goes through", async () => {
  await using device = await startDevice({ tls: signed });
  await using proxy = await startProxy();
  const transport = createUndiciTransport({ url: device.url, proxy: proxy.url, tls: { ca: authority.cert } });
  for (let i = 0; i < 3; i++) assert.equal((await transport.send(request)).status, 200);
  await transport.close();
  assert.equal(device.received.length, 3);
  const { host } = new URL(device.url);
  assert.match(proxy.heads.join(""), new RegExp(`^CONNECT ${host} HTTP/1.1\r\nhost: ${host}\r\n`));
  assert.equal(proxy.heads.length, 1);
  assert.doesNotMatch(proxy.heads.join(""), /authorization/i);
  assert.ok(proxy.passed().length > 0);
  assert.ok(!proxy.passed().includes(TOKEN));
});

test("many requests at once go through as many tunnels as there may be connections", async () => {
  await using device = await startDevice({ tls: signed });
  await using proxy = await startProxy();
  const options = { url: device.url, proxy: proxy.url, tls: { ca: authority.cert }, connections: 3 };
  const transport = createUndiciTransport(options);
  await Promise.all(Array.from({ length: 10 }, () => transport.send(readRequest())));
  await transport.close();
  assert.deepEqual([proxy.heads.length, device.received.length], [3, 10]);
});

test("user and password go to the proxy, and not to the device", async () => {
  const authorization = `Basic ${Buffer.from("wörk:hunter2@").toString("base64")}`;
  await using device = await startDevice({ tls: signed });
  await using proxy = await startProxy({ authorization });
  const url = proxy.url.replace("http://", "http://w%C3%B6rk:hunter2%40@");
  const transport = createUndiciTransport({ url: device.url, proxy: url, tls: { ca: authority.cert } });
  assert.equal((await transport.send(request)).status, 200);
  await transport.close();
  assert.equal(device.received[0]?.headers["proxy-authorization"], undefined);
});

test("the device behind a proxy is checked as any other: authority, name and pin", async () => {
  await using device = await startDevice({ tls: signed });
  await using proxy = await startProxy();
  const at = { url: device.url, proxy: proxy.url };
  const unknown = await fault(at);
  assert.deepEqual([unknown.code, unknown.reached], ["TLS", "no"]);
  const other = await fault({ ...at, tls: { ca: authority.cert, servername: "other.example.com" } });
  assert.deepEqual([other.code, other.reached], ["TLS", "no"]);
  const renewed = await fault({ ...at, tls: { fingerprint: authority.fingerprint } });
  assert.match(renewed.message, /not the pinned one/);
  assert.equal(device.received.length, 0);

  const transport = createUndiciTransport({ ...at, tls: { fingerprint: signed.fingerprint } });
  assert.equal((await transport.send(request)).status, 200);
  await transport.close();
});

test("a device over plain HTTP is reached through a tunnel as well", async () => {
  await using device = await startDevice();
  await using proxy = await startProxy();
  const transport = createUndiciTransport({ url: device.url, proxy: proxy.url });
  assert.equal((await transport.send(readRequest())).status, 200);
  await transport.close();
  assert.equal(proxy.heads.length, 1);
});

test("a proxy that wants to know who is calling is named, with what to do", async () => {
  await using proxy = await startProxy({ authorization: "Basic none" });
  const error = await fault({ url: "https://192.0.2.1", proxy: proxy.url });
  assert.deepEqual([error.code, error.reached], ["NETWORK", "no"]);
  assert.ok(error.message.includes(`the proxy ${proxy.url} wants to know who is calling (HTTP 407)`), error.message);
  assert.equal(error.hint, "Give user and password in the option proxy");

  const wrong = await fault({ url: "https://192.0.2.1", proxy: proxy.url.replace("http://", "http://alice:hunter2@") });
  assert.match(wrong.message, /does not accept the user and the password \(HTTP 407\)/);
  assert.equal(wrong.hint, "Check both in the option proxy");
});

test("a proxy that does not let a device be reached is named with its status", async () => {
  await using proxy = await startProxy({ refusal: "503 Service Unavailable" });
  const error = await fault({ url: "https://192.0.2.1", proxy: proxy.url });
  assert.deepEqual([error.code, error.reached], ["NETWORK", "no"]);
  assert.ok(
    error.message.endsWith(`the proxy ${proxy.url} does not connect to 192.0.2.1:443 (HTTP 503)`),
    error.message,
  );
  assert.match(error.hint ?? "", /Check that the proxy lets this machine reach 192\.0\.2\.1:443/);
});

test("a device of IPv6 is named as a proxy wants it", async () => {
  await using proxy = await startProxy({ refusal: "403 Forbidden" });
  await fault({ url: "https://[2001:db8::1]:8443", proxy: proxy.url });
  await fault({ url: "https://[2001:db8::1]", proxy: proxy.url });
  assert.match(proxy.heads[0] ?? "", /^CONNECT \[2001:db8::1\]:8443 /);
  assert.match(proxy.heads[1] ?? "", /^CONNECT \[2001:db8::1\]:443 /);
});

test("a proxy that is not there, hangs up or is no proxy is named", async () => {
  const gone = await startProxy();
  await gone[Symbol.asyncDispose]();
  const refused = await fault({ url: "https://192.0.2.1", proxy: gone.url });
  assert.deepEqual([refused.code, refused.reached], ["NETWORK", "no"]);
  assert.ok(refused.message.includes(`the proxy ${gone.url} cannot be reached: `), refused.message);

  await using talker = await startProxy({ refusal: "not HTTP" });
  const strange = await fault({ url: "https://192.0.2.1", proxy: talker.url });
  assert.deepEqual([strange.code, strange.reached], ["NETWORK", "no"]);
  assert.ok(strange.message.includes(`the proxy ${talker.url} `), strange.message);
});

test("a proxy over TLS that is not trusted is named, and not the device", async () => {
  await using server = await startDevice({ tls: signed });
  const error = await fault({ url: "https://192.0.2.1", proxy: server.url });
  assert.deepEqual([error.code, error.reached], ["NETWORK", "no"]);
  assert.match(error.message, /the proxy https:\S+ cannot be reached: its certificate comes from an unknown authority/);
});

test("a proxy that never answers is a connection that takes too long", { timeout: 10_000 }, async () => {
  await using proxy = await startProxy({ refusal: "silent" });
  const error = await fault({ url: "https://192.0.2.1", proxy: proxy.url, connectTimeoutMs: 50 });
  assert.deepEqual([error.code, error.reached], ["TIMEOUT", "no"]);
  assert.ok(error.message.includes(`https://192.0.2.1 (through ${proxy.url}) timed out`), error.message);
});
