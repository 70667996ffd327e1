/**
 * What the schema of a model has beside the catalogue, which mostly describes the virtual machine.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import type { AddedTable, SchemaChanges } from "../cmdb/schema-changes.ts";
import type { Model } from "./model.ts";

type Added = Readonly<Record<string, AddedTable>>;

/** No source names this default, and clients look at it. */
const EVERY_MODEL: Added = { "system/global": { fields: { "vdom-mode": { default: "no-vdom" } } } };

/** Interfaces of a model whose ports form a switch. */
const SWITCHED: Added = {
  "system/interface": {
    fields: {
      type: { options: ["hard-switch"] },
      stp: { type: "option", default: "disable", versions: [["7.2.0", null]] },
    },
  },
};

/** The schema of a model, with changes of somebody's own on top of it. */
export function schemaOf({ hardwareSwitch }: Model, changes: SchemaChanges = {}): SchemaChanges {
  const own = hardwareSwitch === undefined ? EVERY_MODEL : { ...EVERY_MODEL, ...SWITCHED };
  return { ...changes, add: joined(own, changes.add ?? {}, joinedTables) };
}

function joinedTables(own: AddedTable, other: AddedTable): AddedTable {
  return { ...own, ...other, fields: joined(own.fields, other.fields, joinedFields) };
}

function joinedFields(own: Partial<Field>, other: Partial<Field>): Partial<Field> {
  const options = [...(own.options ?? []), ...(other.options ?? [])];
  return { ...own, ...other, ...(options.length > 0 && { options }) };
}

/** What either has, with what both have made one. */
function joined<T>(
  own: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  join: (own: T, other: T) => T,
): Record<string, T> {
  const both = Object.entries(other).map(([name, value]) => {
    const known = own[name];
    return [name, known === undefined ? value : join(known, value)] as const;
  });
  return { ...own, ...Object.fromEntries(both) };
}
