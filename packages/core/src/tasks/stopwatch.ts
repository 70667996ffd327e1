/**
 * Time that has passed here, whatever is done to the clock.
 *
 * @module
 */

import { elapsedMs } from "../runtime/elapsed.ts";
import type { Runtime } from "../types.ts";

/** How much longer than it should a sleep may take. Beyond that, the clock was set, or the machine slept itself. */
const SLACK_MS = 1000;

/** A stopwatch that its owner sleeps by. */
export interface Stopwatch {
  /** Milliseconds since it was made. Never goes back, and does not leap while its owner sleeps. */
  elapsedMs(): number;
  /** Waits, and rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Starts a stopwatch. */
export function startStopwatch(runtime: Pick<Runtime, "now" | "sleep">): Stopwatch {
  let counted = 0;
  let since = runtime.now();
  const count = (most = Number.POSITIVE_INFINITY): number => {
    counted += Math.min(most, elapsedMs(runtime, since));
    since = runtime.now();
    return counted;
  };
  return {
    elapsedMs: () => count(),
    async sleep(ms, signal) {
      count();
      await runtime.sleep(ms, signal);
      count(2 * ms + SLACK_MS);
    },
  };
}
