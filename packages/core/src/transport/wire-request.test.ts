import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRequest, readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import type { JsonValue } from "../types.ts";
import { resolveOptions } from "./options.ts";
import { writeRequest } from "./wire-request.ts";

const ENDPOINT = resolveOptions({ url: "https://192.0.2.1", userAgent: "wire/1" });
const BEHIND_PROXY = resolveOptions({ url: "https://192.0.2.1/fgt/", userAgent: "wire/1" });

test("path, query, headers and body are written as HTTP has them", () => {
  const request = createRequest({
    path: "/api/v2/cmdb/firewall/address/a%2Fb",
    query: [
      ["filter", "name==web 1"],
      ["filter", "comment=@it's"],
      ["vdom", ""],
    ],
    headers: { "x-trace": "1" },
    timeoutMs: 5000,
  });
  assert.deepEqual(writeRequest(BEHIND_PROXY, request), {
    method: "POST",
    target: "/fgt/api/v2/cmdb/firewall/address/a%2Fb?filter=name%3D%3Dweb%201&filter=comment%3D%40it%27s&vdom=",
    headers: { "user-agent": "wire/1", "x-trace": "1", "content-type": "application/json" },
    body: '{"name":"web","subnet":"192.0.2.5 255.255.255.255"}',
    timeoutMs: 5000,
    readTimeoutMs: 300_000,
  });
});

test("a text is written as it is, with its content type", () => {
  const { body: _, ...bare } = createRequest({ headers: { "content-type": "text/plain" } });
  const { headers, body } = writeRequest(ENDPOINT, { ...bare, text: { type: "application/xml", content: "<a/>" } });
  assert.deepEqual([headers["content-type"], body], ["application/xml", "<a/>"]);
});

test("a request with more time of its own may wait that long in silence, one with less keeps the endpoint's", () => {
  const endpoint = resolveOptions({ url: "https://192.0.2.1", timeoutMs: 90_000, readTimeoutMs: 30_000 });
  const readTimeoutOf = (timeoutMs?: number) =>
    writeRequest(endpoint, readRequest(timeoutMs === undefined ? {} : { timeoutMs })).readTimeoutMs;
  assert.deepEqual([readTimeoutOf(), readTimeoutOf(60_000), readTimeoutOf(5000)], [30_000, 60_000, 30_000]);
});

test("without a body there is no content type, and the timeout is the endpoint's", () => {
  const { headers, body, timeoutMs } = writeRequest(ENDPOINT, readRequest());
  assert.deepEqual(
    { headers, body, timeoutMs },
    { headers: { "user-agent": "wire/1" }, body: undefined, timeoutMs: 300_000 },
  );
});

test("a body of null, false or nothing in it is still a body", () => {
  for (const body of [null, false, 0, "", {}, []]) {
    assert.equal(writeRequest(ENDPOINT, createRequest({ body })).body, JSON.stringify(body));
  }
});

test("a path that a URL parser would change is refused", () => {
  const paths = [
    "",
    "api",
    "/a/../b",
    "/a/./b",
    "/a/..",
    "/a/%2e%2E/b",
    "/a/.%2e",
    "/a b",
    "/a\\b",
    "/a?b",
    "/a#b",
    "/é",
    "/a%",
    "/a%zz",
    "/a\r\nx: y",
    "/a{b}",
  ];
  for (const path of paths) {
    assert.throws(
      () => writeRequest(ENDPOINT, readRequest({ path })),
      (error) => isFortiError(error, "INVALID_INPUT"),
      path,
    );
  }
});

test("dots that are no segment of their own are fine", () => {
  for (const path of ["/a/..b", "/a/b..", "/a/...", "/a/.b", "/a/..%2Fb", "/a/1.2.3.4"]) {
    assert.equal(writeRequest(ENDPOINT, readRequest({ path })).target, path);
  }
});

test("what cannot be sent as it is, is refused", () => {
  const circular: Record<string, JsonValue> = {};
  circular.self = circular;
  const wrong = [
    readRequest({ body: {} }),
    readRequest({ text: { type: "text/plain", content: "" } }),
    createRequest({ text: { type: "text/plain", content: "" } }),
    { ...createRequest(), body: undefined as unknown as JsonValue, text: { type: "a\r\nb: c", content: "" } },
    createRequest({ body: circular }),
    createRequest({ body: { n: 1n as unknown as number } }),
    readRequest({ query: [["filter", "\ud800"]] }),
    readRequest({ headers: { "x-evil": "a\r\nb: c" } }),
    readRequest({ headers: { "x evil": "a" } }),
    readRequest({ headers: { "x-word": "€" } }),
    readRequest({ timeoutMs: 0 }),
  ];
  for (const request of wrong) {
    assert.throws(
      () => writeRequest(ENDPOINT, request),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});

test("property: whatever is accepted, a URL parser leaves as it is, and a query reads back as it went in", () => {
  const segment = fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed());
  const query = fc.array(fc.tuple(segment, fc.string({ unit: "grapheme" })));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1 }), query, (segments, pairs) => {
      const path = `/${segments.map(encodeURIComponent).join("/")}`;
      const hasDots = segments.some((text) => text === "." || text === "..");
      if (hasDots) {
        assert.throws(() => writeRequest(ENDPOINT, readRequest({ path })));
        return;
      }
      const { target } = writeRequest(ENDPOINT, readRequest({ path, query: pairs }));
      const url = new URL(ENDPOINT.origin + target);
      assert.equal(url.pathname + url.search, target);
      assert.deepEqual([...url.searchParams], pairs);
    }),
  );
});
