/**
 * Logs as lists that need not exist: each line is made when somebody reads it.
 *
 * @module
 */

import type { LogLine } from "./line.ts";

/** A log: which lines there are, the newest first. */
export interface Lines {
  readonly count: number;
  /** @param position 0 for the newest line, up to `count - 1`. */
  at(position: number): LogLine;
  /** When the line was written: milliseconds since the epoch, by the clock that nobody sets. */
  timeAt(position: number): number;
}

export const NO_LINES: Lines = {
  count: 0,
  at() {
    throw new RangeError("There is no line");
  },
  timeAt() {
    throw new RangeError("There is no line");
  },
};

/** How many lines were written after a moment. */
export function countNewer({ count, timeAt }: Lines, ms: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(middle) > ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Several logs as one; every line of the first is newer than those of the next. */
export function concat(...logs: readonly Lines[]): Lines {
  const parts = logs.filter(({ count }) => count > 0);
  if (parts.length < 2) return parts[0] ?? NO_LINES;
  /** The position of the first line behind each part. */
  const ends: number[] = [];
  for (const { count } of parts) ends.push((ends.at(-1) ?? 0) + count);
  const within = <T>(position: number, read: (lines: Lines, position: number) => T): T => {
    const index = ends.findIndex((end) => position < end);
    return read(parts[index] ?? NO_LINES, position - (ends[index - 1] ?? 0));
  };
  return {
    count: ends.at(-1) ?? 0,
    at: (position) => within(position, (lines, own) => lines.at(own)),
    timeAt: (position) => within(position, (lines, own) => lines.timeAt(own)),
  };
}

/** Two logs as one, by their times. What was written at the same moment comes from the second first. */
export function merge(a: Lines, b: Lines): Lines {
  if (a.count === 0) return b;
  if (b.count === 0) return a;

  /** How many of the first are among so many newest of both. */
  function taken(newest: number): number {
    let [low, high] = [Math.max(0, newest - b.count), Math.min(newest, a.count)];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (a.timeAt(middle) > b.timeAt(newest - middle - 1)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function within<T>(position: number, read: (lines: Lines, position: number) => T): T {
    const before = taken(position);
    return taken(position + 1) > before ? read(a, before) : read(b, position - before);
  }

  return {
    count: a.count + b.count,
    at: (position) => within(position, (lines, own) => lines.at(own)),
    timeAt: (position) => within(position, (lines, own) => lines.timeAt(own)),
  };
}
