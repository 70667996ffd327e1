/**
 * Which entries of a table a request wants, in which order, and how they look.
 *
 * @module
 */

import type { Query } from "../http/url.ts";
import type { Collection } from "./collection.ts";
import type { Entry } from "./entry.ts";
import { compare, parseFilters, valuesOf } from "./filter.ts";
import { type Decoration, decorate } from "./meta.ts";
import { renderEntry, type View } from "./render.ts";
import type { Node } from "./schema.ts";

export interface Page {
  /** Entries in the table. */
  readonly size: number;
  /** Entries that the filter lets through. */
  readonly matched_count: number;
  /** Where the next page starts. */
  readonly next_idx: number;
  /** `count` cut the list short. */
  readonly limit_reached: boolean;
  readonly results: readonly unknown[];
}

type Row = readonly [key: string, entry: Entry];

/** @throws Refusal when the filter cannot be read. */
export function listEntries(collection: Collection, query: Query, decoration: Decoration): Page {
  const { node } = collection;
  const all = collection.entries();
  const matched = sortRows(node, selectRows(node, all, query), query.all("sort"));
  const start = Math.min(query.count("start") ?? 0, matched.length);
  const end = Math.min(start + (query.count("count") || matched.length), matched.length);
  const view = viewOf(query);
  const results = matched
    .slice(start, end)
    .map(([, entry], position) => decorate(node, entry, renderEntry(node, entry, start + position, view), decoration));
  return {
    size: all.length,
    matched_count: matched.length,
    next_idx: end,
    limit_reached: end < matched.length,
    results,
  };
}

export function viewOf(query: Query): View {
  const format = query.get("format");
  return {
    only: format === undefined || format === "" ? undefined : new Set(format.split("|")),
    withoutDefaults: query.flag("exclude-default-values"),
  };
}

function selectRows(node: Node, rows: readonly Row[], query: Query): readonly Row[] {
  const isWanted = parseFilters(query.all("filter"));
  const pattern = query.get("pattern")?.toLowerCase();
  const key = query.get("key");
  return rows.filter(([, entry]) => {
    if (!isWanted((trail) => valuesOf(node, entry, trail))) return false;
    if (key === undefined || pattern === undefined) return true;
    return valuesOf(node, entry, [key]).some((value) => value.toLowerCase().includes(pattern));
  });
}

/** `name`, `name,asc` or `name,dsc`; the first parameter counts most. */
function sortRows(node: Node, rows: readonly Row[], sorts: readonly string[]): readonly Row[] {
  const orders = sorts
    .filter((sort) => sort !== "")
    .map((sort) => {
      const [field = "", direction = "asc"] = sort.split(",");
      return { field, sign: /^de?sc$/.test(direction) ? -1 : 1 };
    });
  if (orders.length === 0) return rows;
  const first = (entry: Entry, field: string) => valuesOf(node, entry, [field])[0] ?? "";
  return rows.toSorted(([, a], [, b]) => {
    for (const { field, sign } of orders) {
      const difference = compare(first(a, field), first(b, field));
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
}
