import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { resolveOptions, type TransportOptions } from "./options.ts";

const FINGERPRINT = "AB:".repeat(31).concat("CD");

test("the defaults are those of the documentation", () => {
  assert.deepEqual(resolveOptions({ url: "https://192.0.2.1" }), {
    origin: "https://192.0.2.1",
    prefix: "",
    tls: {},
    connections: 10,
    connectTimeoutMs: 10_000,
    timeoutMs: 300_000,
    userAgent: "fortiweave",
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
    { url, timeoutMs: 0 },
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
