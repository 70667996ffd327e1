/**
 * FortiAnalyzer's JSON-RPC API as data: every url with its verbs, parameters, answers and versions, in FortiManager's
 * dialect and in its own (`apiver` 3). The index is small; full entries are read when they are asked for.
 *
 * @example
 * ```ts
 * import { fortianalyzer } from "@fortiweave/catalog/fortianalyzer";
 *
 * fortianalyzer.find("logview/adom/{adom}/logsearch")?.apiver; // 3
 * const entry = await fortianalyzer.load("logview/adom/{adom}/logsearch");
 * entry?.calls.find(({ methods }) => methods.includes("add"))?.params["logtype"]?.options; // ["traffic", ...]
 * ```
 *
 * @module
 */

import * as generated from "./generated/fortianalyzer/index.ts";
import { toRpcRow } from "./json-rpc/rows.ts";
import type { RpcEntry, RpcRow } from "./json-rpc/types.ts";
import { createUrlTree, type UrlTarget, type UrlTree } from "./json-rpc/url-tree.ts";
import type { SearchOptions } from "./search.ts";
import { createShelf, type RegistrySource } from "./shelf.ts";

export type { RpcCall, RpcEntry, RpcRow, RpcTask } from "./json-rpc/types.ts";
export type { UrlTarget } from "./json-rpc/url-tree.ts";
export { urlOf } from "./json-rpc/urls.ts";
export type { RegistrySource } from "./shelf.ts";
export type { Field, Option, VersionRange } from "./types.ts";

/** Every url of FortiAnalyzer's API. Listing and searching use the index alone; only `load` reads a shard. */
export interface FortiAnalyzerRegistry {
  /** All urls, in order. */
  rows(): readonly RpcRow[];
  /** The row of exactly this template: `logview/adom/{adom}/logsearch`. */
  find(path: string): RpcRow | undefined;
  /** Urls that match every word, the best first. */
  search(words: string, options?: Omit<SearchOptions, "area">): RpcRow[];
  /** What a url leads to, with or without slashes around it. */
  resolveUrl(url: string): UrlTarget<RpcRow> | undefined;
  /** The full entry of a url's template, or undefined when there is none. Reads a shard once. */
  load(path: string): Promise<RpcEntry | undefined>;
}

/** Makes a registry. Nothing is read before the first call. */
export function createFortiAnalyzerRegistry(source: RegistrySource): FortiAnalyzerRegistry {
  const shelf = createShelf(source, ["call"], toRpcRow);
  let tree: UrlTree<RpcRow> | undefined;
  return {
    rows: () => shelf.rows("call"),
    find: (path) => shelf.find("call", path),
    search: (words, options) => shelf.search(words, options),
    resolveUrl(url) {
      tree ??= createUrlTree(shelf.rows("call"));
      return tree(url);
    },
    load: (path) => shelf.load("call", path) as Promise<RpcEntry | undefined>,
  };
}

/** FortiAnalyzer's JSON-RPC API: 962 calls at 340 urls. */
export const fortianalyzer: FortiAnalyzerRegistry = createFortiAnalyzerRegistry(generated);
