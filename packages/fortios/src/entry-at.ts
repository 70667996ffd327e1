/**
 * What the catalogue knows of any configuration path, also of one that leads into an entry.
 *
 * @module
 */

import { type CmdbEntry, type Field, fortios } from "@fortiweave/catalog";

/**
 * The entry for a path: the catalogue's own for `router/bgp`, and one made of the field's facts for its child table
 * `router/bgp/neighbor`. Of a table the path goes through an entry's key: `system/interface/port1/secondaryip`.
 * Undefined when it leads to nothing that is known.
 */
export async function entryAt(path: string): Promise<CmdbEntry | undefined> {
  const segments = path.split("/");
  for (let end = segments.length; end > 0; end--) {
    const entry = await fortios.load("cmdb", segments.slice(0, end).join("/"));
    if (entry !== undefined) return descend(entry, path, segments.slice(end));
  }
  return undefined;
}

function descend(entry: CmdbEntry, path: string, [first, ...rest]: readonly string[]): CmdbEntry | undefined {
  if (first === undefined) return entry;
  if (entry.kind === "table") return descend(oneOf(entry, path), path, rest);
  const field = Object.hasOwn(entry.fields, first) ? entry.fields[first] : undefined;
  return field?.fields === undefined ? undefined : descend(childOf(field, field.fields, path), path, rest);
}

/** One entry of a table, at the path with its key. */
function oneOf({ fields }: CmdbEntry, path: string): CmdbEntry {
  return { path, kind: "object", methods: ["GET", "PUT", "DELETE"], fields };
}

function childOf(field: Field, fields: CmdbEntry["fields"], path: string): CmdbEntry {
  const { type, mkey, guessed, versions } = field;
  const isTable = type !== "object";
  return {
    path,
    kind: isTable ? "table" : "object",
    methods: isTable ? ["GET", "POST", "PUT", "DELETE"] : ["GET", "PUT"],
    fields,
    ...(isTable && mkey !== undefined && !guessed && { mkey }),
    ...(versions !== undefined && { versions }),
  };
}
