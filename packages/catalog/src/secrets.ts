/**
 * Finds the secrets in what is sent.
 *
 * @module
 */

import type { CallEntry, CmdbEntry, Field } from "./types.ts";

/** What a device shows in place of a stored secret. */
const MASKED = /^ENC /;

/**
 * The values of all secret fields in a value, for redaction: passwords and keys, in the entry itself and in its child
 * tables. For a call, the value holds its parameters. What the device itself shows (`ENC ...`) is no secret.
 */
export function secretValues(entry: CmdbEntry | CallEntry, value: unknown): string[] {
  const fields = "fields" in entry ? entry.fields : entry.params;
  return [...new Set(collect(fields, value))];
}

function collect(fields: Readonly<Record<string, Pick<Field, "secret" | "fields">>>, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(fields, item));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field?.secret) return texts(inner);
    return field?.fields === undefined ? [] : collect(field.fields, inner);
  });
}

function texts(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value === "" || MASKED.test(value) ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
