/**
 * Who refers to whom: an index over the entries of each table, so that a delete need not search the configuration.
 *
 * @module
 */

import { type Entry, isEntry, isRows, isScalar, type Value } from "./entry.ts";
import { keyOf } from "./key.ts";
import type { ReferenceTarget } from "./reference-target.ts";
import type { FieldSpec, Node } from "./schema.ts";

/** One value that names something. */
export interface Reference {
  readonly targets: readonly ReferenceTarget[];
  readonly value: string;
  readonly field: FieldSpec;
  /** It stands in a child table, as its key. */
  readonly isMember: boolean;
}

/** Where an entry is stored. */
export interface Place {
  /** Undefined for a global table. */
  readonly vdom: string | undefined;
  readonly path: string;
  readonly key: string;
}

/** An entry that refers to something, and every target that may satisfy it. */
export interface Referrer {
  readonly place: Place;
  readonly targets: readonly ReferenceTarget[];
}

/** Who refers to what, in all of a configuration. */
export interface ReferenceIndex {
  /** Everything that names `value` as a value of the target. */
  referrers(targetId: string, value: string): readonly Referrer[];
  /** Ids of the targets inside a table's entries (not its key) that anything refers to. */
  innerTargets(path: string): readonly ReferenceTarget[];
}

/** What the entries of one table refer to. */
export interface ReferencesFrom {
  /** One entry in the place of another. Undefined: none. */
  replace(key: string, before: Entry | undefined, after: Entry | undefined): void;
  /** Keys of the entries that name `value` as a value of the target, each with every target that may satisfy it. */
  to(targetId: string, value: string): ReadonlyMap<string, readonly ReferenceTarget[]> | undefined;
  /** Targets that lie inside entries, and are not their keys. */
  readonly inner: ReadonlyMap<string, ReferenceTarget>;
}

/** @param node Of the table. */
export function createReferencesFrom(node: Node, entries: Iterable<readonly [string, Entry]>): ReferencesFrom {
  // Target id -> value -> key -> targets.
  const index = new Map<string, Map<string, Map<string, readonly ReferenceTarget[]>>>();
  const inner = new Map<string, ReferenceTarget>();

  function add(key: string, entry: Entry): void {
    for (const { targets, value } of referencesIn(node, entry)) {
      for (const target of targets) {
        getOrMake(getOrMake(index, target.id), value).set(key, targets);
        if (!target.isKey) inner.set(target.id, target);
      }
    }
  }

  function remove(key: string, entry: Entry): void {
    for (const { targets, value } of referencesIn(node, entry)) {
      for (const { id } of targets) {
        const keys = index.get(id)?.get(value);
        keys?.delete(key);
        if (keys?.size === 0) index.get(id)?.delete(value);
      }
    }
  }

  for (const [key, entry] of entries) add(key, entry);
  return {
    inner,
    replace(key, before, after) {
      if (before !== undefined) remove(key, before);
      if (after !== undefined) add(key, after);
    },
    to: (targetId, value) => index.get(targetId)?.get(value),
  };
}

/** Every reference in an entry that names something. The default of a field is the device's own business. */
export function* referencesIn(node: Node, entry: Entry, inTable = false): Iterable<Reference> {
  if (!node.refers) return;
  for (const [name, value] of Object.entries(entry)) {
    const field = node.fields.get(name);
    if (field?.node !== undefined) {
      if (isRows(value)) for (const row of value) yield* referencesIn(field.node, row, true);
      else if (isEntry(value)) yield* referencesIn(field.node, value);
    } else if (field?.targets !== undefined && isScalar(value) && value !== "" && value !== 0) {
      const values = field.multiple ? String(value).split(" ") : [String(value)];
      const isMember = inTable && field === node.key;
      for (const one of values) yield { targets: field.targets, value: one, field, isMember };
    }
  }
}

/** The values that stand at a trail of an entry: `["zone", "name"]` gives the names of all its zones. */
export function valuesAt(entry: Entry, trail: readonly string[]): string[] {
  const [name = "", ...rest] = trail;
  const value = entry[name];
  if (isScalar(value)) return rest.length === 0 ? [String(value)] : [];
  if (isRows(value)) return value.flatMap((row) => valuesAt(row, rest));
  return isEntry(value) ? valuesAt(value, rest) : [];
}

/** A copy of an entry in which every reference to one value of a target names another instead. */
export function retarget(node: Node, entry: Entry, targetId: string, from: string, to: string): Entry {
  const next: Record<string, Value> = { ...entry };
  for (const [name, value] of Object.entries(entry)) {
    const field = node.fields.get(name);
    const inner = field?.node;
    if (inner !== undefined) {
      if (isRows(value)) {
        const rows = value.map((row) => retarget(inner, row, targetId, from, to));
        // The new name may be in the list already, as that of something of another table.
        next[name] = [...new Map(rows.map((row, position) => [keyOf(inner, row, position), row])).values()];
      }
      if (isEntry(value)) next[name] = retarget(inner, value, targetId, from, to);
    } else if (field?.targets?.some(({ id }) => id === targetId)) {
      const values = field.multiple ? String(value).split(" ") : [String(value)];
      if (!values.includes(from)) continue;
      const renamed = values.map((one) => (one === from ? to : one)).join(" ");
      next[name] = typeof value === "number" ? Number(renamed) : renamed;
    }
  }
  return next;
}

function getOrMake<K, V>(map: Map<K, Map<string, V>>, key: K): Map<string, V> {
  let value = map.get(key);
  if (value === undefined) {
    value = new Map();
    map.set(key, value);
  }
  return value;
}
