import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { AUTHORITY, DEVICE } from "./testing/certificates.ts";
import { type CertificateRules, tlsOptions } from "./tls.ts";

const device = new X509Certificate(DEVICE);
const FINGERPRINT = device.fingerprint256;

/** What Node would say of the device's certificate, were its chain trusted. */
function judge(rules: CertificateRules, host: string): string | undefined {
  const peer = { raw: device.raw, fingerprint256: FINGERPRINT };
  return tlsOptions(rules).checkServerIdentity?.(host, peer as never)?.message;
}

describe("tlsOptions", () => {
  it("leaves everything to Node when nothing is filled in", () => {
    assert.deepEqual(tlsOptions({ ca: "", fingerprint: "", ignoreSslIssues: false }), {});
  });

  it("verifies nothing when told so, whatever else is filled in", () => {
    assert.deepEqual(tlsOptions({ ca: DEVICE, ignoreSslIssues: true }), { rejectUnauthorized: false });
  });

  it("trusts the pasted certificates alone", () => {
    assert.deepEqual(tlsOptions({ ca: AUTHORITY + DEVICE }).ca, [AUTHORITY, DEVICE]);
  });

  it("reads a certificate whose line breaks became spaces", () => {
    assert.deepEqual(tlsOptions({ ca: DEVICE.replaceAll("\n", " ") }).ca, [DEVICE]);
  });

  it("does not mind the name when the certificate is the device's own", () => {
    assert.equal(judge({ ca: DEVICE }, "10.9.9.9"), undefined);
  });

  it("minds the name when the certificate comes from the pasted authority", () => {
    assert.equal(judge({ ca: AUTHORITY }, "fw.example.com"), undefined);
    assert.equal(judge({ ca: AUTHORITY }, "192.0.2.1"), undefined);
    assert.match(judge({ ca: AUTHORITY }, "fw.example.net") ?? "", /not made out to fw\.example\.net/);
    assert.match(judge({ ca: AUTHORITY }, "192.0.2.2") ?? "", /not made out to 192\.0\.2\.2/);
  });

  it("wants the fingerprint and nothing else when there is one", () => {
    const spellings = [FINGERPRINT, FINGERPRINT.toLowerCase(), FINGERPRINT.replaceAll(":", "")];
    for (const fingerprint of spellings) assert.equal(judge({ ca: AUTHORITY, fingerprint }, "10.9.9.9"), undefined);
    assert.match(judge({ ca: DEVICE, fingerprint: "00".repeat(32) }, "192.0.2.1") ?? "", /fingerprint/);
  });

  it("refuses what is no certificate and what is no fingerprint", () => {
    const broken = DEVICE.replace("MII", "AAA");
    for (const ca of ["nonsense", broken]) {
      assert.throws(() => tlsOptions({ ca }), { code: "INVALID_INPUT", message: /not a PEM certificate/ });
    }
    assert.throws(() => tlsOptions({ fingerprint: "AB:CD" }), { code: "INVALID_INPUT", message: /SHA-256/ });
  });
});
