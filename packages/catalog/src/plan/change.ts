/**
 * One change of one entry, as the planner sees it: with everything in it, secrets included.
 *
 * @module
 */

import { sameJson } from "../compare/same-json.ts";
import type { ConfigEntry } from "../product.ts";
import type { CmdbEntry } from "../types.ts";
import type { Row } from "./references.ts";
import type { Mkey } from "./types.ts";

/** A change of an entry or an object. */
export interface Change<Entry extends ConfigEntry = CmdbEntry> {
  /** What it does. */
  readonly action: "create" | "update" | "delete";
  /** What the catalogue knows of the table. */
  readonly entry: Entry;
  /** The table's own name, where several have the entry's path: `pkg/default/firewall/policy`. Default: the path. */
  readonly table?: string;
  /** Undefined for an object. */
  readonly mkey: Mkey | undefined;
  /** As the device shows it. Undefined when there is nothing yet. */
  readonly before: Row | undefined;
  /** As it is to be: what is written put over what is there. Undefined when it is to go. */
  readonly after: Row | undefined;
}

/** The fields that a change writes, as they are sent. */
export function valuesOf({ before = {}, after = {} }: Pick<Change, "before" | "after">): Row {
  const changed = Object.entries(after).filter(([name, value]) => !sameJson(value, before[name]));
  return Object.fromEntries(changed);
}

/** The name of the table that a change is made in. */
export function tableOf({ table, entry }: Pick<Change<ConfigEntry>, "table" | "entry">): string {
  return table ?? entry.path;
}

/** For messages: `firewall/address "web"`. */
export function nameOf(table: string, mkey: Mkey | undefined): string {
  return mkey === undefined ? table : `${table} ${JSON.stringify(mkey)}`;
}
