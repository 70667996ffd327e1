/**
 * What is different between the products where their entries are checked, shown and filled in.
 *
 * @module
 */

import type { ObjectEntry } from "./json-rpc/types.ts";
import type { CmdbEntry } from "./types.ts";

/** A configuration table or object of FortiOS, or an object of FortiManager. */
export type ConfigEntry = CmdbEntry | ObjectEntry;

/** Whether an entry is FortiManager's. */
export function isObjectEntry(entry: object): entry is ObjectEntry {
  return "urls" in entry;
}

/** What a FortiGate adds to the entries it answers, and takes back without a word. */
const FORTIGATE_KEYS: readonly string[] = ["q_origin_key"];

/** What FortiManager adds to the entries it answers. Some it refuses when they come back. */
export const FORTIMANAGER_KEYS: readonly string[] = [
  "_created timestamp",
  "_created-by",
  "_last-modified-by",
  "_modified timestamp",
  "obj seq",
  "oid",
];

/** What the device adds to the rows of an entry that it answers. */
export function addedKeys(entry: ConfigEntry): readonly string[] {
  return isObjectEntry(entry) ? FORTIMANAGER_KEYS : FORTIGATE_KEYS;
}

/** The product whose versions an entry bears, for messages. */
export function productOf(entry: ConfigEntry): string {
  return isObjectEntry(entry) ? (entry.versionsOf ?? "FortiManager") : "FortiOS";
}

/** Whether the API creates rows of an entry, or changes what is there. */
export function canBeWritten({ methods }: ConfigEntry, how: "create" | "update"): boolean {
  const verbs = how === "create" ? ["POST", "add", "set"] : ["PUT", "set", "update"];
  return verbs.some((verb) => methods.includes(verb));
}
