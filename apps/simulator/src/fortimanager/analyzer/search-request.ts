/**
 * Reads what a log search is asked for.
 *
 * @module
 */

import { invalidParameter } from "../rpc/refusals.ts";
import type { RpcRefusal } from "../rpc-refusal.ts";
import { type Passes, readCondition } from "./log-condition.ts";

/** A search, read. */
export interface SearchRequest {
  readonly logtype: string;
  /** Whose logs: a test of a device's serial number and name. */
  readonly covers: (devid: string, devname: string) => boolean;
  /** Milliseconds since the epoch, both included. */
  readonly from: number;
  readonly to: number;
  readonly passes: Passes;
  readonly order: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

/** More does not come in one answer. */
const MOST_ROWS = 1000;
const DEFAULT_ROWS = 50;
const ALL_DEVICES: ReadonlySet<string> = new Set(["All_FortiGate", "All_Devices"]);

/** @throws RpcRefusal -8 for what lacks something, or cannot be read. */
export function readSearch(item: Readonly<Record<string, unknown>>): SearchRequest {
  const { device, logtype, filter = "", offset = 0, limit = DEFAULT_ROWS } = item;
  const { start, end } = Object(item["time-range"]) as { readonly start?: unknown; readonly end?: unknown };
  const passes = readCondition(String(filter), item["case-sensitive"] === true);
  if (!Array.isArray(device) || device.length === 0 || typeof logtype !== "string") throw invalid();
  const [from, to] = [readTime(start), readTime(end)];
  if (passes === undefined || Number.isNaN(from) || Number.isNaN(to)) throw invalid();
  if (!isCount(offset) || !isCount(limit) || limit > MOST_ROWS) throw invalid();
  const wanted = device.map((one) => Object(one) as { readonly devid?: unknown; readonly devname?: unknown });
  return {
    logtype,
    covers: (id, name) =>
      wanted.some(({ devid, devname }) => devid === id || devname === name || ALL_DEVICES.has(String(devid))),
    from,
    // To the second, all of it.
    to: to + 999,
    passes,
    order: item["time-order"] === "asc" ? "asc" : "desc",
    offset,
    limit,
  };
}

function invalid(): RpcRefusal {
  return invalidParameter();
}

/** `2026-01-31 08:00:00` or with a `T`; FortiAnalyzer's time is UTC here. */
function readTime(text: unknown): number {
  return Date.parse(`${String(text).replace(" ", "T")}Z`);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
