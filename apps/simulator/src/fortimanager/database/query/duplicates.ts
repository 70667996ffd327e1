/**
 * Entries that differ in nothing but their key.
 *
 * @module
 */

import type { Entry, Operation } from "../../parts.ts";
import type { Node } from "../schema/node.ts";
import { namesIn } from "../values/read-entry.ts";
import { renderEntry, type Wanted } from "../values/render.ts";

/**
 * `find duplicates`: of those that are alike in the fields that are asked for, the first by name with the names of the
 * others. What has no twin is left out.
 */
export function duplicatesIn(
  node: Node,
  entries: readonly Entry[],
  { item }: Operation,
  wanted: Wanted,
): readonly Entry[] {
  const key = node.key ?? "";
  const asked = namesIn(item.fields).filter((name) => name !== key && node.fields.has(name));
  const names = asked.length === 0 ? comparedFields(node) : asked;
  const sorted = entries.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
  const groups = Map.groupBy(sorted, (entry) => contentOf(node, entry, names));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return [];
    const { oid: _oid, ...shown } = renderEntry(node, first, wanted);
    return [{ "duplicate entries": others.map((other) => other[key]), ...shown }];
  });
}

/** Whether any entry of the same table is like this one in everything but its key. */
export function hasTwin(node: Node, rows: Iterable<Entry>, entry: Entry): boolean {
  const names = comparedFields(node);
  const content = contentOf(node, entry, names);
  for (const other of rows) if (other !== entry && contentOf(node, other, names) === content) return true;
  return false;
}

/** Everything but the key, and what is never the same. */
function comparedFields({ key, fields }: Node): readonly string[] {
  return [...fields.values()].filter(({ name, type }) => name !== key && type !== "uuid").map(({ name }) => name);
}

function contentOf({ fields }: Node, entry: Entry, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => entry[name] ?? fields.get(name)?.default ?? null));
}
