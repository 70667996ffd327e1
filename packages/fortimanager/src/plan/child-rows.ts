/**
 * The rows of child tables when they are written: FortiManager keeps those that an update does not name, so that a table
 * in which rows are to go has to be set as a whole.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { differences, isRecord } from "@fortiweave/catalog/compare";
import { ADDED } from "../tables/added.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * What is written of a field. Where rows of a child table are to go, the others are completed from what is there, because
 * the table is then set as a whole; a secret is written back as FortiManager shows it, which leaves it as it is.
 */
export function rowsToWrite(wanted: unknown, actual: unknown, field: Field | undefined): unknown {
  return field !== undefined && drops(actual, wanted, field) ? completeRows(wanted, actual, field) : wanted;
}

function completeRows(wanted: unknown, actual: unknown, field: Field | undefined): unknown {
  if (field?.fields === undefined || !Array.isArray(wanted) || !Array.isArray(actual)) return wanted;
  const { fields } = field;
  return wanted.map((row: unknown) => {
    const partner = isRecord(row) ? partnerOf(row, actual, field) : undefined;
    return partner === undefined || !isRecord(row) ? row : complete(row, partner, fields);
  });
}

function complete(wanted: Row, actual: Row, fields: Readonly<Record<string, Field>>): Row {
  const kept = Object.entries(actual).filter(
    ([name, value]) =>
      !(name in wanted) && !ADDED.has(name) && value !== null && value !== undefined && !fields[name]?.readonly,
  );
  const given = Object.entries(wanted).map(([name, value]) => [name, completeRows(value, actual[name], fields[name])]);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(given) };
}

/** Whether rows of a child table are to go that are there; or might, because nobody can tell its rows apart. */
export function dropsRows(before: Row, values: Row, fields: Readonly<Record<string, Field>>): boolean {
  return Object.entries(values).some(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field !== undefined && drops(before[name], value, field);
  });
}

function drops(actual: unknown, wanted: unknown, field: Field): boolean {
  if (field.type !== "table" || !Array.isArray(actual) || !Array.isArray(wanted)) return false;
  if (field.mkey === undefined)
    return actual.length > 0 && differences({ wanted }, { wanted: actual }, { wanted: field }).length > 0;
  const rows = wanted.filter(isRecord);
  return actual.filter(isRecord).some((row) => {
    const partner = partnerOf(row, rows, field);
    return partner === undefined || dropsRows(row, partner, field.fields ?? {});
  });
}

/** The row of the same key. A mapping's key is its devices and groups. */
function partnerOf(row: Row, rows: readonly unknown[], { mkey, fields }: Field): Row | undefined {
  const key = mkey === undefined ? undefined : row[mkey];
  if (mkey === undefined || key === undefined) return undefined;
  return rows
    .filter(isRecord)
    .find((other) => other[mkey] !== undefined && isSameKey(key, other[mkey], fields?.[mkey]));
}

function isSameKey(key: unknown, other: unknown, field: Field | undefined): boolean {
  if (typeof key !== "object" && typeof other !== "object") return String(key) === String(other);
  return differences({ key }, { key: other }, field && { key: field }).length === 0;
}
