/**
 * Who refers to whom: an index over all stored entries, so that a delete need not search the configuration.
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

export interface ReferenceIndex {
  add(place: Place, references: Iterable<Reference>): void;
  remove(place: Place, references: Iterable<Reference>): void;
  /** Everything that names `value` as a value of the target. */
  referrers(targetId: string, value: string): readonly Referrer[];
  /** Ids of the targets inside a table's entries (not its key) that anything refers to. */
  innerTargets(path: string): readonly ReferenceTarget[];
}

export function createReferenceIndex(): ReferenceIndex {
  // Target id -> value -> place -> referrer.
  const index = new Map<string, Map<string, Map<string, Referrer>>>();
  const inner = new Map<string, Map<string, ReferenceTarget>>();

  return {
    add(place, references) {
      const where = placeId(place);
      for (const { targets, value } of references) {
        for (const target of targets) {
          const values = getOrMake(index, target.id);
          getOrMake(values, value).set(where, { place, targets });
          if (!target.isKey) getOrMake(inner, target.path).set(target.id, target);
        }
      }
    },
    remove(place, references) {
      const where = placeId(place);
      for (const { targets, value } of references) {
        for (const { id } of targets) {
          const places = index.get(id)?.get(value);
          places?.delete(where);
          if (places?.size === 0) index.get(id)?.delete(value);
        }
      }
    },
    referrers: (targetId, value) => [...(index.get(targetId)?.get(value)?.values() ?? [])],
    innerTargets: (path) => [...(inner.get(path)?.values() ?? [])],
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

function placeId({ vdom = "", path, key }: Place): string {
  return `${vdom}\n${path}\n${key}`;
}

function getOrMake<K, V>(map: Map<K, Map<string, V>>, key: K): Map<string, V> {
  let value = map.get(key);
  if (value === undefined) {
    value = new Map();
    map.set(key, value);
  }
  return value;
}
