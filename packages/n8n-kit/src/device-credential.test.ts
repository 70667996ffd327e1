import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authenticateRequest } from "./device-credential.ts";
import { DEVICE } from "./testing/certificates.ts";

const CREDENTIAL = { url: "https://192.0.2.1", token: "0123456789abcdefghijklmno" };
const REQUEST = { url: "https://192.0.2.1/api/v2/monitor/system/status", headers: { accept: "application/json" } };

describe("authenticateRequest", () => {
  it("adds the token as a header, and keeps it from other hosts", async () => {
    const signed = await authenticateRequest(CREDENTIAL, REQUEST);
    assert.deepEqual(signed.headers, { accept: "application/json", Authorization: `Bearer ${CREDENTIAL.token}` });
    assert.equal(signed.sendCredentialsOnCrossOriginRedirect, false);
    assert.equal(signed.url, REQUEST.url);
  });

  it("adds the certificate rules", async () => {
    const signed = await authenticateRequest({ ...CREDENTIAL, ca: DEVICE }, REQUEST);
    assert.deepEqual(signed.agentOptions?.ca, [DEVICE]);
  });

  it("fails on a bad certificate with words instead of a code", async () => {
    const failure = await authenticateRequest({ ...CREDENTIAL, ca: "x" }, REQUEST).catch((error: Error) => error);
    assert.ok(failure instanceof Error);
    assert.match(failure.message, /not a PEM certificate/);
    assert.equal("code" in failure, false);
  });
});
