import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest, FortiErrorCode, JsonValue, Judge, Refusal } from "@fortiweave/core";
import { createJudge, errorIn, judgeFortiGate } from "./judge.ts";

const GET: DeviceRequest = {
  operation: "cmdb firewall/address get",
  effect: "read",
  idempotent: true,
  method: "GET",
  path: "/api/v2/cmdb/firewall/address/web%2F1",
};
const CREATE: DeviceRequest = {
  ...GET,
  operation: "cmdb firewall/address create",
  effect: "write",
  idempotent: false,
  method: "POST",
  path: "/api/v2/cmdb/firewall/address",
  body: { name: "web" },
};
const UPDATE: DeviceRequest = { ...CREATE, operation: "cmdb firewall/address update", method: "PUT", path: GET.path };
const ADD: DeviceRequest = {
  ...CREATE,
  operation: "cmdb firewall/addrgrp add member",
  path: "/api/v2/cmdb/firewall/addrgrp/blocked/member",
};

function judge(status: number, body: JsonValue | undefined, request: DeviceRequest = GET): Refusal {
  const verdict = judgeFortiGate({ status, headers: {}, body }, request);
  assert.ok(typeof verdict === "object", `no refusal but ${verdict}`);
  return verdict;
}

const CASES: readonly [what: string, status: number, body: JsonValue | undefined, DeviceRequest, FortiErrorCode][] = [
  ["-3 with 404", 404, { status: "error", error: -3 }, GET, "NOT_FOUND"],
  ["404 without a code", 404, { status: "error" }, GET, "NOT_FOUND"],
  ["-3 of a missing entry to change", 500, { status: "error", error: -3 }, UPDATE, "NOT_FOUND"],
  ["-3 of a new entry: what it names is missing", 500, { status: "error", error: -3 }, CREATE, "BAD_REFERENCE"],
  ["-3 with 424: the VDOM is missing, not the entry", 424, { status: "error", error: -3 }, GET, "BAD_REFERENCE"],
  ["-3 below a missing parent", 404, { status: "error", error: -3 }, ADD, "NOT_FOUND"],
  ["-5", 500, { status: "error", error: -5 }, CREATE, "DUPLICATE"],
  ["-15", 424, { status: "error", error: -15 }, CREATE, "DUPLICATE"],
  ["-100", 500, { status: "error", error: -100 }, CREATE, "DUPLICATE"],
  ["-23", 500, { status: "error", error: -23 }, GET, "IN_USE"],
  ["-94", 500, { status: "error", error: -94 }, GET, "IN_USE"],
  ["-95", 500, { status: "error", error: -95 }, GET, "IN_USE"],
  ["-96", 500, { status: "error", error: -96 }, GET, "IN_USE"],
  ["-651", 500, { status: "error", error: -651 }, UPDATE, "BAD_VALUE"],
  ["-1", 500, { status: "error", error: -1 }, UPDATE, "BAD_VALUE"],
  ["-50", 500, { status: "error", error: -50 }, UPDATE, "BAD_VALUE"],
  ["-56", 424, { status: "error", error: -56 }, CREATE, "BAD_VALUE"],
  ["409: a transaction holds the table", 409, { status: "error" }, UPDATE, "LOCKED_BY_OTHER"],
  ["424 without a code", 424, { status: "error" }, CREATE, "BAD_VALUE"],
  ["-14", 500, { status: "error", error: -14 }, UPDATE, "FORBIDDEN"],
  ["-37", 403, { status: "error", error: -37 }, UPDATE, "FORBIDDEN"],
  ["a code as text", 500, { status: "error", error: "-23" }, GET, "IN_USE"],
  ["a code in the CLI's words only", 500, { cli_error: "Command fail. Return code -23" }, GET, "IN_USE"],
  ["a code that no table knows", 500, { status: "error", error: -12345 }, GET, "DEVICE_ERROR"],
  ["words without a code", 500, { status: "error", cli_error: "strange" }, GET, "DEVICE_ERROR"],
  ["an error in a 200", 200, { status: "error", http_status: 404, error: -3 }, GET, "NOT_FOUND"],
  ["an error in a 200, of no kind", 200, { status: "error" }, GET, "DEVICE_ERROR"],
  ["an error of one VDOM in many", 200, [{ status: "success" }, { status: "error", error: -5 }], CREATE, "DUPLICATE"],
  ["401 as a web page", 401, "<html>401 Authorization Required</html>", GET, "AUTH_FAILED"],
  ["401 with nothing", 401, undefined, GET, "AUTH_FAILED"],
  ["403 as a web page", 403, "<html>Forbidden</html>", GET, "FORBIDDEN"],
  ["429", 429, "<html>Too many</html>", GET, "LOCKED_OUT"],
  ["405", 405, { status: "error" }, GET, "UNSUPPORTED"],
  ["413", 413, undefined, CREATE, "BAD_VALUE"],
];

