/**
 * Makes certificates and requests for them.
 *
 * @module
 */

import { createPublicKey, type KeyObject, sign } from "node:crypto";
import { bits, type Der, der, integer, oid, pem, sequence, TAG, time } from "./der.ts";
import { type DistinguishedName, encodeName } from "./name.ts";

/** What signs: the kind of key decides how. */
interface Signer {
  readonly algorithm: Der;
  readonly hash: string | null;
}

const RSA: Signer = { algorithm: sequence(oid("1.2.840.113549.1.1.11"), der(TAG.null)), hash: "sha256" };
const EC: Signer = { algorithm: sequence(oid("1.2.840.10045.4.3.2")), hash: "sha256" };
const ED25519: Signer = { algorithm: sequence(oid("1.3.101.112")), hash: null };

const EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
const SUBJECT_ALT_NAME = "2.5.29.17";
const BASIC_CONSTRAINTS = "2.5.29.19";

export interface CertificatePlan {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** Up to 20 bytes, the first below 0x80. */
  readonly serial: Buffer;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** In DER, as `SubjectPublicKeyInfo`. */
  readonly publicKey: Der;
  readonly isCa: boolean;
}

/** @returns PEM. */
export function signCertificate(plan: CertificatePlan, key: KeyObject): string {
  const { subject, issuer, serial, from, to, publicKey, isCa } = plan;
  const { algorithm } = signerOf(key);
  const constraints = extension(BASIC_CONSTRAINTS, isCa ? sequence(der(TAG.boolean, Buffer.from([0xff]))) : sequence());
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    encodeName(issuer),
    sequence(time(from), time(to)),
    encodeName(subject),
    publicKey,
    der(0xa3, sequence(constraints)),
  );
  return pem("CERTIFICATE", signed(content, key));
}

/** @param names `DNS:example.org`, `IP:…` and `email:…`; others are taken as DNS names. @returns PEM. */
export function signRequest(subject: DistinguishedName, names: readonly string[], key: KeyObject): string {
  const wanted =
    names.length === 0 ? [] : [attribute(EXTENSION_REQUEST, sequence(extension(SUBJECT_ALT_NAME, altNames(names))))];
  const content = sequence(integer(Buffer.from([0])), encodeName(subject), publicKeyOf(key), der(0xa0, ...wanted));
  return pem("CERTIFICATE REQUEST", signed(content, key));
}

/** In DER, as `SubjectPublicKeyInfo`. */
export function publicKeyOf(key: KeyObject): Der {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  return publicKey.export({ type: "spki", format: "der" });
}

function signed(content: Der, key: KeyObject): Der {
  const { algorithm, hash } = signerOf(key);
  return sequence(content, algorithm, bits(sign(hash, content, key)));
}

function signerOf({ asymmetricKeyType }: KeyObject): Signer {
  if (asymmetricKeyType === "rsa") return RSA;
  return asymmetricKeyType === "ec" ? EC : ED25519;
}

function extension(id: string, value: Der): Der {
  return sequence(oid(id), der(TAG.octets, value));
}

function attribute(id: string, value: Der): Der {
  return sequence(oid(id), der(TAG.set, value));
}

function altNames(names: readonly string[]): Der {
  return sequence(
    ...names.map((name) => {
      const [kind = "", ...rest] = name.split(":");
      const value = rest.join(":").trim();
      if (/^ip$/i.test(kind) && /^\d+(?:\.\d+){3}$/.test(value))
        return der(0x87, Buffer.from(value.split(".").map(Number)));
      if (/^email$/i.test(kind)) return der(0x81, value);
      return der(0x82, /^dns$/i.test(kind) ? value : name);
    }),
  );
}
