import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest, FortiErrorCode, JsonValue, Verdict } from "@fortiweave/core";
import { judgeSignIn } from "./judge-sign-in.ts";

const NEW: DeviceRequest = {
  operation: "sign in",
  effect: "session",
  idempotent: true,
  method: "POST",
  path: "/api/v2/authentication",
  body: { username: "admin", secretkey: "geheim" },
};
const { body: _none, ...rest } = NEW;
const FORM = { type: "application/x-www-form-urlencoded", content: "username=admin&secretkey=geheim" };
const OLD: DeviceRequest = { ...rest, path: "/logincheck", text: FORM };

const PAGE = "<html><title>401 Unauthorized</title></html>";
const COOKIES = { "set-cookie": 'session_key_443_a=k\nccsrf_token_443_a="c"' };
const OLD_COOKIES = { "set-cookie": 'APSCOOKIE_1=k\nccsrftoken="c"' };

function judge(request: DeviceRequest, status: number, body: JsonValue | undefined, headers = {}): Verdict {
  return judgeSignIn({ status, headers, body }, request);
}

const ACCEPTED: readonly [DeviceRequest, body: JsonValue, headers?: Record<string, string>][] = [
  [NEW, { status_code: 5, status_message: "LOGIN_SUCCESS" }, COOKIES],
  [NEW, { status: 6, status_message: "LOGIN_SUCCESS" }, COOKIES],
  [NEW, { status_code: 5 }, COOKIES],
  [NEW, { status_code: -2, status_message: "LOGIN_ACCEPT_PRE_LOGIN_DISCLAIMER" }],
  [NEW, { status_code: 3, status_message: "LOGIN_ACCEPT_POST_LOGIN_DISCLAIMER" }],
  [NEW, { status_code: 2, status_message: "LOGIN_TFA" }],
  [NEW, { status_code: 4, status_message: "LOGIN_CHANGE_PWD_NEEDED" }],
  [OLD, '1document.location="/ng/";\n', OLD_COOKIES],
  [OLD, '1document.location="/logindisclaimer?viewOnly&redir=%2Fng%2F";\n', OLD_COOKIES],
  // JSON takes these for numbers.
  [OLD, 1, OLD_COOKIES],
  [OLD, 3],
  [OLD, '4document.location="/ng/";'],
];

for (const [request, body, headers] of ACCEPTED) {
  test(`${request.path} may answer ${JSON.stringify(body)}`, () => {
    assert.equal(judge(request, 200, body, headers), "accept");
  });
}

const REFUSED: readonly [DeviceRequest, number, JsonValue | undefined, FortiErrorCode, RegExp][] = [
  [NEW, 401, { status_code: -1, status_message: "LOGIN_FAILED" }, "AUTH_FAILED", /user name or the password/],
  [NEW, 200, { status: -1, status_message: "LOGIN_FAILED" }, "AUTH_FAILED", /user name or the password/],
  [NEW, 200, { status: -1, status_message: "LOGIN_FAILED", error_message: "LOCKED_OUT" }, "LOCKED_OUT", /locked/],
  [NEW, 200, { status_code: -4 }, "LOCKED_OUT", /locked/],
  [NEW, 429, "<html>429</html>", "LOCKED_OUT", /locked/],
  [NEW, 401, PAGE, "AUTH_FAILED", /does not say why/],
  [NEW, 401, undefined, "AUTH_FAILED", /does not say why/],
  [NEW, 403, PAGE, "FORBIDDEN", /from here/],
  [NEW, 404, { status: "error", http_status: 404 }, "UNSUPPORTED", /does not take sign-ins there/],
  [NEW, 405, undefined, "UNSUPPORTED", /does not take sign-ins there/],
  [NEW, 200, "<html>sign in</html>", "UNSUPPORTED", /does not take sign-ins there/],
  [NEW, 200, { status_code: 5, status_message: "LOGIN_SUCCESS" }, "BAD_RESPONSE", /gives no session/],
  [OLD, 200, 0, "AUTH_FAILED", /user name or the password/],
  [OLD, 200, "2", "LOCKED_OUT", /locked/],
  [OLD, 200, { status: 0 }, "AUTH_FAILED", /user name or the password/],
  [OLD, 200, '1document.location="/ng/";', "UNSUPPORTED", /gives no session/],
  [OLD, 200, "<html>sign in</html>", "UNSUPPORTED", /does not take sign-ins there/],
  [OLD, 302, undefined, "UNSUPPORTED", /does not take sign-ins there/],
];

for (const [request, status, body, code, words] of REFUSED) {
  test(`${request.path} is refused by ${status} ${JSON.stringify(body)}`, () => {
    const verdict = judge(request, status, body);
    assert.ok(typeof verdict === "object");
    assert.equal(verdict.code, code);
    assert.match(verdict.message, /^Cannot sign in as "admin": /);
    assert.match(verdict.message, words);
    assert.ok(verdict.hint);
  });
}

test("the device's number is kept: with one it has said something about user and password", () => {
  const code = (verdict: Verdict) => typeof verdict === "object" && verdict.deviceCode;
  assert.equal(code(judge(NEW, 401, { status_code: -1, status_message: "LOGIN_FAILED" })), -1);
  assert.equal(code(judge(OLD, 200, 0)), 0);
  assert.equal(code(judge(NEW, 401, PAGE)), undefined);
});

test("a device that is starting is left to the general rules, and so is what ends a session", () => {
  assert.equal(judge(NEW, 503, PAGE), undefined);
  const end: DeviceRequest = { ...rest, method: "DELETE" };
  assert.equal(judge(end, 200, "whatever"), "accept");
  assert.equal(judge({ ...rest, path: "/logout" }, 302, undefined), "accept");
  assert.equal(judge(end, 401, PAGE), undefined);
});
