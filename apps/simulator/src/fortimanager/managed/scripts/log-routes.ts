/**
 * `.../script/log/...`: what scripts have said, on each device and on the database of an ADOM.
 *
 * @module
 */

import type { Answer, Entry, Routes, Work } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import { type LogEntry, type ScriptLog, showLog, showSummary } from "./log.ts";

type Params = Readonly<Record<string, string>>;

/** The url that stands for all ADOMs. */
const ALL_ADOMS = "dvmdb/script";

/** @param places The urls of scripts: `dvmdb/adom/{adom}/script`. */
export function logRoutes(log: ScriptLog, places: readonly string[]): Routes {
  return Object.assign({}, ...places.map((place) => routesAt(log, place)));
}

function routesAt(log: ScriptLog, place: string): Routes {
  const of = ({ adom = "global", device }: Params): readonly LogEntry[] =>
    log.of(place === ALL_ADOMS ? undefined : adom, device);
  const latest: Work = (_, params): Answer => {
    const entry = of(params).at(-1);
    return { data: entry === undefined ? {} : showLog(entry) };
  };
  const output: Work = (_, params) => {
    const entry = of(params).find(({ id }) => id === Number(params.id));
    if (entry === undefined) throw missing();
    return { data: showLog(entry) };
  };
  const list =
    (show: (entry: LogEntry) => Entry): Work =>
    (_, params) => ({ data: of(params).map((entry, position) => ({ ...show(entry), seq: position + 1 })) });
  return {
    [`get ${place}/log/latest`]: latest,
    [`get ${place}/log/latest/device/{device}`]: latest,
    [`get ${place}/log/list`]: list(showLog),
    [`get ${place}/log/list/device/{device}`]: list(showLog),
    [`get ${place}/log/summary`]: list(showSummary),
    [`get ${place}/log/summary/device/{device}`]: list(showSummary),
    [`get ${place}/log/output/logid/{id}`]: output,
    [`get ${place}/log/output/device/{device}/logid/{id}`]: output,
  };
}
