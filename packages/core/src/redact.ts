/**
 * Keeps secrets out of everything that is shown: by their value, never by guessing from a field's name.
 *
 * @module
 */

import type { JsonValue } from "./types.ts";

/** What stands where a secret stood. */
export const REDACTED = "[redacted]";

/** A text shorter than this is only replaced as a whole word, or one-letter passwords would shred every message. */
const SHORT = 4;

/**
 * Makes a function that takes the given secrets out of a text, in the plain form and in the forms that JSON, a query
 * and a path give them. Of a secret with several lines, such as a private key, each line goes as well.
 */
export function createScrubber(secrets: readonly string[] | undefined): (text: string) => string {
  const forms = new Set((secrets ?? []).flatMap(linesOf).flatMap(writtenForms));
  forms.delete("");
  if (forms.size === 0) return (text) => text;
  // Longest first, so that a secret that contains another goes as a whole.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(sorted.map(toPattern).join("|"), "gu");
  return (text) => text.replace(pattern, REDACTED);
}

/** A copy of a JSON value with the secrets taken out of every string and number in it. */
export function scrubJson(value: JsonValue, scrub: (text: string) => string): JsonValue {
  if (typeof value === "string") return scrub(value);
  if (typeof value === "number") return scrub(String(value)) === String(value) ? value : REDACTED;
  if (Array.isArray(value)) return value.map((item) => scrubJson(item, scrub));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrubJson(item, scrub)]));
}

/** The secret and its lines: a device quotes a value line by line. */
function linesOf(secret: string): string[] {
  return [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())];
}

function writtenForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  // An unpaired surrogate cannot be percent-encoded, and then no URL can hold it either.
  const encoded = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [secret, json, encoded, encoded.replaceAll("'", "%27"), strict, encoded.replaceAll("%20", "+")];
}

function toPattern(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return form.length < SHORT ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}
