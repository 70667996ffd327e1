/**
 * Finds the endpoints of the FortiOS REST API in the index and reads their entries from the shards.
 *
 * @module
 */

import * as generated from "./generated/fortios/index.ts";
import type { IndexLine } from "./index-table.ts";
import { type RefTarget, resolveRef } from "./refs.ts";
import type { SearchOptions } from "./search.ts";
import { createShelf, type RegistrySource } from "./shelf.ts";
import type { Area, CallEntry, CmdbEntry, IndexRow } from "./types.ts";

export type { RegistrySource } from "./shelf.ts";

/** Every endpoint of the FortiOS REST API. Listing and searching use the index alone; only `load` reads a shard. */
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

const AREAS: readonly Area[] = ["cmdb", "monitor", "log", "service"];

/** Makes a registry. Nothing is read before the first call. */
export function createRegistry(source: RegistrySource): Registry {
  const shelf = createShelf(source, AREAS, toRow);
  return {
    ...shelf,
    load: shelf.load as Registry["load"],
    resolveRef: (ref) => resolveRef(ref, (path) => shelf.find("cmdb", path) !== undefined),
  };
}

/** The FortiOS REST API: 734 configuration tables and objects, 579 monitor, 286 log and 11 service endpoints. */
export const fortios: Registry = createRegistry(generated);

function toRow({ area, facts }: IndexLine): IndexRow {
  const kind = facts.mkey === undefined ? "object" : "table";
  return { area: area as Area, ...(area === "cmdb" ? { kind } : {}), ...facts };
}
