/**
 * What tells the entries of a table apart.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog/fortimanager";
import type { Entry } from "../../parts.ts";

/** The key of a mapping: a device and a VDOM, or a device group alone. */
export const SCOPE = "_scope";

/** The key of a child table that nobody knows the key of. */
const OID = "oid";

/** Of the few tables whose key no source names: what looks most like one. */
export function keyFieldOf(mkey: string | undefined, fields: Readonly<Record<string, Field>>): string {
  if (mkey !== undefined) return mkey;
  const names = Object.keys(fields);
  const likely = [(name: string) => name === "name", (name: string) => name === "id", isNamedLikeOne];
  for (const test of likely) {
    const found = names.find(test);
    if (found !== undefined && fields[found]?.type !== "table") return found;
  }
  return names.length === 0 ? "name" : OID;
}

function isNamedLikeOne(name: string): boolean {
  return /-(?:id|name)$/.test(name);
}

/** The key of an entry as text; undefined when it has none. */
export function keyOf(key: string | undefined, entry: Entry): string | undefined {
  const value = key === undefined ? undefined : entry[key];
  if (key === SCOPE) return scopeKey(value);
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof single === "string" || typeof single === "number" ? String(single) : undefined;
}

/** `FGT1/root`; of a device group `Branches/`. */
function scopeKey(value: unknown): string | undefined {
  const [first] = Array.isArray(value) ? value : [value];
  if (typeof first !== "object" || first === null) return undefined;
  const { name, vdom } = first as Entry;
  return typeof name === "string" ? `${name}/${typeof vdom === "string" ? vdom : ""}` : undefined;
}

/** How many segments of a url the key of an entry takes, at most. */
export function keyLength(key: string | undefined): number {
  return key === SCOPE ? 2 : 1;
}

/** The key that segments of a url name. */
export function keyFrom(key: string | undefined, segments: readonly string[]): string {
  return key === SCOPE ? `${segments[0] ?? ""}/${segments[1] ?? ""}` : (segments[0] ?? "");
}
