/**
 * Reads the configuration with its defaults: an entry holds only what differs from them.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import { type Entry, isRows, isScalar, type Value } from "../cmdb/entry.ts";

/** The value of a field as text; empty for what the version does not have. */
export type Reader = (entry: Entry, field: string) => string;

/** @param trail The child tables that lead to the entries. */
export function readerOf({ schemas }: Configuration, path: string, ...trail: readonly string[]): Reader {
  const top = schemas.loaded(path)?.node;
  const node = trail.reduce((outer, name) => outer?.fields.get(name)?.node, top);
  return (entry, field) => {
    const value = entry[field] ?? node?.fields.get(field)?.default;
    return isScalar(value) ? String(value) : "";
  };
}

export function rowsIn(value: Value | undefined): readonly Entry[] {
  return isRows(value) ? value : [];
}

/** What a list of members names. */
export function namesIn(value: Value | undefined, key: string = "name"): string[] {
  return rowsIn(value).map((row) => String(row[key] ?? ""));
}
