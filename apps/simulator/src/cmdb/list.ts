/**
 * Which entries of a table a request wants, in which order, and how they look.
 *
 * @module
 */

import { alreadyJson, type JsonText } from "../http/json-text.ts";
import type { Query } from "../http/url.ts";
import type { Collection } from "./collection.ts";
import type { Entry } from "./entry.ts";
import { compare, parseFilters, valuesOf } from "./filter.ts";
import { type Decoration, decorate } from "./meta.ts";
import { entryText, renderEntry, type View } from "./render.ts";
import type { Node } from "./schema.ts";

export interface Page {
  /** Entries in the table. */
  readonly size: number;
  /** Entries that the filter lets through. */
  readonly matched_count: number;
  /** The place of the last entry that is shown, whatever the name says. */
  readonly next_idx: number;
  /** `count` cut the list short. */
  readonly limit_reached: boolean;
  readonly results: JsonText;
}

type Row = readonly [key: string, entry: Entry];

/** @throws Refusal when the filter cannot be read. */
export function listEntries(collection: Collection, query: Query, decoration: Decoration): Page {
  const { node } = collection;
  const all = collection.entries();
  const looked = lookedAt(all, query.count("skip_to") ?? 0, query.count("unfiltered_count"));
  const matched = sortRows(node, selectRows(node, looked, query), query.all("sort"));
  const start = Math.min(query.count("start") ?? 0, matched.length);
  const end = Math.min(start + (query.count("count") || matched.length), matched.length);
  const view = viewOf(query);
  const texts = matched
    .slice(start, end)
    .map(([, entry], position) => shownEntry(node, entry, start + position, view, decoration));
  return {
    size: all.length,
    matched_count: matched.length,
    next_idx: Math.max(end - 1, 0),
    limit_reached: end < matched.length,
    results: alreadyJson(`[${texts.join()}]`),
  };
}

/** The entries that the filter gets to see. */
function lookedAt(all: readonly Row[], from: number, count: number | undefined): readonly Row[] {
  return from === 0 && count === undefined ? all : all.slice(from, from + (count ?? all.length));
}

/** The JSON of an entry as a request wants it. */
export function shownEntry(node: Node, entry: Entry, position: number, view: View, decoration: Decoration): string {
  const isPlain = view.only === undefined && view.withoutDefaults !== true;
  if (isPlain && !decoration.withMeta && !decoration.withDatasource) return entryText(node, entry, position);
  return JSON.stringify(decorate(node, entry, renderEntry(node, entry, position, view), decoration));
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
