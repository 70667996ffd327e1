/**
 * Finds FortiManager's objects and calls, and reads their entries.
 *
 * @module
 */

import * as generated from "../generated/fortimanager/index.ts";
import type { IndexLine } from "../index-table.ts";
import { toObjectRow, toRpcRow } from "../json-rpc/rows.ts";
import type { ObjectEntry, ObjectRow, RpcArea, RpcEntry, RpcRow } from "../json-rpc/types.ts";
import { createUrlTree, type UrlTarget, type UrlTree } from "../json-rpc/url-tree.ts";
import type { RefTarget } from "../refs.ts";
import type { SearchOptions } from "../search.ts";
import { createShelf, type RegistrySource } from "../shelf.ts";

/** A row of FortiManager's index. */
export type FortiManagerRow = ObjectRow | RpcRow;

/** Everything that FortiManager's API has. Listing and searching use the index alone; only `load` reads a shard. */
export interface FortiManagerRegistry {
  /** All objects, by path. */
  rows(area: "object"): readonly ObjectRow[];
  /** As above, for calls. */
  rows(area: "call"): readonly RpcRow[];
  /** The object with exactly this path: `firewall/address`. */
  find(area: "object", path: string): ObjectRow | undefined;
  /** The call with exactly this url: `securityconsole/install/package`. */
  find(area: "call", path: string): RpcRow | undefined;
  /** Objects and calls that match every word, the best first. */
  search(words: string, options?: SearchOptions<RpcArea>): FortiManagerRow[];
  /** Where a reference of a field leads: `firewall/address.name` to the field `name` of `firewall/address`. */
  resolveRef(ref: string): RefTarget | undefined;
  /**
   * What a url leads to, with or without slashes around it: `/pm/config/adom/root/obj/firewall/address/web`, or a
   * template. Where an object and a call share a url, one that takes the method. Tables of a device's own database
   * (`pm/config/device/...`) are FortiOS's: see `loadDeviceEntry`.
   */
  resolveUrl(url: string, method?: string): UrlTarget<FortiManagerRow> | undefined;
  /** The full entry, or undefined when there is none with this path. Reads a shard once. */
  load(area: "object", path: string): Promise<ObjectEntry | undefined>;
  /** As above, for a call. */
  load(area: "call", path: string): Promise<RpcEntry | undefined>;
}

const AREAS: readonly RpcArea[] = ["object", "call"];

/** Makes a registry. Nothing is read before the first call. */
export function createFortiManagerRegistry(source: RegistrySource): FortiManagerRegistry {
  const shelf = createShelf<FortiManagerRow>(source, AREAS, toRow);
  let tree: UrlTree<FortiManagerRow> | undefined;
  return {
    ...(shelf as Pick<FortiManagerRegistry, "rows" | "find" | "search" | "load">),
    resolveRef(ref) {
      const at = ref.lastIndexOf(".");
      const path = ref.slice(0, at);
      return shelf.find("object", path) && { path, fields: [ref.slice(at + 1)] };
    },
    resolveUrl(url, method) {
      tree ??= createUrlTree(AREAS.flatMap((area) => shelf.rows(area)));
      return tree(url, method);
    },
  };
}

/** FortiManager's JSON-RPC API: 1,281 objects, and 331 calls at 315 urls. */
export const fortimanager: FortiManagerRegistry = createFortiManagerRegistry(generated);

function toRow(line: IndexLine): FortiManagerRow {
  return line.area === "object" ? toObjectRow(line) : toRpcRow(line);
}
