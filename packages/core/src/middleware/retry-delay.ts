/**
 * How long to wait before sending again.
 *
 * @module
 */

import { checkChoice } from "../check-choice.ts";
import { checkNumber, LONGEST_DELAY_MS } from "../check-number.ts";
import type { Runtime } from "../types.ts";

/** How the waits between attempts grow. */
export interface DelayOptions {
  /** How the waits grow: `base, 2 base, 4 base, ...` or `base, 2 base, 3 base, ...`. Default `exponential`. */
  readonly strategy?: "exponential" | "linear";
  /** First wait in milliseconds, before jitter. Default 500. */
  readonly baseMs?: number;
  /** Longest wait in milliseconds that the strategy may reach, before jitter. Default 30,000. */
  readonly maxMs?: number;
  /**
   * Chance, so that clients that failed together do not come back together: `full` waits a random part of the time,
   * `quarter` the time and up to a quarter more, `none` exactly the time. Default `full`.
   */
  readonly jitter?: "full" | "quarter" | "none";
}

/** The milliseconds to wait after so many retries, with the waits stretched by a factor. */
export type Delay = (retries: number, stretch?: number) => number;

/**
 * Makes the function that says how long to wait.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function createDelay(options: DelayOptions, runtime: Pick<Runtime, "random">): Delay {
  const strategy = checkChoice("strategy", options.strategy ?? "exponential", ["exponential", "linear"]);
  const jitter = checkChoice("jitter", options.jitter ?? "full", ["full", "quarter", "none"]);
  const baseMs = checkNumber("baseMs", options.baseMs ?? 500, 0);
  const maxMs = checkNumber("maxMs", options.maxMs ?? 30_000, 0);
  const part = JITTERS[jitter];
  return (retries, stretch = 1) => {
    const growth = strategy === "linear" ? retries + 1 : 2 ** Math.min(retries, 31);
    const fullMs = Math.min(maxMs, baseMs * growth * stretch);
    return Math.min(LONGEST_DELAY_MS, Math.floor(part(runtime.random()) * fullMs));
  };
}

/** Which part of the full time to wait, from a number in [0, 1). */
const JITTERS: Readonly<Record<NonNullable<DelayOptions["jitter"]>, (chance: number) => number>> = {
  full: (chance) => chance,
  quarter: (chance) => 1 + chance / 4,
  none: () => 1,
};
