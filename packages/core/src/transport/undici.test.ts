import assert from "node:assert/strict";
import { createServer } from "node:net";
import { before, suite, test } from "node:test";
import tls from "node:tls";
import { type Certificate, certify, createAuthority, startDevice } from "../../test/device.ts";
import { listen } from "../../test/listen.ts";
import { createRequest, readRequest } from "../../test/requests.ts";
import { type FortiError, type FortiErrorCode, isFortiError, type Reached } from "../errors.ts";
import type { DeviceRequest } from "../types.ts";
import type { TransportOptions } from "./options.ts";
import { createUndiciTransport } from "./undici.ts";

const TOKEN = "s3cr3t-token-that-nobody-may-hear";
const request: DeviceRequest = createRequest({ headers: { authorization: `Bearer ${TOKEN}` }, secrets: [TOKEN] });

let authority: Certificate;
let signed: Certificate;
let selfSigned: Certificate;
before(async () => {
  authority = await createAuthority("Test authority");
  signed = await certify(["fgt.example.com"], authority);
  selfSigned = await certify(["FGT60F0000000001"]);
});

/** Sends one request and answers its status, or the error. */
async function attempt(options: TransportOptions, what: DeviceRequest = request): Promise<number | FortiError> {
  const transport = createUndiciTransport(options);
  try {
    return (await transport.send(what)).status;
  } catch (error) {
    assert.ok(isFortiError(error), String(error));
    return error;
  } finally {
    await transport.close();
  }
}

function assertFault(result: number | FortiError, code: FortiErrorCode, reached: Reached, words: RegExp): void {
  assert.ok(isFortiError(result), `It answered ${String(result)}`);
  assert.deepEqual([result.code, result.reached], [code, reached], result.format());
  assert.match(result.message, words);
  assert.ok(!result.format().includes(TOKEN));
}

/** A TLS server that only listens: what it hears of the requests is all that was sent. */
async function startListener({ cert, key }: Certificate) {
  const heard: Buffer[] = [];
  const server = tls.createServer({ cert, key }, (socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(chunk);
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    });
  });
  return { ...(await listen(server)), heard, server };
}

suite("who the device is", () => {
  test("a certificate of a trusted authority is accepted", async () => {
    await using device = await startDevice({ tls: signed });
    assert.equal(await attempt({ url: device.url, tls: { ca: authority.cert } }), 200);
  });

  test("a self-signed certificate is refused unless it is pinned, and nothing is sent", async () => {
    await using device = await startListener(selfSigned);
    assertFault(await attempt({ url: device.url }), "TLS", "no", /cannot be trusted: its certificate is self-signed/);
    await device.hungUp();
    assert.equal(device.heard.length, 0);
  });

  test("a certificate of another authority is refused, and nothing is sent", async () => {
    await using device = await startListener(signed);
    const other = await createAuthority("Another authority");
    const result = await attempt({ url: device.url, tls: { ca: other.cert } });
    assertFault(result, "TLS", "no", /certificate/);
    await device.hungUp();
    assert.equal(device.heard.length, 0);
  });

  test("a certificate for another name is refused, unless that name is asked for", async () => {
    await using device = await startDevice({ tls: await certify(["other.example.com"], authority) });
    const ca = authority.cert;
    assert.equal(await attempt({ url: device.url, tls: { ca, servername: "other.example.com" } }), 200);
    const result = await attempt({ url: device.url, tls: { ca, servername: "fgt.example.com" } });
    assertFault(result, "TLS", "no", /certificate/);
    assert.equal(device.received.length, 1);
  });

  test("verify false accepts anything", async () => {
    await using device = await startDevice({ tls: selfSigned });
    assert.equal(await attempt({ url: device.url, tls: { verify: false }, onWarning: () => undefined }), 200);
  });

  test("the pinned certificate is accepted, self-signed and made out to a serial number", async () => {
    await using device = await startDevice({ tls: selfSigned });
    for (const fingerprint of [selfSigned.fingerprint, selfSigned.fingerprint.replaceAll(":", "").toLowerCase()]) {
      assert.equal(await attempt({ url: device.url, tls: { fingerprint } }), 200);
    }
  });

  test("any other certificate than the pinned one is refused before a byte is sent", async () => {
    await using device = await startListener(selfSigned);
    for (const verify of [true, false]) {
      const result = await attempt({ url: device.url, tls: { fingerprint: signed.fingerprint, verify } });
      assertFault(result, "TLS", "no", new RegExp(`has the fingerprint ${selfSigned.fingerprint}, not the pinned one`));
      assert.match((result as FortiError).hint ?? "", /Compare it/);
    }
    await device.hungUp();
    assert.equal(device.heard.length, 0);
  });

  test("a pin is no weaker for a certificate that would be trusted anyway", async () => {
    await using device = await startListener(signed);
    const result = await attempt({ url: device.url, tls: { fingerprint: authority.fingerprint } });
    assertFault(result, "TLS", "no", /not the pinned one/);
    await device.hungUp();
    assert.equal(device.heard.length, 0);
  });

  test("the pin is checked on every connection", async () => {
    await using device = await startListener(selfSigned);
    const transport = createUndiciTransport({ url: device.url, tls: { fingerprint: selfSigned.fingerprint } });
    assert.equal((await transport.send(request)).status, 200);
    (device.server as tls.Server).setSecureContext({ cert: signed.cert, key: signed.key });
    await assert.rejects(transport.send(request), (error) => isFortiError(error, "TLS"));
    assert.equal(device.heard.length, 1);
    await transport.close();
  });

  test("the client shows its own certificate when it has one", async () => {
    const client = await certify(["automation"], authority);
    const ca = authority.cert;
    await using device = await startDevice({ tls: { ...signed, ca, requestCert: true, rejectUnauthorized: true } });
    assert.equal(await attempt({ url: device.url, tls: { ca, clientCert: client } }), 200);
    assert.equal(device.received[0]?.clientName, "automation");
    assert.ok(isFortiError(await attempt({ url: device.url, tls: { ca } })));
    assert.equal(device.received.length, 1);
  });
});