for (const [what, status, body, request, code] of CASES) {
  test(`${what} is ${code}`, () => assert.equal(judge(status, body, request).code, code));
}

test("a reference that leads nowhere is known by the CLI's words, whatever the code", () => {
  const plain = {
    status: "error",
    error: -651,
    cli_error: "entry not found in datasource\n\nvalue parse error before 'x'",
  };
  assert.equal(judge(500, plain, UPDATE).code, "BAD_REFERENCE");
  const member = { status: "error", error: -651, cli_error: "node_check_object fail! for name web\n" };
  assert.equal(judge(500, member, ADD).code, "BAD_REFERENCE");
  assert.equal(judge(500, member, CREATE).code, "BAD_VALUE", "a new entry's own name refers to nothing");
});

test("messages name the entry and what to do, and quote the device where its words are needed", () => {
  const missing = judge(404, { status: "error", error: -3 });
  assert.equal(missing.message, 'Cannot get firewall/address "web/1": there is none');
  assert.match(missing.hint ?? "", /VDOM/);
  const cli_error = "value parse error before 'nope'\nCommand fail. Return code -651\n";
  const bad = judge(500, { status: "error", error: -651, cli_error }, CREATE);
  assert.equal(
    bad.message,
    `Cannot create firewall/address "web": the device does not take a value (value parse error before 'nope')`,
  );
  assert.deepEqual(bad.cliErrors, ["value parse error before 'nope'", "Command fail. Return code -651"]);
  assert.equal(bad.deviceCode, -651);
  assert.match(judge(500, { error: -94 }).message, /something still uses it \(user group used by policy\)$/);
  assert.equal(
    judge(404, { error: -3 }, ADD).message,
    'Cannot add member "web" of firewall/addrgrp "blocked": there is none',
  );
  const list = { ...GET, operation: "cmdb firewall/addrgrp list member", path: `${ADD.path}` };
  assert.match(judge(404, { error: -3 }, list).message, /^Cannot list member of firewall\/addrgrp "blocked": /);
  const remove = { ...list, operation: "cmdb firewall/addrgrp remove member", path: `${ADD.path}/a%2Fb` };
  assert.match(
    judge(404, { error: -3 }, remove).message,
    /^Cannot remove member "a\/b" of firewall\/addrgrp "blocked": /,
  );
  const ban = {
    ...ADD,
    operation: "monitor user/banned/add_users post",
    path: "/api/v2/monitor/user/banned/add_users",
  };
  assert.equal(
    judge(500, { error: -12345 }, ban).message,
    'Cannot complete "monitor user/banned/add_users post": the device reports error -12345 (HTTP 500)',
  );
  assert.match(judge(503, { status: "error" }, UPDATE).message, /: the device reports an error \(HTTP 503\)$/);
});

test("the hint of a 401 lists the likely causes", () => {
  const { hint = "" } = judge(401, undefined);
  for (const cause of [/token/, /trusted hosts/, /expired/]) assert.match(hint, cause);
});

