/**
 * What a device holds of a table.
 *
 * @module
 */

import { canonicalValue } from "../compare/canonical-value.ts";
import { ORIGIN_KEY } from "../compare/differences.ts";
import type { ConfigEntry } from "../product.ts";
import type { CmdbEntry } from "../types.ts";
import type { Row } from "./references.ts";
import type { Mkey } from "./types.ts";

/** The entries of one table by key, in the device's order. An object is a table with one entry. */
export interface TableContent<Entry extends ConfigEntry = CmdbEntry> {
  /** What the catalogue knows of the table. */
  readonly entry: Entry;
  /** The table's own name, where several have the entry's path. Default: the path. */
  readonly table?: string;
  /** The entries. */
  readonly rows: ReadonlyMap<string, Row>;
}

/** The one key of an object. */
export const OBJECT_KEY = "";

/** The key of an entry in one spelling. */
export function keyText({ fields, mkey = "name" }: ConfigEntry, key: unknown): string {
  return canonicalValue(key, fields[mkey]);
}

/** The key of a row, as it is sent. */
export function mkeyOf({ mkey = "name" }: ConfigEntry, row: Row): Mkey | undefined {
  const key = row[mkey] ?? row[ORIGIN_KEY];
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}
