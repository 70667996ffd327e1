/**
 * Configuration as the command line shows it: what a backup holds.
 *
 * @module
 */

import type { TableAt } from "./configuration.ts";
import { type Entry, isEntry, isRows, type Value } from "./entry.ts";
import { keyOf } from "./key.ts";
import type { FieldSpec, Node, Schemas } from "./schema.ts";
import { MASK } from "./secrets.ts";
import { OBJECT_KEY } from "./table.ts";

/** Each table with its entries; only what differs from the defaults, as the device's own `show` does. */
export function configText(schemas: Schemas, tables: readonly TableAt[]): string {
  return tables
    .filter(({ table }) => table.size > 0)
    .flatMap(({ path, table }) => {
      const node = schemas.loaded(path)?.node;
      if (node === undefined) return [];
      const entries = Array.from(table.entries(), ([, entry]) => entry);
      const object = table.get(OBJECT_KEY);
      const body = node.kind === "object" ? fieldLines(node, object ?? {}) : rowLines(node, entries);
      return block(`config ${path.replaceAll(/[./]/g, " ")}`, body, "end");
    })
    .join("\n");
}

function rowLines(node: Node, rows: readonly Entry[]): string[] {
  return rows.flatMap((row, position) => {
    const key = keyOf(node, row, position);
    return block(`edit ${node.key?.type === "string" ? quote(key) : key}`, fieldLines(node, row), "next");
  });
}

function fieldLines(node: Node, entry: Entry): string[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    const field = node.fields.get(name);
    return field === undefined || field === node.key ? [] : valueLines(field, value);
  });
}

function valueLines(field: FieldSpec, value: Value): string[] {
  const { node, name } = field;
  if (node === undefined) return [`set ${name} ${scalarText(field, value)}`];
  if (isRows(value) && node.key !== undefined && node.fields.size === 1) {
    return [`set ${name} ${value.map((row, position) => quote(keyOf(node, row, position))).join(" ")}`];
  }
  if (isRows(value)) return block(`config ${name}`, rowLines(node, value), "end");
  return isEntry(value) ? block(`config ${name}`, fieldLines(node, value), "end") : [];
}

function scalarText(field: FieldSpec, value: Value): string {
  if (field.secret) return MASK;
  const isBare = typeof value === "number" || field.options !== undefined || field.type.startsWith("ip");
  return isBare ? String(value) : quote(String(value));
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

function block(opening: string, body: readonly string[], closing: string): string[] {
  return [opening, ...body.map((line) => `    ${line}`), closing];
}
