/**
 * What a device has that the catalogue lacks, and the other way round: devices are newer than every catalogue.
 *
 * @module
 */

import type { CmdbEntry, Field, IndexRow } from "@fortiweave/catalog";

export interface SchemaChanges {
  /** By path: new tables and objects, or more fields of those that the catalogue has. */
  readonly add?: Readonly<Record<string, AddedTable>>;
  /** What the device lacks: `firewall/address`, `firewall/address color`, `firewall/address type geography`. */
  readonly hide?: readonly string[];
}

export interface AddedTable {
  /** Key field of a new table. Without one, what is new is an object. */
  readonly mkey?: string;
  /** By name. Of a field that the catalogue has, options are added to its own. A new one is a `string` by default. */
  readonly fields: Readonly<Record<string, Partial<Field>>>;
}

export function changeRows(rows: readonly IndexRow[], { add = {}, hide = [] }: SchemaChanges): readonly IndexRow[] {
  const known = new Set(rows.map(({ path }) => path));
  const added = Object.entries(add)
    .filter(([path]) => !known.has(path))
    .map(([path, { mkey }]): IndexRow => ({ area: "cmdb", path, ...shapeOf(mkey) }));
  return [...rows, ...added].filter(({ path }) => !hide.includes(path));
}

export function changeEntry(
  path: string,
  entry: CmdbEntry | undefined,
  { add = {}, hide = [] }: SchemaChanges,
): CmdbEntry | undefined {
  const added = add[path];
  if (entry === undefined && added === undefined) return undefined;
  const base = entry ?? { path, fields: {}, ...shapeOf(added?.mkey) };
  const fields = new Map(Object.entries(base.fields));
  for (const [name, more] of Object.entries(added?.fields ?? {})) fields.set(name, addTo(fields.get(name), more));
  for (const [, name = "", option] of hide.map((text) => text.split(" ")).filter(([own]) => own === path)) {
    const field = fields.get(name);
    if (field === undefined) continue;
    if (option === undefined) fields.delete(name);
    else fields.set(name, withoutOption(field, option));
  }
  return { ...base, fields: Object.fromEntries(fields) };
}

function shapeOf(mkey: string | undefined): Pick<CmdbEntry, "kind" | "mkey" | "methods"> {
  if (mkey === undefined) return { kind: "object", methods: ["GET", "PUT"] };
  return { kind: "table", mkey, methods: ["GET", "POST", "PUT", "DELETE"] };
}

function addTo(field: Field | undefined, { options, ...more }: Partial<Field>): Field {
  const all = [...(field?.options ?? []), ...(options ?? [])];
  return { type: "string", ...field, ...more, ...(all.length > 0 && { options: all }) };
}

function withoutOption(field: Field, hidden: string): Field {
  const options = field.options?.filter((option) => (typeof option === "string" ? option : option.value) !== hidden);
  return options === undefined ? field : { ...field, options };
}
