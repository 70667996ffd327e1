/**
 * Ends an attempt from outside: when it is cancelled, when it takes too long, when the device falls silent.
 *
 * @module
 */

import type { FortiError } from "../errors.ts";
import { startTimer } from "../runtime/system.ts";
import { abortFault, type FaultContext, silenceFault, timeoutFault } from "./fault.ts";
import type { WireRequest } from "./wire-request.ts";

/** Looks after one attempt until it is released. */
export interface Watch {
  /** The request goes out, or a part of the answer has come: from now on the device's silence counts. */
  heard(): void;
  /** Nobody waits for the device now: its silence does not count until the next {@link Watch.heard}. */
  rest(): void;
  /** The answer is handed out as it comes: how long it takes in all does not count any more. */
  openEnd(): void;
  /** The attempt is over. */
  release(): void;
}

/** What to watch, and whom to tell. */
export interface WatchOptions {
  readonly limits: Pick<WireRequest, "timeoutMs" | "readTimeoutMs">;
  readonly signal: AbortSignal | undefined;
  /** How far the attempt has got, for the error. */
  readonly context: () => FaultContext;
  /** Hears why at most once; before this function returns, when the signal was aborted already. */
  readonly stop: (error: FortiError) => void;
}

/** Begins to watch. One timer serves both limits; chunks only leave a note of when they came. */
export function watchAttempt({ limits, signal, context, stop }: WatchOptions): Watch {
  const { timeoutMs, readTimeoutMs } = limits;
  let endsAt = performance.now() + timeoutMs;
  let heardAt = Number.POSITIVE_INFINITY;
  /** When the timer looks next. */
  let dueAt = Number.POSITIVE_INFINITY;
  let cancelTimer: (() => void) | undefined;
  let over = false;

  const release = (): void => {
    over = true;
    cancelTimer?.();
    signal?.removeEventListener("abort", onAbort);
  };
  const end = (error: FortiError): void => {
    release();
    stop(error);
  };
  const onAbort = (): void => end(abortFault(context()));
  const look = (at: number, now: number): void => {
    dueAt = at;
    cancelTimer = startTimer(Math.ceil(at - now), check);
  };
  const check = (): void => {
    dueAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    const silentAt = heardAt + readTimeoutMs;
    const next = Math.min(endsAt, silentAt);
    if (now >= endsAt) end(timeoutFault(context(), timeoutMs));
    else if (now >= silentAt) end(silenceFault(context(), readTimeoutMs));
    else if (next < Number.POSITIVE_INFINITY) look(next, now);
  };

  if (signal?.aborted) {
    onAbort();
  } else {
    signal?.addEventListener("abort", onAbort);
    const now = performance.now();
    look(now + Math.min(timeoutMs, readTimeoutMs), now);
  }
  return {
    heard: () => {
      heardAt = performance.now();
      // Mostly it looks early enough: only after a long way there it does not.
      if (over || dueAt <= heardAt + readTimeoutMs) return;
      cancelTimer?.();
      check();
    },
    rest: () => {
      heardAt = Number.POSITIVE_INFINITY;
    },
    openEnd: () => {
      endsAt = Number.POSITIVE_INFINITY;
    },
    release,
  };
}
