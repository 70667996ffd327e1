/**
 * One change of the entries of a table, and how it is made.
 *
 * @module
 */

import type { Entry, Spot } from "../../parts.ts";

/** The entries of a table by key, in their order. An object has one, under {@link OBJECT}. */
export type Rows = Map<string, Entry>;

/** Where an entry goes. */
export interface Position {
  readonly where: "before" | "after";
  /** The key of the entry that it goes next to. */
  readonly key: string;
}

export interface Edit {
  /** The url of the table or object. */
  readonly table: string;
  readonly key: string;
  /** Undefined removes it. */
  readonly entry: Entry | undefined;
  /** Absent: where it is, or at the end. */
  readonly position?: Position | undefined;
  /** The key that it had so far: it keeps its place. */
  readonly from?: string | undefined;
}

/** The key of an object, which has none. */
export const OBJECT = "";

export function spotOf({ table, key }: Pick<Edit, "table" | "key">): Spot {
  return key === OBJECT ? { table } : { table, key };
}

/** All spots that an edit changes: a rename changes two. */
export function spotsOf(edit: Edit): Spot[] {
  return edit.from === undefined ? [spotOf(edit)] : [spotOf({ table: edit.table, key: edit.from }), spotOf(edit)];
}

/** Makes the change. */
export function applyEdit(rows: Rows, { key, entry, position, from }: Edit): void {
  if (entry === undefined) rows.delete(key);
  else if (position !== undefined) place(rows, key, entry, position);
  else if (from !== undefined && rows.has(from)) rename(rows, from, key, entry);
  else rows.set(key, entry);
}

function rename(rows: Rows, from: string, key: string, entry: Entry): void {
  const others = [...rows].filter(([own]) => own !== key || own === from);
  refill(
    rows,
    others.map((row): Row => (row[0] === from ? [key, entry] : row)),
  );
}

/** Next to nothing, an entry goes to the end. */
function place(rows: Rows, key: string, entry: Entry, { where, key: target }: Position): void {
  const next = [...rows].filter(([own]) => own !== key);
  const at = next.findIndex(([own]) => own === target);
  const position = at === -1 ? next.length : where === "before" ? at : at + 1;
  refill(rows, next.toSpliced(position, 0, [key, entry]));
}

type Row = [key: string, entry: Entry];

function refill(rows: Rows, next: readonly Row[]): void {
  rows.clear();
  for (const [key, entry] of next) rows.set(key, entry);
}
