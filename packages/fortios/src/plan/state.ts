/**
 * Reads what the device holds of the tables of a document. Sends reads only.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import { ORIGIN_KEY } from "@fortiweave/catalog/compare";
import { keyText, mkeyOf, OBJECT_KEY, type Row, type TableContent } from "@fortiweave/catalog/plan";
import { unlessMissing } from "@fortiweave/core/client";
import type { CallOptions } from "../types.ts";
import type { Untyped } from "../untyped.ts";
import type { WantedTable } from "./wanted.ts";

/** What reads tables: a client, or a transaction. */
export type Tables = Pick<Untyped, "cmdb">;

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

/** A row without what the device tells about it. */
export function withoutMeta(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === ORIGIN_KEY || !META.test(name)));
}
