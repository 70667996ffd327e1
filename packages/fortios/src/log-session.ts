/**
 * The session of a log search: the device goes on searching while it answers, and later questions name the session.
 *
 * @module
 */

import { checkNumber, FortiError, isFortiError } from "@fortiweave/core";
import type { Engine } from "./engine.ts";
import type { Envelope } from "./envelope.ts";
import { buildFilter } from "./filter.ts";
import { callOptionsIn, mergeOptions } from "./merge-options.ts";
import { type Params, prepareCall } from "./prepare-call.ts";
import { buildRequest } from "./request.ts";
import type { CallOptions, Filter } from "./types.ts";

/** Which entries a search finds. */
export interface SearchOptions extends CallOptions {
  /** Only entries that match. */
  readonly filter?: Filter;
  /** Entries to ask for at a time, from 1. Default 500. */
  readonly rows?: number;
  /** Other query parameters of the endpoint, as they are. */
  readonly query?: Params;
}

/** One search on one device. */
export interface LogSession {
  /** Asks for some of what was found. */
  ask(start: number, rows: number): Promise<Envelope>;
  /** Number that the device gave it. Undefined before the first answer, and where it gives none. */
  readonly id: number | undefined;
  /** Whether the device has found everything. */
  readonly isComplete: boolean;
  /**
   * Waits before the next question, unless the last one brought something new. Throws TIMEOUT after a minute without, and
   * ABORTED when the search is cancelled meanwhile.
   */
  pause(isNew: boolean): Promise<void>;
  /** Ends a search that is not complete, so that the device does not go on for nobody. Never throws. */
  end(): Promise<void>;
}

/** Wait before asking again. */
const POLL_MS = 500;
/** Longest time without anything new. */
const IDLE_MS = 60_000;
/** Longest time to take over the end of a search that nobody reads any more. */
const END_MS = 5_000;

/** Makes the session. Sends nothing. */
export function createLogSession(engine: Engine, path: string, options: SearchOptions): LogSession {
  const { runtime } = engine;
  const callOptions = callOptionsIn(options);
  const { signal } = mergeOptions(callOptions, engine.defaults);
  const fixed = searchParams(options);
  let id: number | undefined;
  let isComplete = false;
  let idleSince = runtime.now();
  return {
    get id() {
      return id;
    },
    get isComplete() {
      return isComplete;
    },
    async ask(start, rows) {
      const params = { ...fixed, rows, start, session_id: id };
      const call = await prepareCall(engine, "log", path, { action: "search", method: "GET" }, params);
      const envelope = await engine.send(call, callOptions);
      const { session_id, completed } = envelope;
      id = session_id ?? id;
      // A device that says nothing of its progress answers when it is done.
      isComplete = completed === undefined || completed >= 100;
      return envelope;
    },
    async pause(isNew) {
      if (isNew) {
        idleSince = runtime.now();
        return;
      }
      if (runtime.now() - idleSince >= IDLE_MS) throw stuck(path);
      try {
        await runtime.sleep(POLL_MS, signal);
      } catch (reason) {
        throw signal?.aborted ? cancelled(path, reason) : reason;
      }
    },
    async end() {
      if (isComplete || id === undefined) return;
      // Whatever cancelled the search must not cancel its end.
      const { signal: _own, ...own } = callOptions;
      const { signal: _usual, ...usual } = engine.defaults;
      try {
        await engine.exchange(
          buildRequest(
            { area: "log", path: "search/abort", segments: [id], action: "post", method: "POST", effect: "read" },
            { ...own, totalTimeoutMs: END_MS },
            usual,
          ),
        );
      } catch (error) {
        // It ends by itself; what became of the search itself is what the caller wants to hear.
        if (!isFortiError(error)) throw error;
      }
    },
  };
}

/**
 * How many entries or lines to ask for at a time.
 *
 * @throws FortiError INVALID_INPUT unless that is a whole number from 1.
 */
export function pageSizeOf({ rows = 500 }: SearchOptions): number {
  return checkNumber("rows", rows, 1);
}

/** The parameters of a search that stay the same over its pages. */
export function searchParams({ filter = [], query = {} }: SearchOptions): Params {
  return { ...query, ...(filter.length > 0 && { filter: buildFilter(filter) }) };
}

function cancelled(path: string, cause: unknown): FortiError {
  const message = `The search of log ${path} was cancelled while it waited for the device to find more`;
  return new FortiError({ code: "ABORTED", message, reached: "yes", cause });
}

function stuck(path: string): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `The search of log ${path} found nothing new for ${IDLE_MS / 1000} seconds and is not done`,
    hint: "Narrow the filter, or read another source of the same log, such as memory",
    reached: "yes",
  });
}
