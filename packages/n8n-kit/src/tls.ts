/**
 * The certificate rules of a credential as Node's TLS options.
 *
 * @module
 */

import { X509Certificate } from "node:crypto";
import { FortiError } from "@fortiweave/core";
import type { IHttpRequestOptions } from "n8n-workflow";

type AgentOptions = NonNullable<IHttpRequestOptions["agentOptions"]>;
type IdentityCheck = NonNullable<AgentOptions["checkServerIdentity"]>;

/** The certificate fields of a credential. */
export interface CertificateRules {
  readonly ignoreSslIssues?: boolean;
  readonly ca?: string;
  readonly fingerprint?: string;
}

/** Name of the error for a certificate that is trusted, and not the device's. */
export const CERTIFICATE_REFUSED = "CertificateRefused";

const PEM = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g;

/** Only to tell an address from a name; what is neither matches nothing. */
const IP_ADDRESS = /^[\d.]+$|:/;

/**
 * Turns certificate rules into agent options. With nothing filled in the system's authorities are trusted and the name
 * must match, as everywhere. With a certificate pasted only that one is trusted, and when it is the device's own the name
 * in it does not matter: a FortiGate's carries its serial number. A fingerprint replaces the check of the name too.
 *
 * Throws INVALID_INPUT when the certificate or the fingerprint is not one.
 */
export function tlsOptions(rules: CertificateRules): AgentOptions {
  if (rules.ignoreSslIssues === true) return { rejectUnauthorized: false };
  const trusted = readCertificates(rules.ca ?? "");
  const pin = readFingerprint(rules.fingerprint ?? "");
  if (trusted.length === 0 && pin === undefined) return {};
  return {
    ...(trusted.length === 0 ? {} : { ca: trusted.map(String) }),
    checkServerIdentity: identityCheck(trusted, pin),
  };
}

/** Node calls the check once the chain is trusted; it stands in for Node's own check of the name. */
function identityCheck(trusted: readonly X509Certificate[], pin: string | undefined): IdentityCheck {
  const own = new Set(trusted.map((certificate) => certificate.fingerprint256));
  return (host, peer) => {
    if (pin !== undefined) {
      return peer.fingerprint256 === pin ? undefined : refusal("its fingerprint is not the one in the credential");
    }
    if (own.has(peer.fingerprint256)) return undefined;
    const certificate = new X509Certificate(peer.raw);
    const match = IP_ADDRESS.test(host) ? certificate.checkIP(host) : certificate.checkHost(host);
    return match !== undefined ? undefined : refusal(`it is not made out to ${host}`);
  };
}

/** Without a code, of which n8n's credential test would show nothing else. */
function refusal(why: string): Error {
  return Object.assign(new Error(`The device's certificate is refused: ${why}`), { name: CERTIFICATE_REFUSED });
}

/** A text field of n8n may turn line breaks into spaces, so the PEM frame is rebuilt from what lies inside. */
function readCertificates(text: string): X509Certificate[] {
  if (text.trim() === "") return [];
  try {
    const bodies = [...text.matchAll(PEM)].map(([, body = ""]) => body.replace(/\s+/g, ""));
    if (bodies.length > 0) return bodies.map((body) => new X509Certificate(Buffer.from(body, "base64")));
  } catch {
    // Falls through to the one message that helps.
  }
  throw new FortiError({
    code: "INVALID_INPUT",
    message: "The CA certificate of the credential is not a PEM certificate",
    hint: "Paste the whole text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----",
  });
}

/** The form in which Node gives a fingerprint: upper case with colons. */
function readFingerprint(text: string): string | undefined {
  const digits = text.replace(/[\s:]/g, "").toUpperCase();
  if (digits === "") return undefined;
  if (/^[0-9A-F]{64}$/.test(digits)) return digits.match(/../g)?.join(":");
  throw new FortiError({
    code: "INVALID_INPUT",
    message: "The certificate fingerprint of the credential is not a SHA-256 fingerprint",
    hint: "Give 64 hexadecimal digits, with or without colons",
  });
}
