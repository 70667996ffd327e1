/**
 * The certificates that a device has from the factory: real ones, of its own, and the same whenever it starts. Nobody
 * knows the private keys of those that are RSA or DSA: there are none.
 *
 * @module
 */

import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { bits, type Der, der, integer, oid, sequence, TAG } from "./der.ts";
import type { KeyFacts } from "./describe.ts";
import type { DistinguishedName } from "./name.ts";
import { publicKeyOf, signCertificate } from "./sign.ts";

export interface FactoryCertificate extends KeyFacts {
  readonly pem: string;
}

const FROM = Date.UTC(2020, 0, 1);
const TO = Date.UTC(2056, 0, 1);
const AUTHORITY = /_CA(?:_|$)/;
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const RSA_EXPONENT = Buffer.from([1, 0, 1]);

const CURVES = {
  "256": { name: "prime256v1", id: "1.2.840.10045.3.1.7" },
  "384": { name: "secp384r1", id: "1.3.132.0.34" },
  "521": { name: "secp521r1", id: "1.3.132.0.35" },
} as const;

/** @param name Of its entry: `Fortinet_SSL_RSA2048`. */
export function factoryCertificate(name: string, serial: string): FactoryCertificate {
  const isCa = AUTHORITY.test(name);
  const { publicKey, ...facts } = keyFor(name, seed(serial, name, 600));
  const root: DistinguishedName = nameOf("Certificate Authority", serial);
  const plan = {
    subject: isCa
      ? nameOf("Certificate Authority", name === "Fortinet_CA_SSL" ? serial : name)
      : nameOf("FortiGate", serial),
    issuer: root,
    serial: Buffer.concat([Buffer.from([0x28]), seed(serial, `${name} number`, 7)]),
    from: FROM,
    to: TO,
    publicKey,
    isCa,
  };
  return { pem: signCertificate(plan, ed25519(seed(serial, "root", 32))), ...facts };
}

function nameOf(unit: string, common: string): DistinguishedName {
  return [
    ["C", "US"],
    ["ST", "California"],
    ["L", "Sunnyvale"],
    ["O", "Fortinet"],
    ["OU", unit],
    ["CN", common],
    ["emailAddress", "support@fortinet.com"],
  ];
}

/** The kind of key that the name promises; RSA of 2048 bits where it promises none. */
function keyFor(name: string, bytes: Buffer): KeyFacts & { readonly publicKey: Der } {
  const [, kind = "RSA", digits = "2048"] = /_(RSA|DSA|ECDSA|ED)(\d+)$/.exec(name) ?? [];
  const size = Number(digits);
  if (kind === "ECDSA") return { key_type: kind, key_size: size, publicKey: ecKey(digits, bytes) };
  if (kind === "ED")
    return { key_type: `ED${digits}`, key_size: size === 448 ? 456 : 256, publicKey: edKey(digits, bytes) };
  const number = oddNumber(bytes.subarray(0, size / 8));
  const publicKey = kind === "DSA" ? dsaKey(number, bytes) : rsaKey(number);
  return { key_type: kind, key_size: size, publicKey };
}

function rsaKey(modulus: Buffer): Der {
  const key = sequence(integer(modulus), integer(RSA_EXPONENT));
  return sequence(sequence(oid("1.2.840.113549.1.1.1"), der(TAG.null)), bits(key));
}

function dsaKey(prime: Buffer, bytes: Buffer): Der {
  const domain = sequence(integer(prime), integer(oddNumber(bytes.subarray(0, 20))), integer(Buffer.from([2])));
  return sequence(sequence(oid("1.2.840.10040.4.1"), domain), bits(integer(prime)));
}

function ecKey(digits: string, bytes: Buffer): Der {
  const { name, id } = CURVES[digits as keyof typeof CURVES] ?? CURVES["256"];
  const exchange = createECDH(name);
  // Below the order of each curve: a number that starts with 0 is.
  exchange.setPrivateKey(Buffer.concat([Buffer.alloc(1), bytes.subarray(0, 31)]));
  return sequence(sequence(oid("1.2.840.10045.2.1"), oid(id)), bits(exchange.getPublicKey()));
}

/** Any bytes are a public key of Ed448, as far as a certificate goes. */
function edKey(digits: string, bytes: Buffer): Der {
  if (digits === "448") return sequence(sequence(oid("1.3.101.113")), bits(bytes.subarray(0, 57)));
  return publicKeyOf(createPublicKey(ed25519(bytes.subarray(0, 32))));
}

function ed25519(secret: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([ED25519_PREFIX, secret]), format: "der", type: "pkcs8" });
}

function oddNumber(bytes: Buffer): Buffer {
  const number = Buffer.from(bytes);
  number[0] = (number[0] ?? 0) | 0x80;
  number[number.length - 1] = (number.at(-1) ?? 0) | 1;
  return number;
}

/** So many bytes that are the same for the same device and purpose. */
function seed(serial: string, purpose: string, length: number): Buffer {
  return createHash("shake256", { outputLength: length }).update(`${serial} ${purpose}`).digest();
}
