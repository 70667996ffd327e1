/**
 * Looks through the logs of the managed FortiGates.
 *
 * @module
 */

import { type LogLine, secondsOf } from "../../log/line.ts";
import type { Lines } from "../../log/lines.ts";
import type { FortiManagerCore, Reachable } from "../parts.ts";
import { invalidParameter, invalidUrl } from "../rpc/refusals.ts";
import { logsOf, stepsOf } from "./log-kinds.ts";
import type { SearchRequest } from "./search-request.ts";

/** What a search finds, and what it takes. */
export interface Findings {
  /** All that match, in the order that was asked for. */
  readonly entries: readonly LogLine[];
  /** Entries that were looked at. */
  readonly scanned: number;
  /** So often must a client ask until it is done. */
  readonly steps: number;
}

const VDOM = "root";

/** @throws RpcRefusal -6 for an ADOM that does not exist, -8 for a type of logs that does not. */
export async function findEntries(core: FortiManagerCore, adom: string, request: SearchRequest): Promise<Findings> {
  const found: LogLine[] = [];
  let scanned = 0;
  let steps = 1;
  for (const { name, reach } of await devicesOf(core, adom)) {
    const { serial } = reach.device.identity;
    if (!request.covers(serial, name)) continue;
    const logs = logsOf(reach.device.logs, request.logtype, VDOM);
    if (logs === undefined) throw invalidParameter();
    steps = Math.max(steps, stepsOf(reach.device.logs, request.logtype));
    for (const lines of logs) {
      for (const line of inTime(lines, request)) {
        scanned += 1;
        const entry = { ...line, devid: serial, devname: name, itime: secondsOf(line), vd: VDOM };
        if (request.passes(entry)) found.push(entry);
      }
    }
  }
  const sign = request.order === "asc" ? 1 : -1;
  const entries = found.sort((a, b) => sign * (momentOf(a) - momentOf(b)));
  return { entries, scanned, steps };
}

async function devicesOf(core: FortiManagerCore, adom: string): Promise<{ name: string; reach: Reachable }[]> {
  if ((await core.database.entry({ table: "dvmdb/adom", key: adom })) === undefined) throw invalidUrl();
  const entries = await core.database.entries(`dvmdb/adom/${adom}/device`);
  return entries.flatMap(({ name, sn }) => {
    const reach = core.reachable.find(({ device }) => device.identity.serial === sn);
    return reach === undefined ? [] : [{ name: String(name), reach }];
  });
}

/** The newest line is first. */
function* inTime(lines: Lines, { from, to }: SearchRequest): Generator<LogLine> {
  for (let position = 0; position < lines.count; position += 1) {
    const line = lines.at(position);
    const at = momentOf(line);
    if (at < from) return;
    if (at <= to) yield line;
  }
}

/** Milliseconds since the epoch. */
function momentOf({ eventtime }: LogLine): number {
  return Number(String(eventtime).slice(0, -6));
}
