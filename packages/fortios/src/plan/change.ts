/**
 * One change of one entry, as the planner sees it: with everything in it, secrets included.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import type { Mkey } from "../encode.ts";
import type { Row } from "./references.ts";
import { sameJson } from "./same-json.ts";

/** A change of an entry or an object. */
export interface Change {
  readonly action: "create" | "update" | "delete";
  /** What the catalogue knows of the table. */
  readonly entry: CmdbEntry;
  /** Undefined for an object. */
  readonly mkey: Mkey | undefined;
  /** As the device shows it. Undefined when there is nothing yet. */
  readonly before: Row | undefined;
  /** As it is to be: what is written put over what is there. Undefined when it is to go. */
  readonly after: Row | undefined;
}

/** The fields that a change writes, as they are sent. */
export function valuesOf({ before = {}, after = {} }: Change): Row {
  const changed = Object.entries(after).filter(([name, value]) => !sameJson(value, before[name]));
  return Object.fromEntries(changed);
}

/** For messages: `firewall/address "web"`. */
export function nameOf(table: string, mkey: Mkey | undefined): string {
  return mkey === undefined ? table : `${table} ${JSON.stringify(mkey)}`;
}
