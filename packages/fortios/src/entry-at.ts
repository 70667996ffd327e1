/**
 * What the catalogue knows of any configuration path, also of one that leads into an entry.
 *
 * @module
 */

import { type CmdbEntry, type Field, fortios } from "@fortiweave/catalog";

/** An entry of the catalogue, or one made of what it knows of a field. */
export interface KnownEntry extends CmdbEntry {
  /** Name of the key of a child table, where only one source names it. */
  readonly guessedMkey?: string;
}

/**
 * The entry for a path: the catalogue's own for `router/bgp`, and one made of the field's facts for its child table
 * `router/bgp/neighbor`. Of a table the path goes through an entry's key, or any word in its place:
 * `system/interface/port1/secondaryip`. Undefined when it leads to nothing that is known.
 */
export async function entryAt(path: string): Promise<KnownEntry | undefined> {
  const segments = path.split("/");
  for (let end = segments.length; end > 0; end--) {
    const entry = await fortios.load("cmdb", segments.slice(0, end).join("/"));
    if (entry !== undefined) return descend(entry, segments.slice(end));
  }
  return undefined;
}

/** The key field of the table at a path. */
export async function keyFieldAt(path: string): Promise<string | undefined> {
  const entry = await entryAt(path);
  return entry?.mkey ?? entry?.guessedMkey;
}

function descend(entry: KnownEntry, [first, ...rest]: readonly string[]): KnownEntry | undefined {
  if (first === undefined) return entry;
  if (entry.kind === "table") return descend(oneOf(entry), rest);
  const field = Object.hasOwn(entry.fields, first) ? entry.fields[first] : undefined;
  return field?.fields === undefined ? undefined : descend(childOf(field, `${entry.path}/${first}`), rest);
}

/** One entry of a table. */
function oneOf({ path, fields }: CmdbEntry): CmdbEntry {
  return { path, kind: "object", methods: ["GET", "PUT", "DELETE"], fields };
}

/** Kept, because the checks of an entry are built once. */
const children: WeakMap<Field, KnownEntry> = new WeakMap();

function childOf(field: Field, path: string): KnownEntry {
  const known = children.get(field) ?? toEntry(field, path);
  children.set(field, known);
  return known;
}

function toEntry({ type, mkey, guessed, versions, fields = {} }: Field, path: string): KnownEntry {
  const isTable = type !== "object";
  return {
    path,
    kind: isTable ? "table" : "object",
    methods: isTable ? ["GET", "POST", "PUT", "DELETE"] : ["GET", "PUT"],
    fields,
    ...(isTable && mkey !== undefined && { [guessed ? "guessedMkey" : "mkey"]: mkey }),
    ...(versions !== undefined && { versions }),
  };
}
