import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest, DeviceResponse } from "@fortiweave/core";
import { carrySession, learnSession, takeCookies, toSession } from "./cookie-session.ts";

const GET: DeviceRequest = {
  operation: "cmdb firewall/address list",
  effect: "read",
  idempotent: true,
  method: "GET",
  path: "/api/v2/cmdb/firewall/address",
  headers: { "x-trace": "1" },
  secrets: ["psk"],
};
const PUT: DeviceRequest = { ...GET, effect: "write", method: "PUT" };

function answer(...cookies: string[]): DeviceResponse {
  return { status: 200, headers: cookies.length === 0 ? {} : { "set-cookie": cookies.join("\n") }, body: "" };
}

/** The session that these cookies make. */
function session(...cookies: string[]) {
  return toSession(takeCookies(new Map(), answer(...cookies)));
}

test("cookies go back exactly as they came, and the CSRF token goes without its quotes", () => {
  const { header, csrf, secrets } = session(
    'ccsrf_token_443_0a1b2c3d="C5RF=="; path=/; secure; SameSite=Strict',
    "session_key_443_0a1b2c3d=a&b%26c=d; path=/; HttpOnly; expires=Wed, 01 Jan 2031 00:00:00 GMT",
  );
  assert.equal(header, 'ccsrf_token_443_0a1b2c3d="C5RF=="; session_key_443_0a1b2c3d=a&b%26c=d');
  assert.equal(csrf, "C5RF==");
  assert.deepEqual(secrets, ["C5RF==", "a&b%26c=d"]);
});

for (const name of [
  "ccsrftoken",
  "ccsrftoken_4711",
  "ccsrftoken_443",
  "ccsrftoken_443_0a1b2c3d",
  "ccsrf_token_443_0a",
]) {
  test(`${name} holds the CSRF token`, () => {
    assert.equal(session("APSCOOKIE_4711=x", `${name}="abc"`).csrf, "abc");
    assert.equal(session("APSCOOKIE_4711=x", `${name}=abc`).csrf, "abc");
  });
}

test("cookies that are taken back are gone", () => {
  const cookies = session("APSCOOKIE_1=a", 'ccsrftoken="b"', "c=d", "e=f").cookies;
  const left = takeCookies(
    cookies,
    answer(
      'APSCOOKIE_1="0%260"; path=/',
      "ccsrftoken=; path=/",
      "c=d; Max-Age=0",
      "e=f; expires=Thu, 01-Jan-1970 00:00:00 GMT",
    ),
  );
  assert.equal(left.size, 0);
  assert.equal(cookies.size, 4, "what it was stays what it was");
});

test("a request carries the session among its secrets, and the CSRF token where it writes", () => {
  const own = session("session_key_443_a=key", 'ccsrf_token_443_a="csrf"');
  const header = 'session_key_443_a=key; ccsrf_token_443_a="csrf"';
  assert.deepEqual(carrySession(GET, own).headers, { "x-trace": "1", cookie: header });
  assert.deepEqual(carrySession(PUT, own).headers, { "x-trace": "1", cookie: header, "x-csrftoken": "csrf" });
  assert.deepEqual(carrySession(GET, own).secrets, ["psk", "key", "csrf"]);
  assert.deepEqual(GET.headers, { "x-trace": "1" });
});

test("an answer may change the session, and a write that goes through shows that the CSRF token is right", () => {
  const own = session("session_key_443_a=key", 'ccsrf_token_443_a="csrf"');
  assert.equal(learnSession(own, answer(), GET), own);
  const proven = learnSession(own, answer(), PUT);
  assert.equal(proven.isCsrfProven, true);
  assert.equal(learnSession(proven, answer(), PUT), proven);
  const changed = learnSession(proven, answer('ccsrf_token_443_a="next"'), GET);
  assert.equal(changed.csrf, "next");
  assert.equal(changed.header, 'session_key_443_a=key; ccsrf_token_443_a="next"');
  assert.equal(changed.isCsrfProven, false);
});
