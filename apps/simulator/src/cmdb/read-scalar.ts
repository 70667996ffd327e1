/**
 * Checks a value that a client sent and brings it into the form in which it is kept.
 *
 * @module
 */

import { ADDRESS_READERS } from "./address-text.ts";
import { badValue, tooLong, wrongShape } from "./refusal.ts";
import type { FieldSpec } from "./schema.ts";

/** @throws Refusal when the field cannot hold the value. */
export function readScalar(field: FieldSpec, raw: unknown): string | number {
  if (raw === null) return field.default;
  if (typeof raw !== "string" && typeof raw !== "number") throw wrongShape(field.name);
  if (raw === field.default || String(raw) === String(field.default)) return field.default;
  if (field.type === "integer") return field.multiple ? String(raw).trim() : readInteger(field, raw);
  const text = String(raw);
  if (field.options !== undefined) return readOption(field, text);
  const reader = ADDRESS_READERS[field.type];
  if (reader !== undefined) return readAddress(field, text, reader);
  if (field.maxLength !== undefined && [...text].length > field.maxLength) throw tooLong(field.name, field.maxLength);
  return text;
}

function readInteger(field: FieldSpec, raw: string | number): string | number {
  if (raw === "") return field.default;
  const value = typeof raw === "number" ? raw : Number(raw.trim());
  const low = field.min ?? Number.MIN_SAFE_INTEGER;
  const high = field.max ?? Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(value) || value < low || value > high) throw refused(field, raw);
  return value;
}

function readOption(field: FieldSpec, text: string): string | number {
  const words = field.multiple ? text.split(" ").filter((word) => word !== "") : [text];
  // Nothing chosen is a choice where several are allowed; elsewhere it means the default.
  if (text === "") return field.multiple ? "" : field.default;
  for (const word of words) {
    if (field.options?.has(word) !== true) throw refused(field, word);
  }
  return words.join(" ");
}

function readAddress(field: FieldSpec, text: string, read: (text: string) => string | undefined): string | number {
  if (text === "") return field.default;
  const values = field.multiple ? text.split(" ") : [text];
  return values
    .map((value) => {
      const address = read(value);
      if (address === undefined) throw refused(field, value);
      return address;
    })
    .join(" ");
}

function refused(field: FieldSpec, raw: string | number): Error {
  return badValue(field.secret ? "***" : String(raw));
}
