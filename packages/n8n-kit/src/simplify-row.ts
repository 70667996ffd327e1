import type { CmdbEntry, Field } from "@fortiweave/catalog";
import type { IDataObject } from "n8n-workflow";

type Row = Readonly<Record<string, unknown>>;

/**
 * What says something of a stored entry: its key and what differs from the defaults, lists of names as plain names, and
 * neither the device's own marks nor its masked secrets. A device answers every field of an entry, up to 180 of them.
 */
export function simplifyRow(row: Row, entry: CmdbEntry | undefined): IDataObject {
  return simplify(row, entry?.fields ?? {}, entry?.mkey);
}

function simplify(row: Row, fields: Readonly<Record<string, Field>>, mkey: string | undefined): IDataObject {
  const kept = Object.entries(row)
    .filter(([name]) => name !== "q_origin_key" && fields[name]?.secret !== true)
    .map(([name, value]) => [name, simplifyValue(value, fields[name])] as const)
    .filter(([name, value]) => name === mkey || !saysNothing(value, fields[name]));
  return Object.fromEntries(kept) as IDataObject;
}

function simplifyValue(value: unknown, field: Field | undefined): unknown {
  if (Array.isArray(value)) return simplifyList(value, field);
  return isRow(value) ? simplify(value, field?.fields ?? {}, undefined) : value;
}

function simplifyList(list: readonly unknown[], field: Field | undefined): unknown[] {
  const rows = list.map((item) => (isRow(item) ? simplify(item, field?.fields ?? {}, field?.mkey) : item));
  const key = field?.mkey ?? "name";
  const isNames = rows.every((row) => isRow(row) && Object.keys(row).length === 1 && key in row);
  return isNames ? rows.map((row) => (row as Row)[key]) : rows;
}

function saysNothing(value: unknown, field: Field | undefined): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isRow(value)) return Object.keys(value).length === 0;
  return field?.default !== undefined && String(field.default) === String(value);
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
