/**
 * Copies of what is committed, and the way back to them. Entries never change, so that a copy costs next to nothing.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { View } from "./committed.ts";
import type { Edit } from "./edit.ts";

type Content = readonly (readonly [key: string, entry: Entry])[];

export interface Snapshot {
  readonly prefix: string;
  readonly tables: ReadonlyMap<string, Content>;
}

export function takeSnapshot(view: View, prefix: string): Snapshot {
  return { prefix, tables: new Map(view.tables(prefix).map((table) => [table, [...view.rows(table)]])) };
}

/** The edits that bring back what was there; none for a table in which nothing has changed. */
export function editsBackTo(view: View, { prefix, tables }: Snapshot): readonly Edit[] {
  const names = new Set([...view.tables(prefix), ...tables.keys()]);
  return [...names].flatMap((table) => {
    const [now, then] = [[...view.rows(table)], tables.get(table) ?? []];
    if (isSame(now, then)) return [];
    return [
      ...now.map(([key]) => ({ table, key, entry: undefined })),
      ...then.map(([key, entry]) => ({ table, key, entry })),
    ];
  });
}

function isSame(a: Content, b: Content): boolean {
  return a.length === b.length && a.every(([key, entry], at) => key === b[at]?.[0] && entry === b[at]?.[1]);
}
