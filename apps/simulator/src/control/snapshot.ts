/**
 * What a device holds beyond what the factory put there, as plain data.
 *
 * Two devices that went through the same job compare equal: nothing in it depends on when or on which device it
 * happened, nor on the order of things whose order has no meaning. Keys that devices make up are not in it.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { EMPTY, type Entry, isEntry, isRows, type Value } from "../cmdb/entry.ts";
import type { Node } from "../cmdb/schema.ts";
import { OBJECT_KEY, objectOf, type Table } from "../cmdb/table.ts";
import { factoryRows } from "../conf/factory-content.ts";
import { API_KEY } from "../device/admins.ts";
import type { Device } from "../device/device.ts";

export interface TableSnapshot {
  /** Entries that are new or differ from the factory's, with the fields that are not default. */
  readonly entries: readonly Record<string, unknown>[];
  /** Keys of entries of the factory that are gone. Absent when none is. */
  readonly deleted?: readonly string[];
}

export interface Snapshot {
  /** By VDOM (`global` for what exists once), then by path. */
  readonly configuration: Readonly<Record<string, Readonly<Record<string, TableSnapshot>>>>;
  /** Banned addresses, sorted, with how long each was banned for: seconds, or 0 for ever. */
  readonly banned: readonly { readonly ip_address: string; readonly source: string; readonly seconds: number }[];
}

export function takeSnapshot(device: Device): Snapshot {
  const byScope = Object.groupBy(changedTables(device), ({ scope }) => scope);
  const banned = device.banned
    .list()
    .map(({ ipAddress, source, created, expires }) => ({
      ip_address: ipAddress,
      source,
      seconds: expires === 0 ? 0 : expires - created,
    }))
    .sort((a, b) => (a.ip_address < b.ip_address ? -1 : 1));
  const configuration = Object.entries(byScope).map(([scope, tables]) => [scope, byPath(tables ?? [])] as const);
  return { configuration: sorted(configuration), banned };
}

interface ChangedTable {
  readonly scope: string;
  readonly path: string;
  readonly changes: TableSnapshot;
}

function changedTables(device: Device): ChangedTable[] {
  const configuration = device.configuration();
  const factory = device.factory();
  return configuration.tables().flatMap(({ path, vdom, table }) => {
    const node = configuration.schemas.loaded(path)?.node;
    const changes = node && changesOf(node, table, new Map(factoryRows(factory, vdom, path)));
    return changes === undefined ? [] : [{ scope: vdom ?? "global", path, changes }];
  });
}

function byPath(tables: readonly ChangedTable[]): Record<string, TableSnapshot> {
  return sorted(tables.map(({ path, changes }) => [path, changes] as const));
}

function changesOf(node: Node, table: Table, original: ReadonlyMap<string, Entry>): TableSnapshot | undefined {
  if (node.kind === "object") return changesOfObject(node, objectOf(table), original.get(OBJECT_KEY) ?? EMPTY);
  const changed = [...table.entries()].filter(([key, entry]) => !isDeepStrictEqual(entry, original.get(key)));
  const deleted = [...original.keys()].filter((key) => !table.has(key));
  if (changed.length === 0 && deleted.length === 0) return undefined;
  const entries = changed.map(([, entry]) => entry);
  return { entries: plainRows(node, entries), ...(deleted.length === 0 ? {} : { deleted }) };
}

/** Only what was done to it counts: the rest is the factory's own, down to the name of the device. */
function changesOfObject(node: Node, after: Entry, before: Entry): TableSnapshot | undefined {
  const names = Object.keys({ ...before, ...after }).filter((name) => !isDeepStrictEqual(after[name], before[name]));
  if (names.length === 0) return undefined;
  return { entries: [plainEntry(node, Object.fromEntries(names.map((name) => [name, valueIn(node, after, name)])))] };
}

function valueIn({ fields }: Node, entry: Entry, name: string): Value {
  const field = fields.get(name);
  return entry[name] ?? (field === undefined || field.node !== undefined ? [] : field.default);
}

/** Rows with names for keys are a set; rows with numbers, such as policies, keep their order. */
function plainRows(node: Node, rows: readonly Entry[]): Record<string, unknown>[] {
  const plain = rows.map((row) => plainEntry(node, row));
  const { key } = node;
  if (key === undefined || key.type === "integer") return plain;
  return plain.sort((a, b) => (String(a[key.name]) < String(b[key.name]) ? -1 : 1));
}

function plainEntry(node: Node, entry: Entry): Record<string, unknown> {
  const shown = Object.entries(entry).filter(([name]) => node.fields.get(name)?.type !== "uuid" && name !== API_KEY);
  return sorted(shown.map(([name, value]) => [name, plainValue(node.fields.get(name)?.node, value)] as const));
}

function plainValue(node: Node | undefined, value: Value): unknown {
  if (node !== undefined && isRows(value)) return plainRows(node, value);
  return node !== undefined && isEntry(value) ? plainEntry(node, value) : value;
}

/** An object whose keys are in order. */
function sorted<T>(entries: readonly (readonly [name: string, value: T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
