/** Everything that is generated, as paths and texts. */

import type { Area } from "../src/types.ts";
import { planShards } from "./plan-shards.ts";
import { readApiFacts, readFacts } from "./read-data.ts";
import { renderErrors } from "./render-errors.ts";
import { type AreaShards, renderIndex } from "./render-index.ts";
import { renderShard } from "./render-shards.ts";
import { CALL_HELPERS, renderCallTypes } from "./types/render-calls.ts";
import { renderCmdbTypes } from "./types/render-cmdb.ts";

/** The folders that hold generated files and nothing else, from the repository's root. */
export const GENERATED_FOLDERS = {
  catalog: "packages/catalog/src/generated",
  types: "packages/fortios/src/generated/types",
} as const;

/** Generates every file in memory: path from the repository's root, and text. */
export function generateFiles(): Map<string, string> {
  const facts = readFacts();
  const areas: AreaShards[] = [
    { area: "cmdb", shards: planShards("cmdb", facts.cmdb) },
    { area: "monitor", shards: planShards("monitor", facts.monitor) },
    { area: "log", shards: planShards("log", facts.log) },
    { area: "service", shards: planShards("service", facts.service) },
  ];
  const files = new Map<string, string>();
  files.set(`${GENERATED_FOLDERS.catalog}/index.ts`, renderIndex(areas));
  files.set(`${GENERATED_FOLDERS.catalog}/errors.ts`, renderErrors(readApiFacts().errors));
  for (const shard of areas.flatMap(({ shards }) => shards)) {
    files.set(`${GENERATED_FOLDERS.catalog}/shards/${shard.name}.ts`, renderShard(shard));
  }
  const types = renderCmdbTypes(facts.cmdb.map(({ entry }) => entry));
  types.set("call.ts", CALL_HELPERS);
  for (const area of ["monitor", "log", "service"] as const satisfies readonly Area[]) {
    types.set(
      `${area}.ts`,
      renderCallTypes(
        area,
        facts[area].map(({ entry }) => entry),
      ),
    );
  }
  for (const [name, text] of types) files.set(`${GENERATED_FOLDERS.types}/${name}`, text);
  return files;
}
