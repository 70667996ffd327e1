/**
 * What an entry refers to, and what it offers for others to refer to.
 *
 * @module
 */

import { splitWords } from "../compare/canonical-value.ts";
import { isRecord } from "../compare/is-record.ts";
import type { RefTarget } from "../refs.ts";
import { fortios } from "../registry.ts";
import type { Field } from "../types.ts";

/** A row of any table. */
export type Row = Readonly<Record<string, unknown>>;

/** A place whose values others may name: `firewall/address name`, or `system/sdwan zone name`. */
export type Target = string;

/** A value of a field that names something, in any of the places. */
export interface Reference {
  /** The name. */
  readonly value: string;
  /** Where it may be that of an entry. */
  readonly targets: readonly Target[];
}

/** Words that stand for everything or nothing, and name no entry. */
const NO_NAMES: ReadonlySet<string> = new Set(["", "0", "any"]);

/** Every reference in a row, child tables included. */
export function referencesIn(row: Row, fields: Readonly<Record<string, Field>>): Reference[] {
  return Object.entries(row).flatMap(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) return [];
    if (field.fields !== undefined)
      return [value]
        .flat()
        .filter(isRecord)
        .flatMap((inner) => referencesIn(inner, field.fields ?? {}));
    return referencesOf(value, field);
  });
}

function referencesOf(value: unknown, field: Field): Reference[] {
  const targets = targetsOf(field);
  if (targets.length === 0) return [];
  return wordsIn(value, field).map((word) => ({ value: word, targets }));
}

/** FortiManager has a list of words, or one word by itself. */
function wordsIn(value: unknown, field: Field): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => wordsIn(item, field));
  if (typeof value !== "string" && typeof value !== "number") return [];
  const words = field.multiple ? splitWords(String(value)) : [String(value)];
  return words.filter((word) => !NO_NAMES.has(word));
}

/** Kept, because the same fields come again in every row. */
const targets: WeakMap<Field, readonly Target[]> = new WeakMap();

/** The places that a field refers to. */
export function targetsOf(field: Field): readonly Target[] {
  let known = targets.get(field);
  if (known === undefined) {
    known = (field.refs ?? []).flatMap((ref) => {
      const target = resolve(ref);
      return target === undefined || target.fields.length === 0 ? [] : [[target.path, ...target.fields].join(" ")];
    });
    targets.set(field, known);
  }
  return known;
}

/** FortiManager writes `firewall/address.name` where FortiOS has `firewall.address.name`. */
function resolve(ref: string): RefTarget | undefined {
  const at = ref.lastIndexOf(".");
  return ref.includes("/") ? { path: ref.slice(0, at), fields: [ref.slice(at + 1)] } : fortios.resolveRef(ref);
}

/** The values that a row offers at a place of its table: the keys of the entries of a child table, or its own key. */
export function offeredIn(row: Row | undefined, target: Target): Set<string> {
  const [, ...trail] = target.split(" ");
  return new Set(row === undefined ? [] : valuesAt(row, trail));
}

function valuesAt(row: Row, [name = "", ...rest]: readonly string[]): string[] {
  const value = row[name];
  if (rest.length === 0) return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  return [value]
    .flat()
    .filter(isRecord)
    .flatMap((inner) => valuesAt(inner, rest));
}

/**
 * A copy of a row without some of its references. Entries of a child table whose key is one go as a whole; any other
 * field is left empty.
 */
export function withoutReferences(
  row: Row,
  fields: Readonly<Record<string, Field>>,
  isDropped: (reference: Reference) => boolean,
): Row {
  const kept = Object.entries(row).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field?.fields !== undefined) return [name, withoutInside(value, field, isDropped)] as const;
    if (field === undefined || !referencesOf(value, field).some(isDropped)) return [name, value] as const;
    const targets = targetsOf(field);
    const words = wordsIn(value, field).filter((word) => !isDropped({ value: word, targets }));
    return [name, Array.isArray(value) ? words : words.join(" ")] as const;
  });
  return Object.fromEntries(kept);
}

function withoutInside(value: unknown, field: Field, isDropped: (reference: Reference) => boolean): unknown {
  const { fields = {}, mkey = "" } = field;
  const clean = (inner: unknown): unknown => (isRecord(inner) ? withoutReferences(inner, fields, isDropped) : inner);
  if (!Array.isArray(value)) return clean(value);
  const keyField = fields[mkey];
  return value
    .filter((entry) => !(isRecord(entry) && keyField && referencesOf(entry[mkey], keyField).some(isDropped)))
    .map(clean);
}
