/** Everything that is generated, as paths and texts. */

import type { Area } from "../src/types.ts";
import { planShards } from "./plan-shards.ts";
import {
  type Fact,
  readApiFacts,
  readFortiAnalyzer,
  readFortiManager,
  readFortios,
  readProtocol,
} from "./read-data.ts";
import { renderErrors } from "./render-errors.ts";
import { type AreaShards, callLine, cmdbLine, objectLine, renderIndex, rpcLine, toArea } from "./render-index.ts";
import { renderProtocol } from "./render-protocol.ts";
import { renderShard } from "./render-shards.ts";
import { CALL_HELPERS, renderCallTypes } from "./types/render-calls.ts";
import { renderCmdbTypes } from "./types/render-cmdb.ts";
import { renderObjectTypes } from "./types/render-objects.ts";
import { renderProtocolTypes } from "./types/render-protocol.ts";
import { renderRpcTypes } from "./types/render-rpc.ts";

/** The folders that hold generated files and nothing else, from the repository's root. */
export const GENERATED_FOLDERS = {
  catalog: "packages/catalog/src/generated",
  fortios: "packages/fortios/src/generated/types",
  fortimanager: "packages/fortimanager/src/generated/types",
} as const;

type Files = ReadonlyMap<string, string>;

/** Generates every file in memory: path from the repository's root, and text. */
export function generateFiles(): Map<string, string> {
  return new Map([
    ...inFolder(`${GENERATED_FOLDERS.catalog}/fortios`, fortiosCatalogue()),
    ...inFolder(`${GENERATED_FOLDERS.catalog}/fortimanager`, fortimanagerCatalogue()),
    ...inFolder(`${GENERATED_FOLDERS.catalog}/fortianalyzer`, fortianalyzerCatalogue()),
    ...inFolder(GENERATED_FOLDERS.fortios, fortiosTypes()),
    ...inFolder(GENERATED_FOLDERS.fortimanager, fortimanagerTypes()),
  ]);
}

function fortiosCatalogue(): Files {
  const { cmdb, monitor, log, service } = readFortios();
  const files = catalogue([
    toArea(planShards("cmdb", cmdb), cmdbLine),
    toArea(planShards("monitor", monitor), callLine),
    toArea(planShards("log", log), callLine),
    toArea(planShards("service", service), callLine),
  ]);
  return files.set(
    "errors.ts",
    renderErrors("What the code in an answer's `error` field means.", readApiFacts().errors),
  );
}

function fortimanagerCatalogue(): Files {
  const { object, call } = readFortiManager();
  const areas = [toArea(planShards("object", object), objectLine), toArea(planShards("call", call), rpcLine)];
  return catalogue(areas).set("protocol.ts", renderProtocol(readProtocol()));
}

function fortianalyzerCatalogue(): Files {
  return catalogue([toArea(planShards("call", readFortiAnalyzer()), rpcLine)]);
}

/** The index of a product, and its shards. */
function catalogue(areas: readonly AreaShards[]): Map<string, string> {
  const shards = areas.flatMap((area) => area.shards);
  return new Map([
    ["index.ts", renderIndex(areas)],
    ...shards.map((shard) => [`shards/${shard.name}.ts`, renderShard(shard)] as const),
  ]);
}

function fortiosTypes(): Files {
  const facts = readFortios();
  const files = renderCmdbTypes(entriesOf(facts.cmdb)).set("call.ts", CALL_HELPERS);
  for (const area of ["monitor", "log", "service"] as const satisfies readonly Area[]) {
    files.set(`${area}.ts`, renderCallTypes(area, entriesOf(facts[area])));
  }
  return files;
}

function fortimanagerTypes(): Files {
  const { object, call } = readFortiManager();
  // The rest is FortiAnalyzer's own configuration, which no client of ours is for.
  const analyzer = entriesOf(readFortiAnalyzer()).filter(({ apiver }) => apiver === 3);
  return renderObjectTypes(entriesOf(object))
    .set("call.ts", CALL_HELPERS)
    .set("calls.ts", renderRpcTypes("Fmg", "FortiManager", entriesOf(call)))
    .set("fortianalyzer.ts", renderRpcTypes("Faz", "FortiAnalyzer", analyzer))
    .set("protocol.ts", renderProtocolTypes(readProtocol()));
}

function entriesOf<Entry>(facts: readonly Fact<Entry>[]): Entry[] {
  return facts.map(({ entry }) => entry);
}

function inFolder(folder: string, files: Files): [string, string][] {
  return [...files].map(([name, text]) => [`${folder}/${name}`, text]);
}
