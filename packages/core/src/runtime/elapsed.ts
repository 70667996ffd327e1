/**
 * How much of a span of time is over, and how much of it is left, on a clock that may be set back at any time.
 *
 * @module
 */

import type { Runtime } from "../types.ts";

type Clock = Pick<Runtime, "now">;

/** Milliseconds since `startedAt`. Never negative. */
export function elapsedMs(clock: Clock, startedAt: number): number {
  return Math.max(0, clock.now() - startedAt);
}

/** Milliseconds left of `ms` that began at `startedAt`. None when that is yet to come: nobody waits an hour too long. */
export function leftMs(clock: Clock, startedAt: number, ms: number): number {
  const now = clock.now();
  return now < startedAt ? 0 : Math.max(0, startedAt + ms - now);
}
