/**
 * Reads what the device holds of the tables of a document. Sends reads only.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import { ORIGIN_KEY } from "../diff.ts";
import type { Mkey } from "../encode.ts";
import type { CallOptions } from "../types.ts";
import { unlessMissing } from "../unless-code.ts";
import type { Untyped } from "../untyped.ts";
import type { Row } from "./references.ts";
import { keyText, OBJECT_KEY, type WantedTable } from "./wanted.ts";

/** What reads tables: a client, or a transaction. */
export type Tables = Pick<Untyped, "cmdb">;

/** The entries of one table by key, in the device's order. An object is a table with one entry. */
export interface TableContent {
  readonly entry: CmdbEntry;
  readonly rows: ReadonlyMap<string, Row>;
}

/** What a device adds to an entry when it is asked to tell about it. */
const META = /^q_/;

/** Reads the tables, one after the other. */
export async function readContents(
  tables: Tables,
  wanted: readonly WantedTable[],
  options: CallOptions,
): Promise<TableContent[]> {
  const contents: TableContent[] = [];
  for (const { entry, absent, keep } of wanted) {
    contents.push(await readContent(tables, entry, options, absent.size > 0 || keep !== undefined));
  }
  return contents;
}

/** Reads one table whole. A table that the device does not have is empty. With `meta`, also what it tells about entries. */
export async function readContent(
  tables: Tables,
  entry: CmdbEntry,
  options: CallOptions,
  meta = false,
): Promise<TableContent> {
  const { path, kind } = entry;
  if (kind === "object") {
    const row = await unlessMissing(tables.cmdb(path, { kind: "object" }).get(options));
    return { entry, rows: new Map(row === undefined ? [] : [[OBJECT_KEY, row]]) };
  }
  const query = meta ? { query: { with_meta: "1" } } : {};
  const rows = (await unlessMissing(tables.cmdb(path).list({ ...options, ...query }))) ?? [];
  return { entry, rows: new Map(rows.map((row) => [keyText(entry, mkeyOf(entry, row)), row])) };
}

/** The key of a row, as it is sent. */
export function mkeyOf({ mkey = "name" }: CmdbEntry, row: Row): Mkey | undefined {
  const key = row[mkey] ?? row[ORIGIN_KEY];
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}

/** A row without what the device tells about it. */
export function withoutMeta(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === ORIGIN_KEY || !META.test(name)));
}
