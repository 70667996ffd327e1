/**
 * The certificate that a simulated device shows.
 *
 * @module
 */

import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { generate } from "selfsigned";

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

const DAY_MS = 24 * 3600 * 1000;

/** Like a FortiGate's own: signed by itself, in the name of its serial number. Good for localhost. */
export async function selfSigned(serial: string): Promise<Certificate> {
  const subject = [
    { name: "commonName", value: serial },
    { name: "organizationName", value: "Fortiweave simulator" },
  ];
  const { cert, private: key } = await generate(subject, {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 825 * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { cert, key };
}

/** @throws Error when no server can use it. */
export function checkCertificate({ cert, key }: Certificate): void {
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Give a certificate and its own key, without a passphrase, in PEM (${reason})`, { cause: error });
  }
}

/** SHA-256 of the certificate: pairs of hex digits with colons between. */
export function fingerprintOf({ cert }: Certificate): string {
  return new X509Certificate(cert).fingerprint256;
}
