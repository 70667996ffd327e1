/**
 * Turns what a client sent into an entry.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { invalidData } from "../../rpc/refusals.ts";
import { missingField } from "../refusals.ts";
import { keyOf } from "../schema/keys.ts";
import type { FieldSpec, Node } from "../schema/node.ts";
import { readValue } from "./read-value.ts";
import { isMask } from "./secrets.ts";

/**
 * What happens to the child tables of an entry that is there: `merge` changes and adds the rows that are given,
 * `overwrite` puts what is given in the place of all rows, and `clear` empties those that are not given as well.
 */
export type ChildRule = "merge" | "overwrite" | "clear";

/** What an entry gets from the device. */
export interface Stamps {
  /** A number that no other entry has. */
  oid(): number;
}

/** Keys in the data of an entry that are no fields of it, or that only the device writes. */
const NO_FIELDS: ReadonlySet<string> = new Set([
  "oid",
  "obj seq",
  "_created timestamp",
  "_created-by",
  "_last-modified-by",
  "_modified timestamp",
  "unset attrs",
  "object position",
]);

export const UNSET = "unset attrs";
const META = "meta fields";

/**
 * `before` with what was sent put over it. Fields that the version lacks are passed over, as a device does.
 *
 * @throws RpcRefusal for the first value that a field cannot hold.
 */
export function readEntry(node: Node, raw: unknown, before: Entry, rule: ChildRule, stamps: Stamps): Entry {
  if (!isRecord(raw)) throw invalidData();
  const next: Record<string, unknown> = { ...(rule === "clear" ? withoutTables(node, before) : before) };
  for (const [name, value] of Object.entries(raw)) {
    if (NO_FIELDS.has(name)) continue;
    const read = readField(node, name, value, next[name], rule, stamps);
    if (read === undefined) delete next[name];
    else next[name] = read;
  }
  for (const name of namesIn(raw[UNSET])) delete next[name];
  return next;
}

function readField(node: Node, name: string, raw: unknown, before: unknown, rule: ChildRule, stamps: Stamps): unknown {
  const field = node.fields.get(name);
  if (field === undefined) {
    if (name === META) return { ...Object(before), ...Object(raw) };
    return node.open ? (raw ?? undefined) : before;
  }
  if (field.secret && isMask(raw) && before !== undefined) return before;
  return readInside(field, raw, before, rule, stamps);
}

/** A value of a field, with what is below it where it is a child table or a nested object. */
export function readInside(field: FieldSpec, raw: unknown, before: unknown, rule: ChildRule, stamps: Stamps): unknown {
  const inner = field.node;
  if (inner === undefined) return readValue(field, raw, before);
  if (inner.kind === "table") return readRows(inner, raw, rule === "merge" ? rowsOf(before) : [], rule, stamps);
  if (raw === null || raw === undefined) return undefined;
  return readEntry(inner, raw, isRecord(before) ? before : {}, rule, stamps);
}

/** The rows of a child table. One object stands for a list of one, and a name for a row that has no more than that. */
function readRows(
  node: Node,
  raw: unknown,
  before: readonly Entry[],
  rule: ChildRule,
  stamps: Stamps,
): readonly Entry[] | undefined {
  const rows = new Map(before.map((row, position) => [keyOf(node.key, row) ?? String(position), row]));
  for (const given of raw === null || raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]) {
    const item = isRecord(given) ? given : { [node.key ?? ""]: given };
    const known = rows.get(keyOf(node.key, readKeyOnly(node, item)) ?? "");
    const row = withOid(withKey(node, readEntry(node, item, known ?? {}, rule, stamps), rows.keys()), stamps);
    rows.set(keyOf(node.key, row) ?? "", row);
  }
  return rows.size === 0 ? undefined : [...rows.values()];
}

function readKeyOnly(node: Node, raw: Entry): Entry {
  const field = node.fields.get(node.key ?? "");
  const value = raw[node.key ?? ""];
  return { [node.key ?? ""]: field === undefined ? value : readValue(field, value, undefined) };
}

/**
 * Gives an entry the next free number where it is told apart by a number and has none.
 *
 * @throws RpcRefusal when it has no key and cannot be given one.
 */
export function withKey(node: Node, entry: Entry, taken: Iterable<string>): Entry {
  const { key } = node;
  if (key === undefined || key === "oid") return entry;
  const value = keyOf(key, entry);
  const isNumber = node.fields.get(key)?.type === "integer";
  if (value !== undefined && value !== "" && !(isNumber && value === "0" && entry.oid === undefined)) return entry;
  if (!isNumber) throw missingField(key);
  let last = 0;
  for (const own of taken) last = Math.max(last, Number(own) || 0);
  return { ...entry, [key]: last + 1 };
}

function withOid(row: Entry, stamps: Stamps): Entry {
  return row.oid === undefined ? { ...row, oid: stamps.oid() } : row;
}

/** @throws RpcRefusal when a field that the catalogue insists on has no value. */
export function checkRequired(node: Node, entry: Entry): void {
  for (const field of node.fields.values()) {
    if (!field.required || entry[field.name] !== undefined || field.default !== undefined) continue;
    throw missingField(field.name);
  }
}

function withoutTables(node: Node, entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => node.fields.get(name)?.node?.kind !== "table"));
}

export function rowsOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value : [];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A name or a list of names. */
export function namesIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((name) => typeof name === "string");
}
