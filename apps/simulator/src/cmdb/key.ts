/**
 * Keys of entries: as they are stored, in URLs, and made up where a client leaves them out.
 *
 * @module
 */

import { ADDRESS_READERS } from "./address-text.ts";
import type { Entry } from "./entry.ts";
import { missingAttribute } from "./refusal.ts";
import type { Node } from "./schema.ts";

/** The text under which an entry is found. `position` serves tables whose key no source names. */
export function keyOf(node: Node, entry: Entry, position: number): string {
  return node.key === undefined ? String(position + 1) : String(entry[node.key.name]);
}

/** The key that a URL names, in the form of {@link keyOf}. Text that cannot be a key finds nothing. */
export function keyFromUrl(node: Node, text: string): string {
  if (node.key === undefined || node.key.type === "integer") return /^\d+$/.test(text) ? String(Number(text)) : text;
  return ADDRESS_READERS[node.key.type]?.(text) ?? text;
}

/** A key as JSON: a number where the field is one. Text that is no key stays as it is. */
export function keyToJson(node: Node, key: string): string | number {
  const isNumber = node.key === undefined || node.key.type === "integer";
  return isNumber && /^\d+$/.test(key) ? Number(key) : key;
}

/** A list of numbers is a table with nothing but its key: 0 is a number in it as any other, as in `seq-num` for all. */
function isNumbers({ key, fields }: Node): boolean {
  return key?.type === "integer" && fields.size === 1;
}

/**
 * The entry with a key: its own, or the next free number where an integer key is absent or 0.
 *
 * @throws Refusal when a key that is text is missing.
 */
export function withKey(node: Node, entry: Entry, taken: Iterable<string>): Entry {
  if (node.key === undefined) return entry;
  const { name, type } = node.key;
  const given = entry[name];
  if (given !== undefined && given !== "" && (given !== 0 || type !== "integer" || isNumbers(node))) return entry;
  if (type !== "integer") throw missingAttribute(name);
  let highest = 0;
  for (const key of taken) highest = Math.max(highest, Number(key));
  return { ...entry, [name]: highest + 1 };
}
