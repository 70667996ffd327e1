/**
 * What a PUT of a child table must repeat, because it replaces the whole child table: without it, every field that the
 * caller does not mention would fall back to its default.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { isHidden, ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { invalidInput } from "@fortiweave/core/client";
import { isRecord } from "./envelope.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * The wanted value of a field, with the entries of child tables completed from what the device holds.
 *
 * @throws FortiError INVALID_INPUT when an entry would lose a secret, which the device does not tell.
 */
export function keepNested(wanted: unknown, actual: unknown, field: Field | undefined, where: string): unknown {
  if (Array.isArray(wanted) && Array.isArray(actual)) {
    return wanted.map((entry) =>
      isRecord(entry) ? complete(entry, partner(entry, actual, field), field, where) : entry,
    );
  }
  return isRecord(wanted) && isRecord(actual) ? keepEach(wanted, actual, field, where) : wanted;
}

function complete(wanted: Row, actual: Row | undefined, field: Field | undefined, where: string): Row {
  if (actual === undefined) return wanted;
  const kept = Object.keys(actual).filter((name) => !(name in wanted) && isWritable(name, field?.fields?.[name]));
  const lost = kept.filter((name) => isHidden(actual[name], field?.fields?.[name]));
  if (lost.length > 0) {
    throw invalidInput(
      `Cannot change ${where}: the entry ${JSON.stringify(actual[ORIGIN_KEY])} would lose its ${lost.join(", ")}`,
      "Give the secret too, or change the entry alone at its own path with untyped().cmdb()",
    );
  }
  return { ...Object.fromEntries(kept.map((name) => [name, actual[name]])), ...keepEach(wanted, actual, field, where) };
}

function keepEach(wanted: Row, actual: Row, field: Field | undefined, where: string): Row {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [
      name,
      keepNested(value, actual[name], field?.fields?.[name], `${where} ${name}`),
    ]),
  );
}

function isWritable(name: string, field: Field | undefined): boolean {
  return name !== ORIGIN_KEY && field?.readonly !== true;
}

/** The device's entry with the same key. */
function partner(wanted: Row, entries: readonly unknown[], field: Field | undefined): Row | undefined {
  return entries.filter(isRecord).find((entry) => {
    const key =
      field?.mkey ?? Object.keys(entry).find((name) => name !== ORIGIN_KEY && entry[name] === entry[ORIGIN_KEY]);
    return key !== undefined && key in wanted && String(wanted[key]) === String(entry[key]);
  });
}
