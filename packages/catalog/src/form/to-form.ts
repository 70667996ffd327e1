/**
 * Turns an entry that a device answered into values for a form.
 *
 * @module
 */

import { isNameList } from "../fields.ts";
import type { CmdbEntry, Field } from "../types.ts";

/** What the device adds to every entry, and no form shows. */
const DEVICE_KEY = "q_origin_key";

/**
 * The values of a form that shows an entry: lists of names become names, several options a list, child tables and
 * nested objects JSON text. Secrets are left out: a device shows none. The inverse of `fromForm`.
 */
export function toForm(entry: CmdbEntry, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .map(
        ([name, value]) => [name, Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined, value] as const,
      )
      .filter(([name, field]) => name !== DEVICE_KEY && !field?.secret)
      .map(([name, field, value]) => [name, field === undefined ? value : toValue(field, value)]),
  );
}

function toValue(field: Field, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutDeviceKey);
    return isNameList(field) ? items.map((item) => (item as Record<string, unknown>)[field.mkey]) : toJson(items);
  }
  if (typeof value === "object" && value !== null) return toJson(withoutDeviceKey(value));
  if (field.multiple && typeof value === "string") return value.split(/\s+/).filter((word) => word !== "");
  return value;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function withoutDeviceKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDeviceKey);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== DEVICE_KEY);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutDeviceKey(inner)]));
}
