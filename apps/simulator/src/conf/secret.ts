/**
 * Secrets as configuration shows them: `ENC` and something that only a device can read.
 *
 * Every simulator has the same key, as devices that nobody has given one of their own do, so that what one wrote another
 * takes back. This keeps secrets out of sight; it does not keep them from anybody who has this file.
 *
 * @module
 */

import { createCipheriv, createDecipheriv, createHash, createHmac } from "node:crypto";

/** What stands in front of an encrypted secret. */
export const ENC = "ENC";

const KEY = createHash("sha256").update("fortiweave-simulator configuration secrets").digest();
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The same text for the same secret, so that two backups of the same configuration are the same. */
export function encodeSecret(secret: string): string {
  const nonce = createHmac("sha256", KEY).update(secret).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, KEY, nonce);
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
}

/** Undefined for text that no simulator has written. */
export function decodeSecret(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, KEY, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}
