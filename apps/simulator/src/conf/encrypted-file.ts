/**
 * Configuration files that a password opens: a line that says what they are of, and the rest is for nobody to read.
 *
 * @module
 */

import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import type { Identity } from "../device/identity.ts";

const MARK = "#FGBK|";
const FORM = 4;
const CIPHER = "aes-256-gcm";
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NEWLINE = 0x0a;

export function isEncryptedFile(file: Buffer): boolean {
  return file.subarray(0, MARK.length).toString() === MARK;
}

export function encryptFile(text: string, password: string, { model, version, build }: Identity): Buffer {
  const [major = "", minor = "", patch = ""] = version.split(".");
  const head = `${MARK}${FORM}|${model.platform}|${major}|${minor.padStart(2, "0")}|${patch}|${build}|\n`;
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv(CIPHER, scryptSync(password, salt, KEY_BYTES), nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from(head), salt, nonce, cipher.getAuthTag(), body]);
}

/** Undefined when the password is another, or the file has been touched. */
export function decryptFile(file: Buffer, password: string): string | undefined {
  const start = file.indexOf(NEWLINE) + 1;
  const [salt, nonce, tag, body] = cut(file.subarray(start), SALT_BYTES, NONCE_BYTES, TAG_BYTES);
  if (salt === undefined || nonce === undefined || tag?.length !== TAG_BYTES || body === undefined) return undefined;
  const decipher = createDecipheriv(CIPHER, scryptSync(password, salt, KEY_BYTES), nonce);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

/** Pieces of these lengths, and what is left. */
function cut(bytes: Buffer, ...lengths: readonly number[]): Buffer[] {
  let from = 0;
  const pieces = lengths.map((length) => {
    from += length;
    return bytes.subarray(from - length, from);
  });
  return [...pieces, bytes.subarray(from)];
}
