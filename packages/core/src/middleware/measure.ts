/**
 * Takes the time of every attempt.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "../errors.ts";
import { elapsedMs } from "../runtime/elapsed.ts";
import type { DeviceRequest, Middleware, Runtime } from "../types.ts";

/** One attempt that is over. */
export interface Attempt {
  /** What was sent. */
  readonly request: DeviceRequest;
  /** Milliseconds from sending it to the end of the answer; of a stream, to its head. Never negative. */
  readonly durationMs: number;
  /** HTTP status. Undefined when nothing was answered. */
  readonly status: number | undefined;
  /** Why it failed. Undefined when it did not, or for a reason that is not a `FortiError`. */
  readonly code: FortiErrorCode | undefined;
  /** How long the device asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** Hears of every attempt. It must not throw. */
export type AttemptObserver = (attempt: Attempt) => void;

/**
 * Tells every observer of every attempt; undefined is nobody. Place it just outside the decode step, so that refusals are
 * known as such.
 */
export function measure(observers: readonly (AttemptObserver | undefined)[], clock: Pick<Runtime, "now">): Middleware {
  const present = observers.filter((observe) => observe !== undefined);
  const tell = (attempt: Attempt): void => {
    for (const observe of present) observe(attempt);
  };
  return (next) => async (request) => {
    const startedAt = clock.now();
    try {
      const response = await next(request);
      const { status } = response;
      tell({ request, durationMs: elapsedMs(clock, startedAt), status, code: undefined, retryAfterMs: undefined });
      return response;
    } catch (error) {
      const { status, code, retryAfterMs } = isFortiError(error) ? error : NOTHING;
      tell({ request, durationMs: elapsedMs(clock, startedAt), status, code, retryAfterMs });
      throw error;
    }
  };
}

const NOTHING = { status: undefined, code: undefined, retryAfterMs: undefined } as const;
