/**
 * Finds the secrets in what is sent.
 *
 * @module
 */

import type { RpcEntry } from "./json-rpc/types.ts";
import type { ConfigEntry } from "./product.ts";
import type { CallEntry, Field } from "./types.ts";

/** What a device shows in place of a stored secret. */
const MASKED = /^ENC /;

/**
 * The values of all secret fields in a value, for redaction: passwords and keys, in the entry itself and in its child
 * tables. For a call, the value holds its parameters; in JSON-RPC it is the params item. What the device itself shows
 * (`ENC ...`) is no secret.
 */
export function secretValues(entry: ConfigEntry | CallEntry | RpcEntry, value: unknown): string[] {
  return [...new Set(groupsOf(entry).flatMap((fields) => collect(fields, value)))];
}

type Secrets = Readonly<Record<string, Pick<Field, "secret" | "fields">>>;

function groupsOf(entry: ConfigEntry | CallEntry | RpcEntry): Secrets[] {
  if ("calls" in entry) return entry.calls.map(({ params }) => params);
  return ["fields" in entry ? entry.fields : entry.params];
}

function collect(fields: Secrets, value: unknown): string[] {
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
  // What FortiManager shows.
  if (Array.isArray(value) && value[0] === "ENC") return [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
