/** Writes the index: one line per endpoint, and the way to each shard. */

import { formatIndexLine } from "../src/index-table.ts";
import type { Area, CallEntry, CmdbEntry, IndexRow } from "../src/types.ts";
import type { Shard } from "./plan-shards.ts";
import type { Fact } from "./read-data.ts";
import { BANNER } from "./render-shards.ts";

/** The shards of one area. */
export interface AreaShards {
  readonly area: Area;
  readonly shards: readonly Shard<Fact<CmdbEntry | CallEntry>>[];
}

/** The text of `src/generated/index.ts`. */
export function renderIndex(areas: readonly AreaShards[]): string {
  const lines = areas.flatMap(({ area, shards }) =>
    shards.flatMap(({ name, items }) => [`#${name}`, ...items.map(({ entry }) => formatIndexLine(toRow(area, entry)))]),
  );
  const names = areas.flatMap(({ shards }) => shards.map(({ name }) => name));
  return [
    BANNER,
    "/** One line per endpoint; `src/index-table.ts` reads it. */",
    `export const index: string = \`\n${lines.join("\n")}\n\`;`,
    "",
    "/** The way to each shard. */",
    "export const shards: Readonly<Record<string, () => Promise<{ readonly data: string }>>> = {",
    ...names.map((name) => `  "${name}": () => import("./shards/${name}.ts"),`),
    "};",
    "",
  ].join("\n");
}

function toRow(area: Area, entry: CmdbEntry | CallEntry): IndexRow {
  const { path, methods } = entry;
  // No source tells in which versions a monitor, log or service endpoint exists.
  if (!("kind" in entry)) return { area, path, methods, versionsUnknown: true };
  const { kind, mkey, versions, versionsUnknown } = entry;
  return {
    area,
    path,
    kind,
    methods,
    ...(mkey === undefined ? {} : { mkey }),
    ...(versions === undefined ? {} : { versions }),
    ...(versionsUnknown === undefined ? {} : { versionsUnknown }),
  };
}
