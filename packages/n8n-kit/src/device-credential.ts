/**
 * What every Fortiweave credential type holds, and how n8n signs a request with it.
 *
 * @module
 */

import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from "n8n-workflow";
import { type CertificateRules, tlsOptions } from "./tls.ts";

/** A credential's fields as n8n hands them out. What was never filled in may be missing or empty. */
export interface DeviceCredential {
  /** `https://10.0.0.1` or `https://fw.example.com:8443`. */
  readonly url: string;
  /** API token. */
  readonly token: string;
  /** VDOM of every call that names none. Empty: the device's default. */
  readonly vdom?: string;
  /** Do not verify the device's certificate. */
  readonly ignoreSslIssues?: boolean;
  /** PEM text of a certificate authority, or of the device's own certificate. */
  readonly ca?: string;
  /** SHA-256 fingerprint that the device's certificate must have. */
  readonly fingerprint?: string;
}

/**
 * Signs a request, for a credential type's `authenticate`: the token as a header and the certificate rules as agent
 * options. n8n calls it for the node, for the credential's test and for the HTTP Request node alike, so all three trust
 * the same certificates.
 */
export async function authenticateRequest(
  credential: ICredentialDataDecryptedObject,
  options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
  const { token, ...rules } = credential as unknown as DeviceCredential;
  return {
    ...options,
    headers: { ...options.headers, Authorization: `Bearer ${token}` },
    agentOptions: { ...options.agentOptions, ...trustOf(rules) },
    // A device that redirects elsewhere must not take the token along.
    sendCredentialsOnCrossOriginRedirect: false,
  };
}

function trustOf(rules: CertificateRules): ReturnType<typeof tlsOptions> {
  try {
    return tlsOptions(rules);
  } catch (cause) {
    // Of an error with a code, n8n's credential test shows the code alone.
    throw new Error(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
