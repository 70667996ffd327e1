/**
 * Reads what people upload: PEM, DER, with or without its armour, and PKCS #12.
 *
 * @module
 */

import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";

/** Every certificate in a file, in order. None when it holds no certificate. */
export function certificatesIn(file: Buffer): X509Certificate[] {
  const blocks = file
    .toString("latin1")
    .match(/-----BEGIN (?:X509 )?CERTIFICATE-----[^-]*-----END (?:X509 )?CERTIFICATE-----/g);
  const sources: readonly (string | Buffer)[] = blocks ?? [file];
  try {
    return sources.map((source) => new X509Certificate(source));
  } catch {
    return [];
  }
}

/** A private key in PEM or DER. Undefined when it is none, or the password is wrong. */
export function privateKeyIn(file: Buffer, password: string): KeyObject | undefined {
  const passphrase = password === "" ? {} : { passphrase: password };
  const text = file.toString("latin1");
  const forms = text.includes("-----BEGIN")
    ? [{ key: text, ...passphrase }]
    : (["pkcs8", "pkcs1", "sec1"] as const).map((type) => ({ key: file, format: "der" as const, type, ...passphrase }));
  for (const form of forms) {
    try {
      return createPrivateKey(form);
    } catch {
      // Another form may fit.
    }
  }
  return undefined;
}

/** The certificate of a PKCS #12 file. Undefined when it is none, or the password is wrong. */
export function certificateInPkcs12(file: Buffer, password: string): X509Certificate | undefined {
  try {
    const { context } = createSecureContext({ pfx: file, passphrase: password });
    return new X509Certificate(context.getCertificate());
  } catch {
    return undefined;
  }
}
