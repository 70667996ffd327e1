/**
 * Reads the `Retry-After` header.
 *
 * @module
 */

import { LONGEST_DELAY_MS } from "../check-number.ts";

/**
 * The wait in milliseconds that a `Retry-After` header asks for, in seconds or as an HTTP date, or undefined when
 * there is none to make sense of. `now` is the time, in milliseconds since the epoch, to count a date from.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : readDate(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_DELAY_MS);
}

/** Date.parse alone would also take "5.5" or "-1" for a date: an HTTP date begins with the name of a day. */
function readDate(text: string): number {
  return /^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
}