test("a VDOM that is not there is named, and never taken for an entry that is not", () => {
  const nowhere = { status: "error", error: -3 };
  const read = judge(424, nowhere, { ...GET, query: [["vdom", "nope"]] });
  assert.equal(read.code, "BAD_REFERENCE");
  assert.match(read.message, /^Cannot get firewall\/address "web\/1": there is no VDOM "nope"/);
  const write = judge(424, nowhere, { ...CREATE, query: [["vdom", "nope"]] });
  assert.match(write.message, /: there is no VDOM "nope", or a value names something that does not exist/);
  const dangling = { ...nowhere, cli_error: "entry not found in datasource" };
  assert.doesNotMatch(judge(424, dangling, { ...CREATE, query: [["vdom", "root"]] }).message, /VDOM/);
  const forbidden = judge(403, { status: "error" }, { ...GET, query: [["vdom", "guest"]] });
  assert.match(forbidden.message, /the device does not allow it in VDOM "guest"$/);
});

test("of several VDOMs, those that refuse do not speak for those that answer", () => {
  const many = { ...GET, query: [["vdom", "root,nope"]] } as const;
  const root = { status: "success", http_status: 200, vdom: "root" };
  const nope = { status: "error", http_status: 424, vdom: "nope", error: -3 };
  assert.equal(judgeFortiGate({ status: 424, headers: {}, body: [root, nope] }, many), "accept");
  assert.equal(errorIn(root, many), undefined);
  const error = errorIn(nope, many);
  assert.equal(error?.code, "BAD_REFERENCE");
  assert.match(error?.message ?? "", /there is no VDOM "nope"/);
  assert.equal(error?.status, 424);
  const all = judge(424, [nope, { ...nope, vdom: "nada" }], many);
  assert.match(all.message, /there is no VDOM "nope"/);
});

test("success is left alone, and a write may answer nothing", () => {
  const ok = { status: 200, headers: {} };
  assert.equal(judgeFortiGate({ ...ok, body: { status: "success", results: [] } }, GET), undefined);
  assert.equal(judgeFortiGate({ ...ok, body: undefined }, CREATE), "accept");
  assert.equal(judgeFortiGate({ ...ok, body: undefined }, GET), undefined, "nothing for an answer to a read is wrong");
});

test("a server that is no FortiGate is left to the general rules", () => {
  const page = "<html>Not Found</html>";
  for (const [status, body] of [
    [404, page],
    [404, undefined],
    [424, page],
    [500, page],
    [502, undefined],
  ] as const) {
    assert.equal(judgeFortiGate({ status, headers: {}, body }, GET), undefined);
  }
});

test("a client's judge remembers whether its token was accepted, which a refusal does not show", () => {
  const ask: DeviceRequest = { ...GET, headers: { authorization: "Bearer 0123456789abcdefghijklmno" } };
  const refuse = (client: Judge, body: JsonValue): string => {
    const verdict = client({ status: 401, headers: {}, body }, ask);
    assert.ok(typeof verdict === "object");
    return verdict.message;
  };
  const client = createJudge();
  for (const body of [{ status: "error", http_status: 401 }, "<html>401</html>"]) {
    assert.match(refuse(client, body), /did not accept the credential$/);
  }
  client({ status: 200, headers: {}, body: { status: "success" } }, ask);
  assert.match(refuse(client, "<html>401</html>"), /no longer accepts the API token, which it did before$/);
  assert.match(
    refuse(createJudge(), "<html>401</html>"),
    /did not accept the credential$/,
    "another client's does not",
  );
});

test("a client's judge leaves sign-ins to what knows them", () => {
  const signIn: DeviceRequest = { ...CREATE, operation: "sign in", effect: "session", path: "/logincheck" };
  const verdict = createJudge()({ status: 200, headers: {}, body: 0 }, signIn);
  assert.ok(typeof verdict === "object");
  assert.match(verdict.message, /^Cannot sign in/);
});
