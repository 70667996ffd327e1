/**
 * Keeps what is known of one product's API: an index, which is there at once, and the entries behind it in shards, each
 * read when one of its entries is first asked for.
 *
 * @module
 */

import { findInIndex, type IndexLine, parseIndex } from "./index-table.ts";
import { type SearchOptions, searchRows } from "./search.ts";
import type { VersionRange } from "./types.ts";

/** What a registry reads: the text of the index, and a way to each shard. */
export interface RegistrySource {
  /** One line per endpoint. */
  readonly index: string;
  /** Reads a shard, by its name. */
  readonly shards: Readonly<Record<string, () => Promise<{ readonly data: string }>>>;
}

/** What the rows of every product have. */
export interface ShelfRow {
  readonly area: string;
  readonly path: string;
  readonly versions?: readonly VersionRange[];
}

/** The endpoints of a product. Listing and searching use the index alone; only `load` reads a shard. */
export interface Shelf<Row extends ShelfRow> {
  rows(area: Row["area"]): readonly Row[];
  find(area: Row["area"], path: string): Row | undefined;
  search(words: string, options?: SearchOptions<Row["area"]>): Row[];
  load(area: Row["area"], path: string): Promise<unknown>;
}

/** Makes a shelf. Nothing is read before the first call. */
export function createShelf<Row extends ShelfRow>(
  { index, shards }: RegistrySource,
  areas: readonly Row["area"][],
  toRow: (line: IndexLine) => Row,
): Shelf<Row> {
  let rows: ReadonlyMap<string, readonly Row[]> | undefined;
  const texts = new Map<string, Promise<string>>();
  const entries = new Map<string, unknown>();

  function rowsOf(area: Row["area"]): readonly Row[] {
    rows ??= Map.groupBy(parseIndex(index).map(toRow), (row) => row.area);
    return rows.get(area) ?? [];
  }

  function readShard(name: string): Promise<string> {
    let text = texts.get(name);
    if (text === undefined) {
      text = shards[name]?.().then(({ data }) => data) ?? Promise.reject(missing(name));
      texts.set(name, text);
    }
    return text;
  }

  return {
    rows: rowsOf,
    find(area, path) {
      const line = findInIndex(index, area, path);
      return line && toRow(line);
    },
    search(words, options = {}) {
      const searched = options.area === undefined ? areas : [options.area];
      return searchRows(searched.flatMap(rowsOf), words, options);
    },
    async load(area, path) {
      const line = findInIndex(index, area, path);
      if (line === undefined) return undefined;
      const text = await readShard(line.shard);
      const key = `${area} ${path}`;
      if (!entries.has(key)) entries.set(key, parseEntry(text, path));
      return entries.get(key);
    },
  };
}

/** A shard is one JSON line per endpoint. Parsing the one that is wanted takes a fraction of parsing them all. */
function parseEntry(text: string, path: string): unknown {
  const start = text.indexOf(`{"path":${JSON.stringify(path)},`);
  const end = text.indexOf("\n", start);
  return JSON.parse(text.slice(start, end === -1 ? undefined : end));
}

function missing(name: string): Error {
  return new Error(`Shard ${name} is missing: generate the catalogue again with "pnpm generate"`);
}
