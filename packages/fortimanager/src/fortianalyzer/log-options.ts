/**
 * What a log search takes.
 *
 * @module
 */

import { checkChoice, checkNumber, type JsonValue } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { FazAdd } from "../generated/types/fortianalyzer.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import type { V3Params } from "./v3-call.ts";

/** The kinds of logs. `attack` is intrusion prevention. */
export type LogType = FazAdd["logview/adom/{adom}/logsearch"]["params"]["logtype"];

const LOG_TYPES: readonly LogType[] = [
  "traffic",
  "app-ctrl",
  "attack",
  "content",
  "dlp",
  "emailfilter",
  "event",
  "history",
  "virus",
  "voip",
  "webfilter",
  "netscan",
  "fct-event",
  "fct-traffic",
  "waf",
  "gtp",
];

/** Whose logs: a device by name, or by serial number (`devid`), which can also be `All_FortiGate`. */
export type LogDevice = string | { readonly devid: string } | { readonly devname: string };

/** Which log entries to look for. */
export interface LogFilter {
  /** The kind of logs. */
  readonly logtype: LogType;
  /** The first moment, in FortiAnalyzer's own time: `2026-01-31 08:00:00`. */
  readonly from: string;
  /** The last moment. */
  readonly to: string;
  /** Default: all FortiGates of the ADOM. */
  readonly devices?: LogDevice | readonly LogDevice[];
  /** Conditions in FortiAnalyzer's own words: `srcip==10.0.0.5 and action!=deny`. */
  readonly filter?: string;
  /** Whether the filter minds capitals. Default: FortiAnalyzer's own, false. */
  readonly caseSensitive?: boolean;
  /** The time zone of `from` and `to`, as FortiAnalyzer writes it. Default: its own. */
  readonly timezone?: string;
}

/** How to go about a search. */
export interface LogWaits extends CallOptions {
  /** How often FortiAnalyzer is asked how far it is, in milliseconds. Default 500. */
  readonly pollMs?: number;
  /** Longest time for one page, in milliseconds, waiting for a free search included. Then TIMEOUT. Default 600,000. */
  readonly searchTimeoutMs?: number;
}

/** What `search` takes. */
export interface LogSearchOptions extends LogFilter, LogWaits {
  /** Newest first (`desc`) or oldest first. Default `desc`. */
  readonly order?: "asc" | "desc";
  /** Entries to skip. Default 0. */
  readonly start?: number;
  /** Most entries to answer. Default: all. */
  readonly count?: number;
  /** Entries to ask for at a time, 1,000 at most. Default 1,000. */
  readonly pageSize?: number;
}

/** What `count` takes. */
export interface LogCountOptions extends LogFilter, LogWaits {}

/** More does not come in one answer. */
const MOST_PER_PAGE = 1000;

/** Checks how a search is paged. */
export function readPaging({ start = 0, count, pageSize = MOST_PER_PAGE }: LogSearchOptions): Required<Paging> {
  if (checkNumber("pageSize", pageSize, 1) > MOST_PER_PAGE) {
    throw invalidInput(
      `The option pageSize is ${pageSize}, and FortiAnalyzer answers at most ${MOST_PER_PAGE} at a time`,
    );
  }
  const most = count === undefined ? Number.POSITIVE_INFINITY : checkNumber("count", count, 0);
  return { start: checkNumber("start", start, 0), count: most, pageSize };
}

type Paging = Pick<LogSearchOptions, "start" | "count" | "pageSize">;

/** The parameters of a search, without those of its page. */
export function toParams(filter: LogFilter, order?: "asc" | "desc"): V3Params {
  const { logtype, devices = "All_FortiGate", caseSensitive, timezone } = filter;
  checkChoice("logtype", logtype, LOG_TYPES);
  if (order !== undefined) checkChoice("order", order, ["asc", "desc"]);
  const device = [devices].flat().map(toDevice);
  if (device.length === 0)
    throw invalidInput("A log search needs at least one device", "Leave devices out for all of them");
  return {
    device,
    logtype,
    "time-range": { start: checkTime("from", filter.from), end: checkTime("to", filter.to) },
    filter: filter.filter,
    "case-sensitive": caseSensitive,
    timezone,
    "time-order": order,
  };
}

/** `FGT60F0000000001`, and what stands for all devices of a kind. */
const DEVICE_ID = /^(?:[A-Z0-9-]{16}|All_\w+)$/;

function toDevice(device: LogDevice): JsonValue {
  if (typeof device !== "string") return { ...device };
  return DEVICE_ID.test(checkName(device, "A device")) ? { devid: device } : { devname: device };
}

const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?$/;

function checkTime(name: string, time: string): string {
  if (typeof time === "string" && TIME.test(time)) return time;
  const hint = 'Write it in FortiAnalyzer\'s own time, as "2026-01-31 08:00:00"';
  throw invalidInput(`The option ${name} is no time: ${JSON.stringify(time)}`, hint);
}
