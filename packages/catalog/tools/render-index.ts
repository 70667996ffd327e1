/** Writes the index of a product: one line per endpoint, and the way to each shard. */

import { formatIndexLine } from "../src/index-table.ts";
import { callColumns, objectColumns } from "../src/json-rpc/rows.ts";
import type { ObjectEntry, RpcEntry } from "../src/json-rpc/types.ts";
import type { CallEntry, CmdbEntry } from "../src/types.ts";
import type { Plannable, Shard } from "./plan-shards.ts";
import { BANNER } from "./render-shards.ts";

/** The shards of one area, and how a line of the index is written for each of its entries. */
export interface AreaShards {
  readonly shards: readonly Shard<Plannable>[];
  readonly lines: readonly string[];
}

/** The shards of an area with the lines of their entries. */
export function toArea<Item extends Plannable>(
  shards: readonly Shard<Item>[],
  toLine: (entry: Item["entry"]) => string,
): AreaShards {
  const lines = shards.flatMap(({ name, items }) => [`#${name}`, ...items.map(({ entry }) => toLine(entry))]);
  return { shards, lines };
}

/** The text of `src/generated/{product}/index.ts`. */
export function renderIndex(areas: readonly AreaShards[]): string {
  const names = areas.flatMap(({ shards }) => shards.map(({ name }) => name));
  return [
    BANNER,
    "/** One line per endpoint; `src/index-table.ts` reads it. */",
    `export const index: string = \`\n${areas.flatMap(({ lines }) => lines).join("\n")}\n\`;`,
    "",
    "/** The way to each shard. */",
    "export const shards: Readonly<Record<string, () => Promise<{ readonly data: string }>>> = {",
    ...names.map((name) => `  "${name}": () => import("./shards/${name}.ts"),`),
    "};",
    "",
  ].join("\n");
}

/** The line of a configuration table or object of FortiOS. */
export function cmdbLine(entry: CmdbEntry): string {
  return formatIndexLine(entry);
}

/** The line of a monitor, log or service endpoint. No source tells in which versions it exists. */
export function callLine({ path, methods }: CallEntry): string {
  return formatIndexLine({ path, methods, versionsUnknown: true });
}

/** The line of an object of FortiManager. */
export function objectLine(entry: ObjectEntry): string {
  return formatIndexLine(entry, objectColumns(entry));
}

/** The line of a url of FortiManager or FortiAnalyzer: there as long as any of its calls. */
export function rpcLine(entry: RpcEntry): string {
  return formatIndexLine(entry, callColumns(entry));
}
