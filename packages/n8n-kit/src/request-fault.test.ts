import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DeviceRequest, FortiError } from "@fortiweave/core";
import type { NodeApiError as ApiError, JsonObject } from "n8n-workflow";
import { requestFault } from "./request-fault.ts";
import "./testing/n8n-workflow.ts";

const { NodeApiError } = await import("n8n-workflow");

const TOKEN = "0123456789abcdefghijklmno";
const REQUEST: DeviceRequest = {
  operation: "cmdb firewall/address create",
  effect: "write",
  idempotent: false,
  method: "POST",
  path: "/api/v2/cmdb/firewall/address",
  secrets: [TOKEN],
};
const NODE = {
  id: "1",
  name: "FortiGate",
  type: "x",
  typeVersion: 1,
  position: [0, 0] as [number, number],
  parameters: {},
};

/** As n8n throws it: the client's error, with the signed request beside it, wrapped. */
function thrown(message: string, more: object = {}): ApiError {
  const config = { headers: { Authorization: `Bearer ${TOKEN}` } };
  return new NodeApiError(NODE, Object.assign(new Error(message), { config, ...more }) as unknown as JsonObject);
}

function faultOf(error: unknown): FortiError {
  return requestFault(error, { request: REQUEST, origin: "https://192.0.2.1", timeoutMs: 5000 });
}

describe("requestFault", () => {
  const cases: [string, unknown, Partial<FortiError>][] = [
    [
      "a refused connection",
      thrown("connect ECONNREFUSED", { code: "ECONNREFUSED" }),
      { code: "NETWORK", reached: "no" },
    ],
    ["a lost connection", thrown("socket hang up", { code: "ECONNRESET" }), { code: "NETWORK", reached: "maybe" }],
    [
      "a self-signed certificate",
      thrown("self-signed", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
      { code: "TLS", reached: "no" },
    ],
    [
      "a certificate refused by us",
      thrown("The certificate is refused", { name: "CertificateRefused" }),
      { code: "TLS", reached: "no" },
    ],
    [
      "a timeout",
      thrown("timeout of 5000ms exceeded", { code: "ECONNABORTED" }),
      { code: "TIMEOUT", reached: "maybe" },
    ],
    ["a cancelled execution", thrown("canceled", { code: "ERR_CANCELED" }), { code: "ABORTED" }],
    [
      "n8n's egress guard",
      thrown("The request was blocked", { name: "SsrfBlockedIpError" }),
      { code: "NETWORK", reached: "no" },
    ],
  ];
  for (const [what, error, expected] of cases) {
    it(`knows ${what}`, () => {
      const fault = faultOf(error);
      for (const [key, value] of Object.entries(expected)) assert.equal(fault[key as keyof FortiError], value, key);
      assert.match(fault.message, /cmdb firewall\/address create/);
    });
  }

  it("says in n8n's terms what to do about a certificate and about the egress guard", () => {
    assert.match(
      faultOf(thrown("x", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })).hint ?? "",
      /credential as CA certificate/,
    );
    assert.match(faultOf(thrown("x", { name: "SsrfBlockedIpError" })).hint ?? "", /N8N_SSRF_ALLOWED_IP_RANGES/);
  });

  it("hands on an error of ours from within", () => {
    const own = new FortiError({ code: "INVALID_INPUT", message: "The CA certificate is none" });
    const wrapped = thrown("The CA certificate is none", { cause: own });
    assert.equal(faultOf(wrapped).message, own.message);
  });

  it("lets the token nowhere into the error", () => {
    const fault = faultOf(thrown(`bad header Bearer ${TOKEN}`, { code: "ERR_INVALID_CHAR" }));
    assert.doesNotMatch(
      `${fault.message} ${fault.stack} ${JSON.stringify(fault.cause)} ${(fault.cause as Error).stack}`,
      new RegExp(TOKEN),
    );
    assert.equal("config" in (fault.cause as object), false);
  });
});
