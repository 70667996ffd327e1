import assert from "node:assert/strict";
import { test } from "node:test";
import { parseUrl } from "./url.ts";

test("segments are decoded one by one, so that an encoded slash stays inside its segment", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["/api/v2/cmdb", ["api", "v2", "cmdb"]],
    ["/api/v2/cmdb/", ["api", "v2", "cmdb"]],
    ["/a/..%2Fx", ["a", "../x"]],
    ["/a/a%2Fb%20c%25d", ["a", "a/b c%d"]],
    ["/a/%C3%A9", ["a", "é"]],
    ["/a/100%", ["a", "100%"]],
    ["/a/b+c", ["a", "b+c"]],
    ["/a/%3F%23", ["a", "?#"]],
    ["/", []],
    ["", []],
    ["https://10.0.0.1/a/b", ["a", "b"]],
  ];
  for (const [url, segments] of cases) assert.deepEqual(parseUrl(url).segments, segments, url);
});

test("dot segments are resolved, plain or encoded, as web servers do", () => {
  assert.deepEqual(parseUrl("/api/v2/cmdb/firewall/address/../policy").segments, [
    "api",
    "v2",
    "cmdb",
    "firewall",
    "policy",
  ]);
  assert.deepEqual(parseUrl("/a/%2e%2E/b/./c").segments, ["b", "c"]);
});

test("query names and values are decoded, with plus signs as spaces", () => {
  const { query } = parseUrl("/a?filter=name==a+b&filter=x%3D%3Dy%20z&empty=&bare&with_meta=1&off=0&count=12&start=-1");
  assert.deepEqual(query.all("filter"), ["name==a b", "x==y z"]);
  assert.equal(query.get("filter"), "name==a b");
  assert.equal(query.get("empty"), "");
  assert.equal(query.get("bare"), "");
  assert.equal(query.get("absent"), undefined);
  assert.equal(query.flag("with_meta"), true);
  assert.equal(query.flag("off"), false);
  assert.equal(query.flag("bare"), false);
  assert.equal(query.count("count"), 12);
  assert.equal(query.count("start"), undefined);
});

test("a bare question mark is an empty query", () => {
  const { segments, query } = parseUrl("/a/b?");
  assert.deepEqual(segments, ["a", "b"]);
  assert.deepEqual(query.pairs(), {});
});
