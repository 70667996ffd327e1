import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { resolveOptions, type TransportOptions } from "./options.ts";

const FINGERPRINT = "AB:".repeat(31).concat("CD");

test("the defaults are those of the documentation", () => {
  assert.deepEqual(resolveOptions({ url: "https://192.0.2.1" }), {
    origin: "https://192.0.2.1",
    prefix: "",
    tls: {},
    proxy: undefined,
    connections: 10,
    keepAliveConnections: 5,
    connectTimeoutMs: 10_000,
    timeoutMs: 300_000,
    readTimeoutMs: 300_000,
    userAgent: `fortiweave/${VERSION}`,
    warnings: [],
  });
});

for (const [url, origin, prefix] of [
  ["https://fgt.example.com:8443/", "https://fgt.example.com:8443", ""],
  ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", ""],
  ["https://proxy.example.com/fgt/one/", "https://proxy.example.com", "/fgt/one"],
  ["HTTP://192.0.2.1", "http://192.0.2.1", ""],
] as const) {
  test(`${url} is ${origin} and the prefix "${prefix}"`, () => {
    const endpoint = resolveOptions({ url });
    assert.deepEqual([endpoint.origin, endpoint.prefix], [origin, prefix]);
  });
}

for (const [url, words] of [
  ["192.0.2.1", /must begin with https/],
  ["fgt.example.com:443", /must begin with https/],
  ["2001:db8::1", /must begin with https/],
  ["ftp://192.0.2.1", /must begin with https/],
  ["", /must begin with https/],
  ["https://", /is not a URL/],
  ["https://2001:db8::1", /is not a URL/],
  ["https://admin:hunter2@192.0.2.1", /must not hold a user/],
  ["https://192.0.2.1?access_token=hunter2", /must not have a query/],
  ["https://192.0.2.1/#hunter2", /must not have a query/],
] as const) {
  test(`"${url}" is refused with a reason, and without a word of it`, () => {
    assert.throws(
      () => resolveOptions({ url }),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message) && !/hunter2/.test(error.format()),
    );
  });
}

test("a fingerprint is taken with colons and without, in either case", () => {
  for (const fingerprint of [FINGERPRINT, FINGERPRINT.toLowerCase(), FINGERPRINT.replaceAll(":", "")]) {
    const endpoint = resolveOptions({ url: "https://192.0.2.1", tls: { fingerprint } });
    assert.equal(endpoint.tls.fingerprint, "ab".repeat(31).concat("cd"));
  }
});

test("options that make no sense are refused", () => {
  const url = "https://192.0.2.1";
  const wrong: TransportOptions[] = [
    { url, tls: { fingerprint: "AB:CD" } },
    { url, tls: { fingerprint: FINGERPRINT.replace("AB", "XY") } },
    { url, tls: { fingerprint: "" } },
    { url, tls: { fingerprint: FINGERPRINT, ca: "-----BEGIN CERTIFICATE-----" } },
    { url: "http://192.0.2.1", tls: { fingerprint: FINGERPRINT } },
    { url: "http://192.0.2.1", tls: { ca: "-----BEGIN CERTIFICATE-----" } },
    { url, connections: 0 },
    { url, connections: 1.5 },
    { url, keepAliveConnections: -1 },
    { url, proxy: "proxy:3128" },
    { url, timeoutMs: 0 },
    { url, readTimeoutMs: 0 },
    { url, timeoutMs: Number.POSITIVE_INFINITY },
    { url, connectTimeoutMs: -1 },
    { url, userAgent: "two\r\nlines" },
  ];
  for (const options of wrong) {
    assert.throws(
      () => resolveOptions(options),
      (error) => isFortiError(error, "INVALID_INPUT"),
      JSON.stringify(options),
    );
  }
});

test("fewer connections keep fewer alive, without a word", () => {
  const { keepAliveConnections, warnings } = resolveOptions({ url: "https://192.0.2.1", connections: 3 });
  assert.deepEqual([keepAliveConnections, warnings], [3, []]);
});

test("more connections kept alive than there are is as many, with a warning", () => {
  const options = { url: "https://192.0.2.1", connections: 3, keepAliveConnections: 8 };
  const { keepAliveConnections, warnings } = resolveOptions(options);
  assert.equal(keepAliveConnections, 3);
  assert.match(warnings.join(), /^The option keepAliveConnections is 8, but connections is 3: /);
});

test("no verification is worth a warning, unless the certificate is pinned", () => {
  const url = "https://192.0.2.1";
  const [warning] = resolveOptions({ url, tls: { verify: false } }).warnings;
  assert.match(warning ?? "", /^The certificate of https:\/\/192\.0\.2\.1 is not verified: /);
  assert.deepEqual(resolveOptions({ url, tls: { verify: false, fingerprint: FINGERPRINT } }).warnings, []);
});
