/**
 * `find duplicates`: entries that hold the same under different names.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { Node } from "../schema/node.ts";
import { namesIn } from "../values/read-entry.ts";
import type { Addition, Query } from "./request.ts";

/** Adds to each entry the names of those that hold the same in the fields that are asked for. */
export function markDuplicates({ target, operation }: Query): Addition | undefined {
  if (target.kind !== "table") return undefined;
  const { node, rows } = target.collection;
  const asked = namesIn(operation.item.fields).filter((name) => name !== node.key);
  const names = asked.length === 0 ? comparedFields(node) : asked;
  const groups = Map.groupBy(rows().values(), (entry) => contentOf(node, entry, names));
  return (shown, entry) => {
    const others = (groups.get(contentOf(node, entry, names)) ?? []).filter((other) => other !== entry);
    if (others.length > 0) shown["duplicate entries"] = others.map((other) => other[node.key ?? ""]);
  };
}

/** Whether another entry holds the same. */
export function hasTwin(node: Node, rows: Iterable<Entry>, entry: Entry): boolean {
  const names = comparedFields(node);
  const content = contentOf(node, entry, names);
  for (const other of rows) if (other !== entry && contentOf(node, other, names) === content) return true;
  return false;
}

/** All but what is different in every entry. */
function comparedFields({ key, fields }: Node): readonly string[] {
  return [...fields.values()].filter(({ name, type }) => name !== key && type !== "uuid").map(({ name }) => name);
}

function contentOf({ fields }: Node, entry: Entry, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => entry[name] ?? fields.get(name)?.default ?? null));
}
