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

/** Tables of one device, one ADOM or the like are found by so many first words of their urls. */
const WORDS_OF_PLACE = 4;

export function createCommitted(): Committed {
  const tables = new Map<string, Rows>();
  // Numbers of changes, counted over all tables.
  const versions = new Map<string, number>();
  const places = new Map<string, Set<string>>();
  let changes = 0;
  let atLeast = 0;

  function note(table: string): void {
    changes += 1;
    versions.set(table, changes);
    const place = placeOf(table) ?? table;
    const known = places.get(place) ?? new Set();
    places.set(place, known.add(table));
  }

  /** Every table that may be at or below a url. */
  function candidates(prefix: string): Iterable<string> {
    const place = placeOf(prefix);
    return place === undefined ? versions.keys() : (places.get(place) ?? []);
  }

  return {
    rows: (table) => tables.get(table) ?? NO_ROWS,
    get: (table, key) => tables.get(table)?.get(key),
    tables: (prefix) => Array.from(candidates(prefix)).filter((table) => tables.has(table) && isBelow(table, prefix)),
    version: (table) => versions.get(table) ?? atLeast,
    versionBelow(prefix) {
      let last = atLeast;
      for (const table of candidates(prefix)) {
        if (isBelow(table, prefix)) last = Math.max(last, versions.get(table) ?? 0);
      }
      return last;
    },
    clear() {
      changes += 1;
      atLeast = changes;
      versions.clear();
      places.clear();
      tables.clear();
    },
    apply(edits) {
      for (const edit of edits) {
        const rows = tables.get(edit.table) ?? new Map<string, Entry>();
        applyEdit(rows, edit);
        if (rows.size === 0) tables.delete(edit.table);
        else tables.set(edit.table, rows);
        note(edit.table);
      }
    },
  };
}

/** The first words of a url; undefined when it has fewer. */
function placeOf(url: string): string | undefined {
  const words = url.split("/", WORDS_OF_PLACE);
  return words.length === WORDS_OF_PLACE && words.at(-1) !== "" ? words.join("/") : undefined;
}

/** Whether a url is `prefix` or stands below it. An empty one is above everything. */
export function isBelow(url: string, prefix: string): boolean {
  if (!url.startsWith(prefix)) return false;
  return prefix === "" || prefix.endsWith("/") || url.length === prefix.length || url[prefix.length] === "/";
}
