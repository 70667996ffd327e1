/**
 * Tables and the places in them, alike for top-level tables and for child tables at any depth.
 *
 * @module
 */

import type { Configuration } from "./configuration.ts";
import { EMPTY, type Entry, isEntry, isRows } from "./entry.ts";
import { keyOf } from "./key.ts";
import { noSuchEntry } from "./refusal.ts";
import type { FieldSpec, Node, Schema } from "./schema.ts";
import { OBJECT_KEY, objectOf } from "./table.ts";

/** The entries of a table. */
export interface Collection {
  readonly node: Node;
  readonly size: number;
  entries(): readonly (readonly [key: string, entry: Entry])[];
  get(key: string): Entry | undefined;
  keys(): Iterable<string>;
  /** Puts an entry in the place of the one with this key, or at the end. */
  put(key: string, entry: Entry): void;
  remove(key: string): void;
  /** Puts an entry under another key, in the same place; what referred to it still does. */
  rename(from: string, to: string, entry: Entry): void;
  reorder(entries: readonly (readonly [key: string, entry: Entry])[]): void;
}

/** The place of one entry or object. */
export interface Slot {
  readonly node: Node;
  /** @throws Refusal when there is no such entry. */
  read(): Entry;
  write(next: Entry): void;
}

export function rootCollection(configuration: Configuration, schema: Schema, vdom: string): Collection {
  const table = configuration.table(schema.path, vdom);
  return {
    node: schema.node,
    get size() {
      return table.size;
    },
    entries: () => [...table.entries()],
    get: (key) => table.get(key),
    keys: () => table.keys(),
    put: (key, entry) => configuration.put(schema, vdom, key, entry),
    remove: (key) => configuration.remove(schema, vdom, key),
    rename: (from, to, entry) => configuration.rename(schema, vdom, from, to, entry),
    reorder: (entries) => configuration.reorder(schema, vdom, entries),
  };
}

/** The child table that a field of an entry holds. */
export function childCollection(parent: Slot, { name }: FieldSpec, node: Node): Collection {
  const rows = (): readonly Entry[] => {
    const value = parent.read()[name];
    return isRows(value) ? value : [];
  };
  const entries = () => rows().map((row, position) => [keyOf(node, row, position), row] as const);
  const find = (key: string) => rows().findIndex((row, position) => keyOf(node, row, position) === key);
  const write = (next: readonly Entry[]): void => parent.write(withValue(parent.read(), name, next));
  return {
    node,
    get size() {
      return rows().length;
    },
    entries,
    get: (key) => rows()[find(key)],
    keys: () => entries().map(([key]) => key),
    put(key, entry) {
      const position = find(key);
      write(position === -1 ? [...rows(), entry] : rows().with(position, entry));
    },
    remove: (key) => write(rows().toSpliced(find(key), 1)),
    rename: (from, _to, entry) => write(rows().with(find(from), entry)),
    reorder: (next) => write(next.map(([, entry]) => entry)),
  };
}

export function entrySlot(collection: Collection, key: string): Slot {
  return {
    node: collection.node,
    read() {
      const entry = collection.get(key);
      if (entry === undefined) throw noSuchEntry();
      return entry;
    },
    write: (next) => collection.put(key, next),
  };
}

export function objectSlot(configuration: Configuration, schema: Schema, vdom: string): Slot {
  return {
    node: schema.node,
    read: () => objectOf(configuration.table(schema.path, vdom)),
    write(next) {
      if (isEmpty(next)) configuration.remove(schema, vdom, OBJECT_KEY);
      else configuration.put(schema, vdom, OBJECT_KEY, next);
    },
  };
}

/** The nested object that a field holds. */
export function nestedSlot(parent: Slot, { name }: FieldSpec, node: Node): Slot {
  return {
    node,
    read() {
      const value = parent.read()[name];
      return isEntry(value) ? value : EMPTY;
    },
    write: (next) => parent.write(withValue(parent.read(), name, next)),
  };
}

function withValue(entry: Entry, name: string, value: Entry | readonly Entry[]): Entry {
  const { [name]: _old, ...rest } = entry;
  return isEmpty(value) ? rest : { ...rest, [name]: value };
}

/** Nothing but defaults is the same as nothing at all, and is not kept. */
function isEmpty(value: Entry | readonly Entry[]): boolean {
  return Object.keys(value).length === 0;
}
