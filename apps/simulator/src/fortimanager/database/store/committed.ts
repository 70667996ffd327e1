/**
 * What is committed: what every session sees that has not changed it itself.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { applyEdit, type Edit, type Rows } from "./edit.ts";

/** What is stored, as somebody sees it. */
export interface View {
  rows(table: string): ReadonlyMap<string, Entry>;
  get(table: string, key: string): Entry | undefined;
  /** The tables below a url that hold anything: those whose url is it, or goes on behind a slash. */
  tables(prefix: string): readonly string[];
  /** Grows with each change of a table. */
  version(table: string): number;
}

export interface Committed extends View {
  apply(edits: readonly Edit[]): void;
  /** Grows with each change of any table at or below a url. */
  versionBelow(prefix: string): number;
  clear(): void;
}

const NO_ROWS: ReadonlyMap<string, Entry> = new Map();

export function createCommitted(): Committed {
  const tables = new Map<string, Rows>();
  const versions = new Map<string, number>();

  return {
    rows: (table) => tables.get(table) ?? NO_ROWS,
    get: (table, key) => tables.get(table)?.get(key),
    tables: (prefix) => tablesBelow(tables, prefix),
    version: (table) => versions.get(table) ?? 0,
    versionBelow(prefix) {
      let sum = 0;
      for (const [table, version] of versions) if (isBelow(table, prefix)) sum += version;
      return sum;
    },
    clear() {
      for (const table of tables.keys()) versions.set(table, (versions.get(table) ?? 0) + 1);
      tables.clear();
    },
    apply(edits) {
      for (const edit of edits) {
        const rows = tables.get(edit.table) ?? new Map<string, Entry>();
        applyEdit(rows, edit);
        if (rows.size === 0) tables.delete(edit.table);
        else tables.set(edit.table, rows);
        versions.set(edit.table, (versions.get(edit.table) ?? 0) + 1);
      }
    },
  };
}

/** The tables that hold anything and stand at a url or below it. */
export function tablesBelow(tables: ReadonlyMap<string, ReadonlyMap<string, Entry>>, prefix: string): string[] {
  const found: string[] = [];
  for (const [table, rows] of tables) if (rows.size > 0 && isBelow(table, prefix)) found.push(table);
  return found;
}

/** Whether a url is `prefix` or stands below it. An empty one is above everything. */
export function isBelow(url: string, prefix: string): boolean {
  if (!url.startsWith(prefix)) return false;
  return prefix === "" || prefix.endsWith("/") || url.length === prefix.length || url[prefix.length] === "/";
}
