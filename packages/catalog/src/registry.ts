/**
 * Finds endpoints in the index and reads their entries from the shards.
 *
 * @module
 */

import * as generated from "./generated/index.ts";
import { findInIndex, parseIndex } from "./index-table.ts";
import { type RefTarget, resolveRef } from "./refs.ts";
import { type SearchOptions, searchRows } from "./search.ts";
import type { Area, CallEntry, CmdbEntry, IndexRow } from "./types.ts";

/** Every endpoint of a product's API. Listing and searching use the index alone; only `load` reads a shard. */
export interface Registry {
  /** All endpoints of an area, by path. */
  rows(area: Area): readonly IndexRow[];
  /** The endpoint with exactly this path: `firewall/address`. */
  find(area: Area, path: string): IndexRow | undefined;
  /** Endpoints that match every word, the best first. */
  search(words: string, options?: SearchOptions): IndexRow[];
  /** Where a reference of a field leads: `system.interface.name` to the field `name` of `system/interface`. */
  resolveRef(ref: string): RefTarget | undefined;
  /** The full entry of an endpoint, or undefined when there is none with this path. Reads a shard once. */
  load(area: "cmdb", path: string): Promise<CmdbEntry | undefined>;
  /** As above, for the other areas. */
  load(area: Exclude<Area, "cmdb">, path: string): Promise<CallEntry | undefined>;
}

/** What a registry reads: the text of the index, and a way to each shard. */
export interface RegistrySource {
  /** One line per endpoint. */
  readonly index: string;
  /** Reads a shard, by its name. */
  readonly shards: Readonly<Record<string, () => Promise<{ readonly data: string }>>>;
}

/** Makes a registry. Nothing is read before the first call. */
export function createRegistry({ index, shards }: RegistrySource): Registry {
  let rows: Readonly<Record<Area, readonly IndexRow[]>> | undefined;
  const texts = new Map<string, Promise<string>>();
  const entries = new Map<string, unknown>();

  function readRows(): Readonly<Record<Area, readonly IndexRow[]>> {
    rows ??= byArea(parseIndex(index).map(({ row }) => row));
    return rows;
  }

  function readShard(name: string): Promise<string> {
    let text = texts.get(name);
    if (text === undefined) {
      text = shards[name]?.().then(({ data }) => data) ?? Promise.reject(missing(name));
      texts.set(name, text);
    }
    return text;
  }

  async function load(area: Area, path: string): Promise<unknown> {
    const line = findInIndex(index, area, path);
    if (line === undefined) return undefined;
    const text = await readShard(line.shard);
    const key = `${area} ${path}`;
    if (!entries.has(key)) entries.set(key, parseEntry(text, path));
    return entries.get(key);
  }

  return {
    rows: (area) => readRows()[area],
    find: (area, path) => findInIndex(index, area, path)?.row,
    search(words, options = {}) {
      const areas = options.area === undefined ? AREAS : [options.area];
      return searchRows(
        areas.flatMap((area) => readRows()[area]),
        words,
        options,
      );
    },
    resolveRef: (ref) => resolveRef(ref, (path) => findInIndex(index, "cmdb", path) !== undefined),
    load: load as Registry["load"],
  };
}

/** The FortiOS REST API: 734 configuration tables and objects, 579 monitor, 286 log and 11 service endpoints. */
export const fortios: Registry = createRegistry(generated);

const AREAS: readonly Area[] = ["cmdb", "monitor", "log", "service"];

function byArea(rows: readonly IndexRow[]): Record<Area, IndexRow[]> {
  const areas: Record<Area, IndexRow[]> = { cmdb: [], monitor: [], log: [], service: [] };
  for (const row of rows) areas[row.area].push(row);
  return areas;
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
