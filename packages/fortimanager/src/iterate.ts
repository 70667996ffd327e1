/**
 * Follows the pages of a table.
 *
 * @module
 */

import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { checkNumber } from "@fortiweave/core";
import type { GetOptions } from "./call-parameters.ts";
import { checkUrl } from "./write-items.ts";

/** What `iterate` takes. */
export interface IterateOptions<Row = Record<string, unknown>> extends Omit<GetOptions<Row>, "range" | "option"> {
  /** Rows to skip. Default 0. */
  readonly start?: number;
  /** Most rows to answer. Default: all. */
  readonly count?: number;
  /** Rows to ask for at a time. Default 1,000. */
  readonly pageSize?: number;
}

/** Large pages cost FortiManager less than many. */
const PAGE_SIZE = 1000;

type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of a table. FortiManager numbers the rows of a page anew with each request, so they are asked for in the order
 * of their keys, unless the caller has another, or the table has one of its own, as policies do. A row that comes twice,
 * because others were added before it meanwhile, is dropped.
 *
 * @throws FortiError INVALID_INPUT for numbers that are none.
 */
export async function* iterateRows(
  url: string,
  { start = 0, count = Number.POSITIVE_INFINITY, pageSize = PAGE_SIZE, ...options }: IterateOptions,
  get: (options: GetOptions) => Promise<unknown>,
): AsyncGenerator<Row, void, undefined> {
  checkUrl(url);
  checkNumber("pageSize", pageSize, 1);
  if (count !== Number.POSITIVE_INFINITY) checkNumber("count", count, 0);
  const { key, isOrdered } = tableOf(url);
  const sortings = options.sortings ?? (key === undefined || isOrdered ? undefined : key);
  let before: ReadonlySet<unknown> = new Set();
  let left = count;
  for (let offset = checkNumber("start", start, 0); left > 0; ) {
    // One more behind the first page, for a row that may come again.
    const asked = Math.min(pageSize, left + (before.size > 0 ? 1 : 0));
    const page = rowsIn(await get({ ...options, ...(sortings && { sortings }), range: [offset, asked] }));
    // Some urls know no ranges, and answer everything each time.
    if (page.length > asked) return yield* page.slice(offset, offset + left);
    const keys = page.map((row) => keyOf(row, key));
    const fresh = page.filter((_, at) => keys[at] === undefined || !before.has(keys[at])).slice(0, left);
    yield* fresh;
    left -= fresh.length;
    if (page.length < asked) return;
    before = new Set(keys);
    offset += page.length;
  }
}

function tableOf(url: string): { readonly key: string | undefined; readonly isOrdered: boolean } {
  const row = fortimanager.resolveUrl(url, "get")?.row;
  if (row?.area !== "object") return { key: undefined, isOrdered: false };
  return { key: row.mkey === "_scope" ? undefined : row.mkey, isOrdered: row.methods.includes("move") };
}

/** A number of FortiManager's own stands in every entry, also where the key is not known. */
function keyOf(row: Row, key: string | undefined): unknown {
  return row.oid ?? (key === undefined ? undefined : row[key]);
}

function rowsIn(data: unknown): Row[] {
  return (Array.isArray(data) ? data : []).filter((row) => typeof row === "object" && row !== null);
}
