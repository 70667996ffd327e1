import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest, FortiErrorCode, JsonValue, Refusal } from "@fortiweave/core";
import { type RpcParams, writeEnvelope } from "@fortiweave/core/json-rpc";
import { errorOf, judgeFortiManager } from "./judge.ts";

const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

function request(method: string, params: readonly RpcParams[], changes: Partial<DeviceRequest> = {}): DeviceRequest {
  return {
    operation: `firewall/address ${method}`,
    effect: "write",
    idempotent: false,
    method: "POST",
    path: "/jsonrpc",
    body: writeEnvelope({ id: 1, method, params }),
    ...changes,
  };
}

const add = request("add", [{ url: ADDRESSES, data: { name: "web" } }]);

function judge(result: JsonValue, of = add, status = 200): Refusal | undefined {
  const verdict = judgeFortiManager({ status, headers: {}, body: { id: 1, result } }, of);
  assert.notEqual(verdict, "accept");
  return verdict as Refusal | undefined;
}

const failing = (code: number, message = "Words of the device"): JsonValue => ({ status: { code, message }, url: "x" });

const CODES: readonly (readonly [number, FortiErrorCode])[] = [
  [-1, "DEVICE_ERROR"],
  [-2, "DUPLICATE"],
  [-3, "NOT_FOUND"],
  [-4, "NOT_FOUND"],
  [-5, "UNSUPPORTED"],
  [-6, "BAD_REFERENCE"],
  [-7, "IN_USE"],
  [-8, "BAD_VALUE"],
  [-9, "UNSUPPORTED"],
  [-10, "BAD_VALUE"],
  [-11, "FORBIDDEN"],
  [-22, "AUTH_FAILED"],
  [-9001, "BAD_VALUE"],
  [-9998, "BAD_VALUE"],
  [-10_015, "IN_USE"],
  [-10_131, "BAD_REFERENCE"],
  [-10_147, "FORBIDDEN"],
  [-20_020, "FORBIDDEN"],
  [-20_055, "LOCKED_BY_OTHER"],
  [-20_063, "IN_USE"],
  [-4711, "DEVICE_ERROR"],
];

test("every status code is an error of its kind, with the device's own code and words", () => {
  for (const [status, code] of CODES) {
    const refusal = judge([failing(status)]);
    assert.deepEqual([refusal?.code, refusal?.deviceCode], [code, status]);
    assert.deepEqual(refusal?.cliErrors, ["Words of the device"]);
    assert.match(refusal?.message ?? "", /^Cannot add firewall\/address "web" in ADOM "root": /);
    if (status !== -4711) assert.ok(refusal?.hint, String(status));
  }
});

test("success is none", () => {
  assert.equal(judge([{ status: { code: 0, message: "OK" }, data: [] }]), undefined);
});

test("without a lock, the hint names what to lock", () => {
  assert.match(judge([failing(-10_147)])?.hint ?? "", /fmg\.workspace\("root", /);
  const global = request("add", [{ url: "pm/config/global/obj/firewall/address", data: { name: "web" } }]);
  assert.match(judge([failing(-10_147)], global)?.hint ?? "", /"global"/);
});

test("a url that the catalogue knows may have a wrong name in it; another may not exist at all", () => {
  const refusal = judge([failing(-6)]);
  assert.match(refusal?.hint ?? "", /ADOM, the package and the device/);
  assert.equal(judge([failing(-6)], request("get", [{ url: "pm/config/adom/root/obj/no/such" }]))?.code, "UNSUPPORTED");
});

test("a message names the entry, the list in it, the package and the call", () => {
  const messageOf = (method: string, params: RpcParams): string =>
    judge([failing(-3)], request(method, [params]))?.message ?? "";
  assert.match(
    messageOf("delete", { url: `${ADDRESSES}/10.0.0.0\\/8` }),
    /^Cannot delete firewall\/address "10\.0\.0\.0\/8" in/,
  );
  assert.match(
    messageOf("unset", { url: "pm/config/adom/root/obj/firewall/addrgrp/g/member" }),
    /^Cannot unset member of firewall\/addrgrp "g" in ADOM "root"/,
  );
  assert.match(
    messageOf("move", { url: "pm/config/adom/a/pkg/f/p/firewall/policy/7" }),
    /^Cannot move pkg\/firewall\/policy "7" in package "f\/p" in ADOM "a"/,
  );
  assert.match(
    messageOf("exec", { url: "/securityconsole/install/package" }),
    /^Cannot run securityconsole\/install\/package:/,
  );
  assert.match(
    messageOf("get", { url: "/pm/config/device/F/vdom/root/x/" }),
    /^Cannot get pm\/config\/device\/F\/vdom\/root\/x:/,
  );
});

test("what the device says stands in the message where nothing else explains it", () => {
  assert.match(judge([failing(-10)])?.message ?? "", /\(Words of the device\)$/);
  assert.doesNotMatch(judge([failing(-2)])?.message ?? "", /Words/);
  assert.match(judge([failing(-9001, "")])?.message ?? "", /\(property value invalid\)$/);
});

const two = request("add", [
  { url: ADDRESSES, data: { name: "a" } },
  { url: ADDRESSES, data: { name: "b" } },
]);

test("of several operations each has its own outcome", () => {
  assert.equal(judge([failing(-2), failing(-3)], two), undefined);
  assert.equal(judge([failing(-11), { status: { code: 0, message: "OK" } }], two), undefined);
  const error = errorOf({ status: { code: -2, message: "Exists" } }, 1, two, 200);
  assert.deepEqual([error.code, error.status, error.reached], ["DUPLICATE", 200, "yes"]);
  assert.match(error.message, /"b"/);
});

test("when all of them miss the permission, the request is refused: the session may be over", () => {
  assert.equal(judge([failing(-11), failing(-11)], two)?.deviceCode, -11);
  assert.equal(judge([failing(-11)], two)?.deviceCode, -11);
});

test("malformed answers say what is wrong with them", () => {
  const fault = (body: unknown): string => {
    const verdict = judgeFortiManager({ status: 200, headers: {}, body }, add);
    assert.ok(typeof verdict === "object" && verdict.code === "BAD_RESPONSE", JSON.stringify(verdict));
    return verdict.message;
  };
  assert.equal(fault({ id: 1 }), 'Cannot complete "firewall/address add": the answer has no "result"');
  assert.match(fault({ id: 2, result: [failing(-3)] }), /is to another request/);
  assert.match(fault({ id: 1, result: [{}] }), /has no "status"/);
});

test("the general rules judge web pages and HTTP errors", () => {
  for (const [status, body] of [
    [200, "<html>"],
    [503, { id: 1 }],
    [401, undefined],
  ] as const) {
    assert.equal(judgeFortiManager({ status, headers: {}, body }, add), undefined);
  }
});

test("the start of an answer to a sign-in is not quoted: it may hold the session's key", () => {
  const login = request("exec", [{ url: "sys/login/user" }], { effect: "session", operation: "sign in" });
  const verdict = judgeFortiManager({ status: 200, headers: {}, body: '{"session": "GEHEIM==' }, login);
  assert.ok(typeof verdict === "object" && verdict.code === "BAD_RESPONSE");
  assert.doesNotMatch(JSON.stringify(verdict), /GEHEIM/);
});
