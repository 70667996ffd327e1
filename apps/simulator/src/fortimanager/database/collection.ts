/**
 * Tables and the places in them, alike for tables that are stored by themselves and for child tables at any depth.
 *
 * @module
 */

import type { Entry } from "../parts.ts";
import { missing } from "../rpc/refusals.ts";
import { alreadyThere } from "./refusals.ts";
import { keyOf } from "./schema/keys.ts";
import type { FieldSpec, Node } from "./schema/node.ts";
import { applyEdit, OBJECT, type Position, type Rows } from "./store/edit.ts";
import type { Layer } from "./store/layer.ts";
import type { Location } from "./urls/location.ts";
import { isRecord, rowsOf } from "./values/read-entry.ts";

/** Where an entry goes, and the key that it had so far. */
export interface Placing {
  readonly position?: Position | undefined;
  readonly from?: string | undefined;
}

/** The entries of a table. */
export interface Collection {
  readonly node: Node;
  rows(): ReadonlyMap<string, Entry>;
  get(key: string): Entry | undefined;
  put(key: string, entry: Entry, placing?: Placing): void;
  remove(key: string): void;
}

/** The place of one entry or object. */
export interface Slot {
  readonly node: Node;
  /** @throws RpcRefusal when there is no such entry. */
  read(): Entry;
  /** @throws RpcRefusal when the entry has a new key that another one has. */
  write(next: Entry): void;
}

/** What a url leads to. */
export type Target =
  | { readonly kind: "table"; readonly collection: Collection }
  | { readonly kind: "entry"; readonly collection: Collection; readonly key: string; readonly slot: Slot }
  | { readonly kind: "object"; readonly slot: Slot }
  | { readonly kind: "attribute"; readonly slot: Slot; readonly field: FieldSpec };

/** Walks to what a location means. Whether it is there, shows when it is read. */
export function targetAt(layer: Layer, { schema, table, key, steps }: Location): Target {
  let target = schema.node.kind === "table" ? inTable(rootCollection(layer, table, schema.node), key) : root(layer);
  for (const step of steps) {
    if (target.kind === "table" || target.kind === "attribute") throw missing();
    const inner = step.field.node;
    if (inner === undefined) target = { kind: "attribute", slot: target.slot, field: step.field };
    else if (inner.kind === "table") target = inTable(childCollection(target.slot, step.field.name, inner), step.key);
    else target = { kind: "object", slot: nestedSlot(target.slot, step.field.name, inner) };
  }
  return target;

  function root(own: Layer): Target {
    return { kind: "object", slot: objectSlot(own, table, schema.node) };
  }
}

function inTable(collection: Collection, key: string | undefined): Target {
  if (key === undefined) return { kind: "table", collection };
  return { kind: "entry", collection, key, slot: entrySlot(collection, key) };
}

export function rootCollection(layer: Layer, table: string, node: Node): Collection {
  return {
    node,
    rows: () => layer.rows(table),
    get: (key) => layer.get(table, key),
    put: (key, entry, placing) => layer.apply([{ table, key, entry, ...placing }]),
    remove: (key) => layer.apply([{ table, key, entry: undefined }]),
  };
}

function childCollection(parent: Slot, name: string, node: Node): Collection {
  const rows = (): Rows => {
    const own = rowsOf(parent.read()[name]);
    return new Map(own.map((row, position) => [keyOf(node.key, row) ?? String(position + 1), row]));
  };
  const change = (key: string, entry: Entry | undefined, placing?: Placing): void => {
    const next = rows();
    applyEdit(next, { table: name, key, entry, ...placing });
    parent.write(withValue(parent.read(), name, next.size === 0 ? undefined : [...next.values()]));
  };
  return {
    node,
    rows,
    get: (key) => rows().get(key),
    put: change,
    remove: (key) => change(key, undefined),
  };
}

function entrySlot(collection: Collection, key: string): Slot {
  return {
    node: collection.node,
    read() {
      const entry = collection.get(key);
      if (entry === undefined) throw missing();
      return entry;
    },
    write(next) {
      const own = keyOf(collection.node.key, next) ?? key;
      if (own !== key && collection.get(own) !== undefined) throw alreadyThere();
      collection.put(own, next, own === key ? {} : { from: key });
    },
  };
}

function objectSlot(layer: Layer, table: string, node: Node): Slot {
  return {
    node,
    read: () => layer.get(table, OBJECT) ?? {},
    write: (entry) => layer.apply([{ table, key: OBJECT, entry }]),
  };
}

function nestedSlot(parent: Slot, name: string, node: Node): Slot {
  return {
    node,
    read() {
      const value = parent.read()[name];
      return isRecord(value) ? value : {};
    },
    write: (next) => parent.write(withValue(parent.read(), name, next)),
  };
}

/** An entry with another value of a field, or without it. */
export function withValue(entry: Entry, name: string, value: unknown): Entry {
  const { [name]: _old, ...rest } = entry;
  return value === undefined ? rest : { ...entry, [name]: value };
}
