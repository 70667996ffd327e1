/**
 * One search for log entries: begun, followed until it is done, and never left behind.
 *
 * @module
 */

import { FortiError, isFortiError } from "@fortiweave/core";
import type { Engine, RpcMethod } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import type { LogWaits } from "./log-options.ts";
import type { Slots } from "./slots.ts";
import { type Behind, toRpcCall, type V3Params } from "./v3-call.ts";

/** What searches work with. */
export interface LogPort {
  readonly engine: Engine;
  /** The searches that FortiAnalyzer runs at a time for this client. */
  readonly slots: Slots;
  readonly adom: string;
  readonly behind: Behind | undefined;
}

/** One entry of a log, by FortiAnalyzer's own names. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** How a search is asked for its result. */
export interface Question<T> {
  /** What follows `logsearch/`: the number of the search in its place. */
  readonly path: (tid: string) => string;
  readonly params?: V3Params;
  /** The result, once FortiAnalyzer is through; undefined until then. */
  readonly read: (answer: LogEntry) => T | undefined;
  /** Whether the search is gone once it has been answered. */
  readonly ends: boolean;
}

const POLL_MS = 500;
const TIMEOUT_MS = 600_000;
const CANCEL_MS = 5000;
/** So often is a search begun anew that FortiAnalyzer has lost. */
const MOST_TRIES = 5;

/** What FortiAnalyzer says of a search that it does not know any more, and of one too many. Its codes vary. */
const LOST = /\btid\b|(?:no such|unknown|invalid) (?:task|search)/i;
const FULL = /too many|(?:search|slot|task)\w* .*(?:limit|full|exceed|busy)/i;

/**
 * Runs a search and answers its result. However it ends, the search has ended too.
 *
 * @throws FortiError TIMEOUT after `searchTimeoutMs`, ABORTED after the signal, DEVICE_ERROR for a search that is lost again
 * and again.
 */
export async function runSearch<T>(
  port: LogPort,
  params: V3Params,
  question: Question<T>,
  { pollMs = POLL_MS, searchTimeoutMs = TIMEOUT_MS, ...options }: LogWaits,
): Promise<T> {
  const { runtime } = port.engine;
  const begun = runtime.now();
  const wait = async (): Promise<void> => {
    if (runtime.now() - begun >= searchTimeoutMs) throw tooSlow(port, searchTimeoutMs);
    await pause(port, pollMs, options.signal);
  };
  for (let turn = 1; ; ) {
    try {
      return await searchOnce(port, params, question, wait, options);
    } catch (error) {
      const words = isFortiError(error) ? error.cliErrors.join(" ") : "";
      // A place becomes free when others are done, however long that takes.
      const mayGoBetter = FULL.test(words) || (LOST.test(words) && turn++ < MOST_TRIES);
      if (!mayGoBetter) throw error;
    }
    await wait();
  }
}

async function searchOnce<T>(
  port: LogPort,
  params: V3Params,
  { path, params: own, read, ends }: Question<T>,
  wait: () => Promise<void>,
  options: CallOptions,
): Promise<T> {
  const giveBack = await takeSlot(port, options.signal);
  let tid: string | undefined;
  try {
    tid = tidIn(await send(port, "add", "", params, options));
    for (;;) {
      const result = read(await send(port, "get", path(tid), own, options));
      if (result !== undefined) {
        if (ends) tid = undefined;
        return result;
      }
      await wait();
    }
  } finally {
    // A search that nobody asks for any more holds its place until FortiAnalyzer gives it up. Nobody waits for this one.
    if (tid !== undefined) await cancel(port, tid);
    giveBack();
  }
}

async function cancel(port: LogPort, tid: string): Promise<void> {
  const unattended = { ...port, engine: port.engine.unattended };
  await send(unattended, "delete", url`/${tid}`, {}, { timeoutMs: CANCEL_MS }).catch(() => undefined);
}

async function send(
  { engine, adom, behind }: LogPort,
  method: RpcMethod,
  path: string,
  params: V3Params | undefined,
  options: CallOptions,
): Promise<LogEntry> {
  const call = toRpcCall(
    {
      method,
      url: url`logview/adom/${adom}/logsearch` + path,
      params: params ?? {},
      operation: `log search ${method}`,
      endpoint: "logview/adom/{adom}/logsearch",
      // A search changes nothing, whatever its verbs say.
      effect: "read",
      idempotent: true,
    },
    behind,
  );
  const { data } = await engine.send(call, options);
  return Object(data) as LogEntry;
}

function tidIn({ tid }: LogEntry): string {
  if (typeof tid === "number" || (typeof tid === "string" && tid !== "")) return String(tid);
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: "FortiAnalyzer gave the log search no number",
    hint: "Check that the URL leads to a FortiAnalyzer, or to a FortiManager with FortiAnalyzer features",
    reached: "yes",
  });
}

async function takeSlot({ slots }: LogPort, signal: AbortSignal | undefined): Promise<() => void> {
  try {
    return await slots.take(signal);
  } catch (reason) {
    throw cancelled("for other searches to end", reason);
  }
}

async function pause({ engine }: LogPort, ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await engine.runtime.sleep(ms, signal);
  } catch (reason) {
    throw isFortiError(reason) ? reason : cancelled("for its result", reason);
  }
}

function cancelled(purpose: string, cause: unknown): FortiError {
  const message = `The log search was cancelled while it waited ${purpose}`;
  return new FortiError({ code: "ABORTED", message, operation: "log search", reached: "yes", cause });
}

function tooSlow({ adom }: LogPort, searchTimeoutMs: number): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `The log search in ADOM ${JSON.stringify(adom)} took longer than ${searchTimeoutMs} ms`,
    hint: "Search a shorter time, with a filter, or give it more time with searchTimeoutMs",
    operation: "log search",
    reached: "yes",
  });
}
