/**
 * What a device tells of a certificate, a list of revoked ones, or a request.
 *
 * @module
 */

import { type KeyObject, X509Certificate } from "node:crypto";
import { parts, readOid } from "./der.ts";
import { nameText, readName } from "./name.ts";

export interface CertificateFacts {
  readonly status: "valid" | "expired" | "pending";
  /** Seconds since the epoch. */
  readonly valid_from: number;
  readonly valid_from_raw: string;
  readonly valid_to: number;
  readonly valid_to_raw: string;
  readonly signature_algorithm: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly subject_raw: string;
  readonly issuer: Readonly<Record<string, string>>;
  readonly issuer_raw: string;
  readonly fingerprint: string;
  readonly version: number;
  readonly is_ca: boolean;
  readonly serial_number: string;
  readonly ext: readonly { readonly name: string; readonly data: string; readonly critical: boolean }[];
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.4": "MD5",
  "1.2.840.113549.1.1.5": "SHA1",
  "1.2.840.113549.1.1.11": "SHA256",
  "1.2.840.113549.1.1.12": "SHA384",
  "1.2.840.113549.1.1.13": "SHA512",
  "1.2.840.10045.4.3.2": "SHA256",
  "1.2.840.10045.4.3.3": "SHA384",
  "1.2.840.10045.4.3.4": "SHA512",
  "1.3.101.112": "ED25519",
  "1.3.101.113": "ED448",
};

/** @param now Milliseconds since the epoch. */
export function describeCertificate(certificate: X509Certificate, now: number): CertificateFacts {
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const [subject, issuer] = [readName(certificate.subject), readName(certificate.issuer ?? "")];
  return {
    status: now < from ? "pending" : now > to ? "expired" : "valid",
    valid_from: from / 1000,
    valid_from_raw: rawTime(from),
    valid_to: to / 1000,
    valid_to_raw: rawTime(to),
    signature_algorithm: signatureOf(certificate.raw),
    subject: Object.fromEntries(subject),
    subject_raw: nameText(subject),
    issuer: Object.fromEntries(issuer),
    issuer_raw: nameText(issuer),
    fingerprint: certificate.fingerprint,
    version: 3,
    is_ca: certificate.ca,
    serial_number: pairs(certificate.serialNumber),
    ext: extensionsOf(certificate),
  };
}

export interface KeyFacts {
  readonly key_type: string;
  /** Bits. */
  readonly key_size: number;
}

const BITS_OF_CURVE: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };
const BITS_OF_KIND: Readonly<Record<string, number>> = { ed25519: 256, ed448: 456 };

export function describeKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): KeyFacts {
  const { modulusLength, namedCurve = "" } = asymmetricKeyDetails;
  const kind: string = asymmetricKeyType ?? "";
  return {
    key_type: kind === "ec" ? "ECDSA" : kind.toUpperCase(),
    key_size: modulusLength ?? BITS_OF_CURVE[namedCurve] ?? BITS_OF_KIND[kind] ?? 0,
  };
}

/** Undefined when the text holds none. */
export function readCertificate(pem: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** The second part of a certificate says how it is signed. */
function signatureOf(certificate: Buffer): string {
  const [whole] = parts(certificate);
  const [, algorithm] = parts(whole?.content ?? Buffer.alloc(0));
  const [id] = parts(algorithm?.content ?? Buffer.alloc(0));
  const dotted = readOid(id?.content ?? Buffer.alloc(0));
  return ALGORITHMS[dotted] ?? dotted;
}

function extensionsOf(certificate: X509Certificate): CertificateFacts["ext"] {
  const known = [
    ["X509v3 Basic Constraints", `CA:${certificate.ca ? "TRUE" : "FALSE"}`],
    ["X509v3 Subject Alternative Name", certificate.subjectAltName],
    ["X509v3 Extended Key Usage", certificate.keyUsage?.join(", ")],
    ["Authority Information Access", certificate.infoAccess?.trim()],
  ] as const;
  return known.flatMap(([name, data]) => (data === undefined ? [] : [{ name, data, critical: false }]));
}

/** `2016-08-27 08:06:22  GMT` */
function rawTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")}  GMT`;
}

/** `0A1B` as `0A:1B` */
function pairs(hex: string): string {
  return (
    hex
      .padStart(hex.length + (hex.length % 2), "0")
      .match(/../g)
      ?.join(":") ?? ""
  );
}
