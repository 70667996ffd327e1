/**
 * The entries that a search finds, page by page. FortiAnalyzer ends a search with its first complete answer, so each page
 * is a search of its own.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { type LogSearchOptions, readPaging, toParams } from "./log-options.ts";
import { type LogEntry, type LogPort, runSearch } from "./log-search.ts";

interface Page {
  readonly entries: readonly LogEntry[];
  /** How many there are on all pages together, as far as FortiAnalyzer says. */
  readonly total: number | undefined;
}

/** So often is a page asked for that is said to hold something, and holds nothing. */
const MOST_TRIES = 5;

/** The entries, one after the other. */
export async function* readLogs(port: LogPort, options: LogSearchOptions): AsyncGenerator<LogEntry, void, undefined> {
  const { start, count, pageSize } = readPaging(options);
  const params = toParams(options, options.order ?? "desc");
  const { signal, timeoutMs, totalTimeoutMs, pollMs, searchTimeoutMs } = options;
  const waits = {
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
    ...(pollMs !== undefined && { pollMs }),
    ...(searchTimeoutMs !== undefined && { searchTimeoutMs }),
  };
  const readPage = (offset: number, limit: number): Promise<Page> =>
    runSearch(
      port,
      { ...params, limit, offset },
      { path: (tid) => `/${tid}`, params: { limit, offset }, read: toPage, ends: true },
      waits,
    );

  for (let offset = start, left = count; left > 0; ) {
    const limit = Math.min(pageSize, left);
    const { entries, total } = await readFull(readPage, offset, limit);
    yield* entries.slice(0, left);
    offset += entries.length;
    left -= entries.length;
    // Where it says no total, a page that is not full is the last.
    if (entries.length === 0 || (total === undefined ? entries.length < limit : offset >= total)) return;
  }
}

/** FortiAnalyzer 7.6.7 may say that it is through and give nothing, although it counts more: the next search does better. */
async function readFull(
  readPage: (offset: number, limit: number) => Promise<Page>,
  offset: number,
  limit: number,
): Promise<Page> {
  for (let turn = 0; turn < MOST_TRIES; turn++) {
    const page = await readPage(offset, limit);
    if (page.entries.length > 0 || (page.total ?? 0) <= offset) return page;
  }
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: `FortiAnalyzer says that there are more than ${offset} log entries, and gives none of them`,
    hint: "Search a shorter time, or try again later",
    operation: "log search",
    reached: "yes",
  });
}

function toPage({ percentage, data, "total-count": total }: LogEntry): Page | undefined {
  if (typeof percentage === "number" && percentage < 100) return undefined;
  const entries = Array.isArray(data) ? data.filter((entry) => typeof entry === "object" && entry !== null) : [];
  return { entries, total: typeof total === "number" ? total : undefined };
}
