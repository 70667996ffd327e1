import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { createPerEndpoint, endpointOf, MOST_ENDPOINTS, OTHER_ENDPOINTS } from "./per-endpoint.ts";

test("each name has a value of its own", () => {
  const counts = createPerEndpoint(() => ({ n: 0 }));
  counts.at("a").n++;
  counts.at("b").n += 2;
  counts.at("a").n++;
  assert.deepEqual(
    counts.toObject(({ n }) => n),
    { a: 2, b: 2 },
  );
});

test("beyond its room, names share one value", () => {
  const counts = createPerEndpoint(() => ({ n: 0 }));
  for (let index = 0; index < MOST_ENDPOINTS + 50; index++) counts.at(`path ${index}`).n++;
  counts.at("path 0").n++;
  const all = counts.toObject(({ n }) => n);
  assert.equal(Object.keys(all).length, MOST_ENDPOINTS + 1);
  assert.deepEqual([all["path 0"], all[OTHER_ENDPOINTS]], [2, 50]);
});

test("a name from a prototype is a name like any other", () => {
  const counts = createPerEndpoint(() => ({ n: 1 }));
  counts.at("__proto__");
  counts.at("constructor");
  assert.deepEqual(Object.keys(counts.toObject(({ n }) => n)), ["__proto__", "constructor"]);
});

test("a request without an endpoint is known by its operation", () => {
  assert.equal(endpointOf(readRequest()), "cmdb firewall/address list");
  assert.equal(endpointOf(readRequest({ endpoint: "cmdb/firewall/address" })), "cmdb/firewall/address");
});
