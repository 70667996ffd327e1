/**
 * Logs: read as they come, or searched to the end.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { createEndpoint, type Reader } from "./endpoint.ts";
import type { Engine } from "./engine.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { buildFilter } from "./filter.ts";
import { type Params, prepareCall } from "./prepare-call.ts";
import type { CallOptions, Filter } from "./types.ts";

/** Which entries a search finds. */
export interface SearchOptions extends CallOptions {
  /** Only entries that match. */
  readonly filter?: Filter;
  /** Entries to ask for at a time. Default 500. */
  readonly rows?: number;
  /** Other query parameters of the endpoint, as they are. */
  readonly query?: Params;
}

/** One log. */
export interface Log<Query, Results> extends Reader<Query, Results> {
  /**
   * All entries that match, newest first as the device gives them, page by page. The device searches while it answers:
   * this waits for it, and throws TIMEOUT when nothing comes for a minute.
   */
  search(options?: SearchOptions): AsyncIterableIterator<Record<string, unknown>>;
}

/** A log in plain values. */
export type AnyLog = Log<Params, unknown>;

/** Wait before asking a search again that has found nothing new. */
const POLL_MS = 500;
/** Longest time without anything new. */
const IDLE_MS = 60_000;

/** Makes the handle of a log. */
export function createLog(engine: Engine, path: string): AnyLog {
  const { get, download } = createEndpoint(engine, "log", path);
  return { get, download, search: (options = {}) => search(engine, path, options) };
}

async function* search(engine: Engine, path: string, options: SearchOptions): AsyncGenerator<Record<string, unknown>> {
  const { filter = [], rows: pageSize = 500, query = {}, ...callOptions } = options;
  const fixed = { ...query, rows: pageSize, ...(filter.length > 0 && { filter: buildFilter(filter) }) };
  let session: number | undefined;
  let start = 0;
  let idleSince = engine.runtime.now();
  for (;;) {
    const params = { ...fixed, start, session_id: session };
    const call = await prepareCall(engine, "log", path, { action: "search", method: "GET" }, params);
    const envelope = await engine.send(call, callOptions);
    const rows = rowsIn(envelope);
    yield* rows;
    start += rows.length;
    session = envelope.session_id ?? session;
    if (isComplete(envelope) && (rows.length === 0 || !hasMore(envelope, start, rows.length === pageSize))) return;
    if (rows.length > 0) idleSince = engine.runtime.now();
    else if (engine.runtime.now() - idleSince >= IDLE_MS) throw stuck(path);
    else await engine.runtime.sleep(POLL_MS, options.signal);
  }
}

/** A device that says nothing of its progress answers when it is done. */
function isComplete({ completed }: Envelope): boolean {
  return completed === undefined || completed >= 100;
}

function hasMore({ total_lines }: Envelope, answered: number, fullPage: boolean): boolean {
  return total_lines === undefined ? fullPage : answered < total_lines;
}

function stuck(path: string): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `The search of log ${path} found nothing new for ${IDLE_MS / 1000} seconds and is not done`,
    hint: "Narrow the filter, or read another source of the same log, such as memory",
    reached: "yes",
  });
}
