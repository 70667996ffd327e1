import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Bench, CREDENTIAL_TYPE } from "./bench.ts";

/** The credential, tried with n8n's "Test" button. */
export function testCredential(bench: () => Bench): void {
  const test = (data: object) => {
    const { url, token } = bench().fortigate;
    return bench().n8n.api.testCredential({ name: "Tried", type: CREDENTIAL_TYPE, data: { url, token, ...data } });
  };

  describe("The credential", () => {
    it("works with the device's own certificate, with its fingerprint, and without verification", async () => {
      const { certificate: ca, fortigate } = bench();
      const ways = [{ ca }, { ca, fingerprint: fortigate.fingerprint }, { ignoreSslIssues: true }];
      for (const data of ways) assert.equal((await test(data)).status, "OK", Object.keys(data).join());
    });

    it("fails on a certificate that nothing vouches for", async () => {
      assert.deepEqual(await test({}), { status: "Error", message: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    });

    it("fails on another certificate than the pinned one", async () => {
      const { status, message } = await test({ ca: bench().certificate, fingerprint: "00".repeat(32) });
      assert.equal(status, "Error");
      assert.match(message, /fingerprint is not the one/);
    });

    it("says in words that a pasted certificate is none", async () => {
      const { status, message } = await test({ ca: "nonsense" });
      assert.equal(status, "Error");
      assert.match(message, /not a PEM certificate/);
    });

    it("fails on a wrong token with what to look at", async () => {
      const { status, message } = await test({ ca: bench().certificate, token: "wrong-token-wrong-token-wr" });
      assert.equal(status, "Error");
      assert.match(message, /wrong or expired.*trusted hosts/);
    });

    it("never shows the token", async () => {
      const stored = await bench().n8n.api.call("GET", `/credentials/${bench().credential.id}?includeData=true`);
      assert.doesNotMatch(JSON.stringify(stored), new RegExp(bench().fortigate.token));
    });
  });
}
