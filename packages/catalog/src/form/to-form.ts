/**
 * Turns an entry that a device answered into values for a form.
 *
 * @module
 */

import { isNameList } from "../fields.ts";
import { addedKeys, type ConfigEntry } from "../product.ts";
import type { Field } from "../types.ts";

/**
 * The values of a form that shows an entry: lists of names become names, several options a list, child tables and
 * nested objects JSON text. Secrets are left out: a device shows none. The inverse of `fromForm`.
 */
export function toForm(entry: ConfigEntry, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const added = addedKeys(entry);
  return Object.fromEntries(
    Object.entries(row)
      .map(
        ([name, value]) => [name, Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined, value] as const,
      )
      .filter(([name, field]) => (field === undefined ? !added.includes(name) : !field.secret))
      .map(([name, field, value]) => [name, field === undefined ? value : toValue(field, value, added)]),
  );
}

function toValue(field: Field, value: unknown, added: readonly string[]): unknown {
  if (Array.isArray(value)) {
    if (field.list) return field.one && value.length < 2 ? (value[0] ?? "") : value;
    const items = value.map((item) => without(added, item));
    return isNameList(field) ? items.map((item) => (item as Record<string, unknown>)[field.mkey]) : toJson(items);
  }
  if (typeof value === "object" && value !== null) return toJson(without(added, value));
  if (field.multiple && typeof value === "string") return value.split(/\s+/).filter((word) => word !== "");
  return value;
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A value without the keys that the device added to it, and to what is inside. */
function without(added: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => without(added, item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !added.includes(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, without(added, inner)]));
}
