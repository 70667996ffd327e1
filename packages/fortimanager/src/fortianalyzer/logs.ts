/**
 * The logs that a FortiAnalyzer keeps.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { checkName } from "../names.ts";
import { type AnalyzerCall, createAnalyzerCall } from "./call.ts";
import { type LogCountOptions, type LogSearchOptions, toParams } from "./log-options.ts";
import { readLogs } from "./log-pages.ts";
import { type LogEntry, type LogPort, runSearch } from "./log-search.ts";
import type { Slots } from "./slots.ts";

/** How many entries a search finds. */
export interface LogCount {
  /** Entries that match. */
  readonly matched: number;
  /** Entries that were looked at. */
  readonly scanned: number;
  /** Entries that there are. */
  readonly total: number;
}

/** The logs of an ADOM. */
export interface Logs {
  /**
   * The entries that match, one after the other. They come in pages, so that no log lies in memory whole. At most four
   * searches of a client run at a time; leaving the loop early ends the search.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function denied(fmg: FortiManager): Promise<void> {
   *   const search = fmg.logs("root").search({
   *     logtype: "traffic",
   *     from: "2026-01-31 08:00:00",
   *     to: "2026-01-31 09:00:00",
   *     devices: "FGT1",
   *     filter: "action==deny",
   *   });
   *   for await (const { srcip, dstip } of search) console.log(srcip, dstip);
   * }
   * ```
   */
  search(options: LogSearchOptions): AsyncIterableIterator<LogEntry>;
  /** How many match, without reading them. FortiAnalyzer 7.0.1 and later. */
  count(options: LogCountOptions): Promise<LogCount>;
  /** Any call of FortiAnalyzer's own dialect, by its path. */
  readonly call: AnalyzerCall;
}

/** Whose logs. */
export interface LogsOptions {
  /** A FortiAnalyzer that this FortiManager manages in the ADOM, by its name. Default: FortiManager's own logs. */
  readonly fortianalyzer?: string;
}

/** The part of a client that reads logs. */
export interface LogViews {
  /** The logs of an ADOM: of a FortiManager with FortiAnalyzer features, or of a FortiAnalyzer that it manages. Sends nothing yet. */
  logs(adom: string, options?: LogsOptions): Logs;
}

/** FortiAnalyzer has few places for searches, and others want some too. */
export const MOST_SEARCHES = 4;

/** Makes that part. Views of one client share the slots. */
export function createLogViews(engine: Engine, slots: Slots): LogViews {
  return {
    logs: (adom, { fortianalyzer } = {}) => {
      checkName(adom, "An ADOM");
      const behind =
        fortianalyzer === undefined ? undefined : { adom, name: checkName(fortianalyzer, "A FortiAnalyzer") };
      return createLogs({ engine, slots, adom, behind });
    },
  };
}

function createLogs(port: LogPort): Logs {
  const logs: Logs = {
    search: (options) => readLogs(port, options),
    count: async (options) => {
      const question = { path: (tid: string) => `/count/${tid}`, read: toCount, ends: false };
      return await runSearch(port, { ...toParams(options), limit: 1, offset: 0 }, question, options);
    },
    call: createAnalyzerCall(port.engine, port.behind),
  };
  return watchHandle(logs, () => "logview", port.engine.refused);
}

function toCount(answer: LogEntry): LogCount | undefined {
  const { "progress-percent": percent } = answer;
  if (typeof percent === "number" && percent < 100) return undefined;
  const numberOf = (name: string): number => Number(answer[name] ?? 0);
  return { matched: numberOf("matched-logs"), scanned: numberOf("scanned-logs"), total: numberOf("total-logs") };
}
