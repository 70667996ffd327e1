import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { abortFault, type FaultContext, isConnectFault, networkFault, timeoutFault } from "./fault.ts";

const HERE: FaultContext = { request: readRequest(), origin: "https://192.0.2.1", reached: "no" };

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

test("a fault is worded for people, and keeps the original as its cause", () => {
  const error = networkFault(coded("ECONNREFUSED", "connect ECONNREFUSED 192.0.2.1:443"), HERE);
  assert.equal(error.code, "NETWORK");
  assert.equal(
    error.message,
    'Cannot complete "cmdb firewall/address list": https://192.0.2.1 cannot be reached: the connection was refused',
  );
  assert.equal((error.cause as Error).message, "connect ECONNREFUSED 192.0.2.1:443");
});

test("the code is found below what fetch wraps round it", () => {
  const wrapped = new TypeError("fetch failed", { cause: coded("ENOTFOUND") });
  assert.match(networkFault(wrapped, HERE).message, /its name does not resolve/);
  assert.ok(isConnectFault(wrapped));
});

test("faults of the certificate are TLS, in every runtime's words", () => {
  const faults = [
    coded("DEPTH_ZERO_SELF_SIGNED_CERT"),
    coded("ERR_TLS_CERT_ALTNAME_INVALID"),
    coded("ERR_SSL_WRONG_VERSION_NUMBER"),
    coded("EPROTO"),
    new TypeError("error sending request: client error (Connect): invalid peer certificate: UnknownIssuer"),
  ];
  for (const fault of faults) assert.equal(networkFault(fault, HERE).code, "TLS", fault.message);
});

test("of what OpenSSL says, only the reason is shown", () => {
  const message =
    "40A1:error:0A000410:SSL routines:ssl3_read_bytes:handshake failure:../deps/openssl/rec_layer_s3.c:918:\n";
  const error = networkFault(Object.assign(coded("ERR_SSL_X", message), { reason: "handshake failure" }), HERE);
  assert.match(error.message, /https:\/\/192\.0\.2\.1 cannot be trusted: handshake failure$/);
});

test("what Deno does not allow is INVALID_INPUT with the flag that allows it, and nobody tries again", () => {
  const notCapable = (message: string) => Object.assign(new Error(message), { name: "NotCapable" });
  const net = notCapable('Requires net access to "192.0.2.1:443", run again with the --allow-net flag');
  const env = notCapable('Requires env access to "UNDICI_USE_MILO", run again with the --allow-env flag');
  for (const [cause, hint] of [
    [net, "Run it again with --allow-net=192.0.2.1:443"],
    [new TypeError("fetch failed", { cause: net }), "Run it again with --allow-net=192.0.2.1:443"],
    [env, "Run it again with --allow-env"],
    [coded("EPERM", "getaddrinfo EPERM fgt.example.com"), "Run it again with --allow-net=fgt.example.com"],
  ] as const) {
    const error = networkFault(cause, { ...HERE, reached: "maybe" });
    assert.deepEqual([error.code, error.reached, error.hint], ["INVALID_INPUT", "no", hint], error.format());
  }
});

test("a connection that takes too long is TIMEOUT", () => {
  assert.equal(networkFault(coded("UND_ERR_CONNECT_TIMEOUT"), HERE).code, "TIMEOUT");
});

test("a write that may have got through says what to do", () => {
  const error = networkFault(coded("ECONNRESET"), { ...HERE, request: createRequest(), reached: "maybe" });
  assert.equal(error.reached, "maybe");
  assert.match(error.hint ?? "", /may have carried it out/);
});

test("a request that was cancelled unsent needs no advice, a read in vain does", () => {
  assert.equal(abortFault(HERE).hint, undefined);
  assert.match(timeoutFault({ ...HERE, reached: "maybe" }, 10).hint ?? "", /larger timeoutMs/);
  assert.match(networkFault(coded("ECONNREFUSED"), HERE).hint ?? "", /Nothing was sent/);
});

test("what comes up while connecting is told from what may come later", () => {
  for (const code of ["ECONNREFUSED", "CERT_HAS_EXPIRED", "UND_ERR_CONNECT_TIMEOUT"])
    assert.ok(isConnectFault(coded(code)));
  assert.ok(isConnectFault(new TypeError("error sending request: client error (Connect): tcp connect error")));
  for (const fault of [
    coded("ECONNRESET"),
    coded("UND_ERR_SOCKET"),
    coded("ETIMEDOUT"),
    new TypeError("fetch failed"),
    "x",
  ]) {
    assert.ok(!isConnectFault(fault));
  }
});

test("causes that run in a circle do not hang it", () => {
  const circular = new Error("");
  circular.cause = circular;
  assert.equal(networkFault(circular, HERE).code, "NETWORK");
});
