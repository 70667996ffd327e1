/**
 * The entries of one table of one VDOM, in their order. An object is a table with one entry under the empty key.
 *
 * @module
 */

import { EMPTY, type Entry } from "./entry.ts";
import { revisionOf } from "./revision.ts";

/** The key of an object's only entry. */
export const OBJECT_KEY = "";

export interface Table {
  readonly size: number;
  get(key: string): Entry | undefined;
  has(key: string): boolean;
  keys(): Iterable<string>;
  entries(): Iterable<readonly [key: string, entry: Entry]>;
  /** Puts an entry in the place of the one with this key, or at the end. */
  set(key: string, entry: Entry): void;
  delete(key: string): void;
  /** Puts all entries in a new order, or under new keys. */
  replaceAll(entries: Iterable<readonly [key: string, entry: Entry]>): void;
  revision(): string;
  /** A table of its own with the same content. */
  copy(): Table;
}

export function createTable(entries: Iterable<readonly [key: string, entry: Entry]> = []): Table {
  let rows = new Map(entries);
  let revision: string | undefined;

  return {
    get size() {
      return rows.size;
    },
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    keys: () => rows.keys(),
    entries: () => rows.entries(),
    set(key, entry) {
      rows.set(key, entry);
      revision = undefined;
    },
    delete(key) {
      rows.delete(key);
      revision = undefined;
    },
    replaceAll(entries) {
      rows = new Map(entries);
      revision = undefined;
    },
    revision() {
      revision ??= revisionOf(rows.values());
      return revision;
    },
    copy: () => createTable(rows),
  };
}

/** The only entry of an object. One that was never written holds nothing but defaults. */
export function objectOf(table: Table): Entry {
  return table.get(OBJECT_KEY) ?? EMPTY;
}
