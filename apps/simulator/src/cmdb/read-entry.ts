/**
 * Turns the JSON that a client sent into an entry.
 *
 * @module
 */

import { EMPTY, type Entry, isEntry, isRows, type Value } from "./entry.ts";
import { keyOf, withKey } from "./key.ts";
import { readScalar } from "./read-scalar.ts";
import { missingAttribute, wrongShape } from "./refusal.ts";
import type { FieldSpec, Node } from "./schema.ts";
import { unmask } from "./secrets.ts";

/**
 * `before` with the fields of `raw` put over it. A child table in `raw` replaces the whole child table; a nested object
 * is merged. Fields that the version lacks, and those that cannot be written, are passed over, as a device does.
 *
 * @throws Refusal for the first value that a field cannot hold.
 */
export function readEntry(node: Node, raw: unknown, before: Entry = EMPTY): Entry {
  return readFields(node, unmask(node, raw, before), before);
}

function readFields(node: Node, raw: unknown, before: Entry): Entry {
  const body = toObject(node.name, raw);
  const next: Record<string, Value> = { ...before };
  for (const [name, value] of Object.entries(body)) {
    const field = node.fields.get(name);
    if (field === undefined || field.readonly) continue;
    const read = readValue(field, value, before[name]);
    if (isDefault(field, read) && field !== node.key) delete next[name];
    else next[name] = read;
  }
  return next;
}

/**
 * @param touched Where given, only attributes that it names are looked at: an update may leave out the others.
 * @throws Refusal when an attribute that the table cannot do without is not there.
 */
export function checkRequired(node: Node, entry: Entry, touched?: unknown): void {
  for (const field of node.fields.values()) {
    if (!field.required || !field.shown || field === node.key || entry[field.name] !== undefined) continue;
    if (touched !== undefined && !Object.hasOwn(toObject(node.name, touched), field.name)) continue;
    if (field.node !== undefined || field.default === "") throw missingAttribute(field.name);
  }
}

function readValue(field: FieldSpec, raw: unknown, before: Value | undefined): Value {
  if (field.node === undefined) return readScalar(field, raw);
  if (field.node.kind === "object") return readFields(field.node, raw ?? {}, isEntry(before) ? before : EMPTY);
  return readRows(field.node, raw ?? []);
}

function readRows(node: Node, raw: unknown): readonly Entry[] {
  const rows = new Map<string, Entry>();
  for (const item of toRows(node, raw)) {
    const row = withKey(node, readFields(node, item, EMPTY), rows.keys());
    checkRequired(node, row);
    const key = keyOf(node, row, rows.size);
    rows.set(key, { ...rows.get(key), ...row });
  }
  return [...rows.values()];
}

/** A list of names may come as mere texts, and none at all as an empty text. */
function toRows(node: Node, raw: unknown): readonly unknown[] {
  const isNamed = node.key !== undefined && node.key.type !== "integer";
  if (typeof raw === "string" && raw.trim() === "") return [];
  if (!Array.isArray(raw)) throw wrongShape(node.name);
  return isNamed ? raw.map((item) => (typeof item === "string" ? { [node.key?.name ?? ""]: item } : item)) : raw;
}

function isDefault(field: FieldSpec, value: Value): boolean {
  if (isRows(value)) return value.length === 0;
  if (isEntry(value)) return Object.keys(value).length === 0;
  return field.shown && value === field.default;
}

function toObject(name: string, raw: unknown): Record<string, unknown> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) throw wrongShape(name);
  return raw as Record<string, unknown>;
}