suite("how far a request got", () => {
  test("a name that does not resolve: nowhere", async () => {
    assertFault(await attempt({ url: "https://device.invalid" }), "NETWORK", "no", /its name does not resolve/);
  });

  test("a device that hangs up during the handshake: nowhere", async () => {
    await using device = await listen(createServer((socket) => socket.destroy()));
    assertFault(await attempt({ url: device.url }), "NETWORK", "no", /cannot be reached/);
  });

  test("a port that does not speak TLS: nowhere", async () => {
    await using device = await startDevice();
    const result = await attempt({ url: device.url.replace("http:", "https:") });
    assertFault(result, "TLS", "no", /it does not speak TLS on this port$/);
    assert.match((result as FortiError).hint ?? "", /Check that the port/);
  });

  test("a device that does not finish the handshake in time: nowhere", async () => {
    await using device = await listen(createServer());
    const started = performance.now();
    assertFault(await attempt({ url: device.url, connectTimeoutMs: 50 }), "TIMEOUT", "no", /timed out/);
    // undici's own timeout comes up to a second late.
    assert.ok(performance.now() - started < 400);
  });

  test("the whole attempt has one timeout, the handshake too", async () => {
    await using device = await listen(createServer());
    assertFault(await attempt({ url: device.url, timeoutMs: 50 }), "TIMEOUT", "no", /within 50 ms/);
  });

  test("cancelled while it waits for a connection: nowhere, and it does not go out later", async () => {
    const held = Promise.withResolvers<() => void>();
    await using device = await startDevice({
      answer: (response) =>
        device.received.length === 1 ? held.resolve(() => response.end("{}")) : response.end("{}"),
    });
    const transport = createUndiciTransport({ url: device.url, connections: 1 });
    const cancel = new AbortController();
    const first = transport.send(readRequest());
    const answerFirst = await held.promise;
    const second = transport.send(createRequest({ signal: cancel.signal }));
    const third = transport.send(readRequest());
    cancel.abort();
    await assert.rejects(second, (error) => isFortiError(error, "ABORTED") && error.reached === "no");
    answerFirst();
    await Promise.all([first, third]);
    await transport.close();
    assert.deepEqual(
      device.received.map(({ method }) => method),
      ["GET", "GET"],
    );
  });

  test("over TLS, dropped after the request was read: maybe, and sent once", async () => {
    await using device = await startDevice({ tls: selfSigned, answer: (response) => response.destroy() });
    const result = await attempt({ url: device.url, tls: { fingerprint: selfSigned.fingerprint } });
    assertFault(result, "NETWORK", "maybe", /dropped the connection/);
    assert.match((result as FortiError).hint ?? "", /may have carried it out/);
    assert.equal(device.received.length, 1);
  });
});
