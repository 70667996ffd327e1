/**
 * Lists: which entries, in which order.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { Node } from "../schema/node.ts";
import { type Derived, readFilter } from "./filter.ts";
import { compare } from "./operators.ts";
import { rangeIn, sortingsIn } from "./request.ts";

/** The entries of a table that an item asks for. */
export function listEntries(
  node: Node,
  rows: ReadonlyMap<string, Entry>,
  item: Readonly<Record<string, unknown>>,
  derived?: Derived,
): readonly Entry[] {
  const [start, count] = rangeIn(item);
  const sortings = sortingsIn(item);
  const taken =
    item.filter === undefined ? [...rows.values()] : [...rows.values()].filter(readFilter(node, item.filter, derived));
  if (sortings.length > 0) taken.sort((a, b) => order(node, sortings, a, b));
  return start === 0 && count >= taken.length ? taken : taken.slice(start, start + count);
}

function order(node: Node, sortings: ReturnType<typeof sortingsIn>, a: Entry, b: Entry): number {
  for (const [name, direction] of sortings) {
    const field = node.fields.get(name);
    const difference = compare(field, a[name] ?? field?.default, b[name] ?? field?.default);
    if (difference !== 0) return difference * direction;
  }
  return 0;
}
