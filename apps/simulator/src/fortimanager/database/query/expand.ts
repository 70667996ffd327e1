/**
 * `expand datasrc`: what an attribute names stands in the place of the names.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { Schema } from "../schema/schemas.ts";
import { isRecord, namesIn } from "../values/read-entry.ts";
import { renderEntry } from "../values/render.ts";
import type { ExtrasPorts } from "./extras.ts";
import type { Addition, Query } from "./request.ts";
import { categoryOf } from "./syntax.ts";

/** A table that a reference may lead to. */
export interface ReferenceTable {
  /** `firewall address` */
  readonly category: string;
  readonly schema: Schema;
  readonly rows: ReadonlyMap<string, Entry>;
}

/** The tables that hold anything of what references in a table lead to. */
export function referenceTables(
  { view, integrity, schemaOf }: Pick<ExtrasPorts, "view" | "integrity" | "schemaOf">,
  table: string,
  refs: readonly string[],
): readonly ReferenceTable[] {
  return refs.flatMap((ref) => {
    const { category } = categoryOf(ref);
    return integrity.tablesNamedBy(ref, table).flatMap((name) => {
      const schema = schemaOf(name);
      return schema === undefined ? [] : [{ category, schema, rows: view.rows(name) }];
    });
  });
}

/** Undefined when the item asks for nothing of the kind. */
export function expandReferences(ports: ExtrasPorts, { operation, location }: Query): Addition | undefined {
  const asked = operation.item["expand datasrc"];
  if (!Array.isArray(asked)) return undefined;
  const attributes = asked.filter(isRecord).map(({ name, datasrc }) => {
    const field = location.schema.node.fields.get(String(name));
    return {
      name: String(name),
      tables: referenceTables(ports, location.table, field?.refs ?? []),
      fields: new Map((Array.isArray(datasrc) ? datasrc : []).filter(isRecord).map((one) => [one["obj type"], one])),
    };
  });
  return (shown, entry, wanted) => {
    for (const { name, tables, fields } of attributes) {
      if (!Array.isArray(entry[name])) continue;
      shown[name] = entry[name].map((value) => {
        const table = tables.find(({ rows }) => rows.has(String(value)));
        const found = table?.rows.get(String(value));
        if (table === undefined || found === undefined) return value;
        const own = namesIn(fields.get(table.category)?.fields);
        const inner = { ...wanted, flat: true, fields: own.length === 0 ? undefined : new Set(own) };
        return { ...renderEntry(table.schema.node, found, inner), "obj type": table.category };
      });
    }
  };
}
