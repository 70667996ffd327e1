import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { buildRequest } from "./request.ts";

const GET = { area: "cmdb", path: "firewall/address", action: "list", method: "GET" } as const;

test("reads are idempotent reads; a POST is a write that must not be sent twice", () => {
  assert.deepEqual(buildRequest(GET, {}, {}), {
    operation: "cmdb firewall/address list",
    endpoint: "cmdb/firewall/address",
    effect: "read",
    idempotent: true,
    method: "GET",
    path: "/api/v2/cmdb/firewall/address",
  });
  const post = {
    area: "monitor",
    path: "user/banned/add_users",
    action: "post",
    method: "POST",
    body: { expiry: 0 },
  } as const;
  assert.deepEqual(buildRequest(post, {}, {}), {
    operation: "monitor user/banned/add_users post",
    endpoint: "monitor/user/banned/add_users",
    effect: "write",
    idempotent: false,
    method: "POST",
    path: "/api/v2/monitor/user/banned/add_users",
    body: { expiry: 0 },
  });
  for (const method of ["PUT", "DELETE"] as const) {
    const { effect, idempotent } = buildRequest({ ...GET, action: "x", method }, {}, {});
    assert.deepEqual([effect, idempotent], ["write", true]);
  }
});

test("segments are encoded one by one", () => {
  const call = { ...GET, segments: ["a/b c%d", "member", "é"] };
  assert.equal(buildRequest(call, {}, {}).path, "/api/v2/cmdb/firewall/address/a%2Fb%20c%25d/member/%C3%A9");
});

test("the VDOM of the call goes before the client's, and global scope before the client's alone", () => {
  const query = (options: object, vdom?: string) =>
    buildRequest(GET, options, vdom === undefined ? {} : { vdom }).query;
  assert.equal(query({}), undefined);
  assert.deepEqual(query({}, "root"), [["vdom", "root"]]);
  assert.deepEqual(query({ vdom: "guest" }, "root"), [["vdom", "guest"]]);
  assert.deepEqual(query({ scope: "global" }, "root"), [["scope", "global"]]);
  assert.deepEqual(query({ scope: "vdom" }, "root"), [
    ["vdom", "root"],
    ["scope", "vdom"],
  ]);
});

test("signal, timeouts, secrets and expectation are passed on", () => {
  const { signal } = new AbortController();
  const call = { ...GET, secrets: ["s"], expect: "bytes" } as const;
  const request = buildRequest(call, { signal, timeoutMs: 5, totalTimeoutMs: 7 }, {});
  assert.equal(request.signal, signal);
  assert.equal(request.timeoutMs, 5);
  assert.equal(request.totalTimeoutMs, 7);
  assert.deepEqual(request.secrets, ["s"]);
  assert.equal(request.expect, "bytes");
});

test("a bad path, VDOM or scope is refused", () => {
  for (const bad of [
    () => buildRequest({ ...GET, path: "../x" }, {}, {}),
    () => buildRequest(GET, { vdom: "a&b" }, {}),
    () => buildRequest(GET, { scope: "all" as never }, {}),
  ]) {
    assert.throws(bad, (error) => isFortiError(error, "INVALID_INPUT"));
  }
});
