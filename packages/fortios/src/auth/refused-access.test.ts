import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest, JsonValue } from "@fortiweave/core";
import { refusedAccess } from "./refused-access.ts";

const PAGE =
  "<html><title>401 Unauthorized</title>Either you supplied the wrong credentials (e.g., bad password), or your " +
  "browser doesn't understand how to supply the credentials required.</html>";
const TOKEN = { authorization: "Bearer 0123456789abcdefghijklmno" };

interface Facts {
  readonly sent?: Record<string, string>;
  readonly body?: JsonValue;
  readonly headers?: Record<string, string>;
  readonly deviceCode?: number;
  readonly wasAccepted?: boolean;
}

function rule(status: number, facts: Facts = {}) {
  const { sent = TOKEN, body = PAGE, headers = {}, deviceCode, wasAccepted = false } = facts;
  const request: DeviceRequest = {
    operation: "cmdb firewall/address update",
    effect: "write",
    idempotent: true,
    method: "PUT",
    path: "/api/v2/cmdb/firewall/address/web",
    headers: sent,
  };
  return refusedAccess({ status, deviceCode, response: { status, headers, body }, request, wasAccepted });
}

const SESSION = { cookie: "session_key_443_a=b", "x-csrftoken": "c" };

test("each refusal has words and a hint of its own", () => {
  const all = [
    rule(401),
    rule(401, { wasAccepted: true }),
    rule(401, { sent: { authorization: "Bearer short" } }),
    rule(401, { body: "Peer not trusted: 192.0.2.9" }),
    rule(401, { body: { error: "trusthost mismatch" } }),
    rule(401, { headers: { "www-authenticate": 'Bearer error_description="The token has expired"' } }),
    rule(401, { body: "Invalid API key" }),
    rule(401, { sent: SESSION }),
    rule(403),
    rule(403, { sent: SESSION, deviceCode: -37 }),
    rule(403, { sent: SESSION }),
    rule(403, { sent: SESSION, body: "no valid CSRF token found" }),
    rule(429),
  ];
  assert.deepEqual(
    all.map((found) => `${found?.code}: ${found?.why}`),
    [
      "AUTH_FAILED: the device did not accept the credential",
      "AUTH_FAILED: the device no longer accepts the API token, which it did before",
      "AUTH_FAILED: the API token is not one that a FortiGate makes",
      "AUTH_FAILED: the device does not trust this machine's address",
      "AUTH_FAILED: the device does not trust this machine's address",
      "AUTH_FAILED: the API token has expired",
      "AUTH_FAILED: the device does not know the API token",
      "SESSION_EXPIRED: the device ended the session",
      "FORBIDDEN: the device does not allow it",
      "FORBIDDEN: the device does not allow it",
      "FORBIDDEN: the device does not allow it, or misses the CSRF token of the session",
      "FORBIDDEN: the device misses the CSRF token of the session",
      "LOCKED_OUT: the device has locked this machine's address out after failed sign-ins",
    ],
  );
  assert.equal(new Set(all.map((found) => found?.hint)).size, all.length - 2);
});

test("what a page says anyway, and what could mean anything, tells nothing", () => {
  const unclear = rule(401);
  assert.deepEqual(rule(401, { headers: { "www-authenticate": 'error="invalid_token"' } }), unclear);
  assert.deepEqual(rule(401, { sent: {} }), unclear, "a host signs in by itself");
  const either = "Request is missing CSRF token or administrator is missing access profile permissions";
  assert.deepEqual(rule(403, { sent: SESSION, body: either }), rule(403, { sent: SESSION }));
  for (const cause of [/token/, /trusted hosts/, /expired/, /diagnose debug application httpsd/]) {
    assert.match(unclear?.hint ?? "", cause);
  }
});

test("any other status is none of its business", () => {
  for (const status of [200, 400, 404, 405, 500]) assert.equal(rule(status), undefined);
});
