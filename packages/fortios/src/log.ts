/**
 * Logs: read as they come, or searched to the end.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import { createReader } from "./endpoint.ts";
import type { Engine } from "./engine.ts";
import type { FileReader } from "./file-reader.ts";
import { readLines } from "./log-lines.ts";
import { searchLog } from "./log-search.ts";
import type { SearchOptions } from "./log-session.ts";
import type { Params } from "./prepare-call.ts";
import type { CallOptions } from "./types.ts";

/** One log, as entries. */
export interface Log<Query, Results> {
  /** One answer of the device as it is: the first entries, with whatever its search has found by then. */
  get(params?: Query, options?: CallOptions): Promise<Results>;
  /**
   * All entries that match, newest first as the device gives them, page by page, each asked for when it is needed, so
   * that a log of any size never lies in memory whole. The device searches while it answers: this waits for it, and
   * throws TIMEOUT when nothing comes for a minute. Leaving the loop early ends the search on the device.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios";
   *
   * export async function denied(fgt: FortiGate, address: string): Promise<void> {
   *   const filter = [["srcip", "==", address], ["action", "==", "deny"]] as const;
   *   for await (const entry of fgt.log("disk", "traffic/forward").search({ filter })) console.log(entry.date, entry.dstip);
   * }
   * ```
   */
  search(options?: SearchOptions): AsyncIterableIterator<Record<string, unknown>>;
}

/** One log, as the lines of text that the device stores: `log("disk/traffic/forward/raw")`. */
export interface RawLog<Query> extends FileReader<Query> {
  /** All lines that match, without their line breaks, read as {@link Log.search} reads entries. */
  lines(options?: SearchOptions): AsyncIterableIterator<string>;
}

/** What a device keeps beside a log: the file in which something was found, or the packets. */
export interface LogArchive<Query> extends FileReader<Query> {}

/** A log in plain values. Which of these a path has, its end tells: `/raw`, `/archive-download`, or neither. */
export interface AnyLog extends Log<Params, unknown>, RawLog<Params> {}

/** Makes the handle of a log. */
export function createLog(engine: Engine, path: string): AnyLog {
  const log: AnyLog = {
    ...createReader(engine, "log", path),
    search: (options = {}) => searchLog(engine, path, options),
    lines: (options = {}) => readLines(engine, path, options),
  };
  return watchHandle(log, { area: "log", path }, engine.refused);
}
