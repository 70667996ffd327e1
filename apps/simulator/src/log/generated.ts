/**
 * Lines that are made up as they are read: a log of 200,000 lines costs no memory.
 *
 * @module
 */

import { type Chance, createChance, seedOf } from "./chance.ts";
import { eventKinds } from "./kinds/event.ts";
import { trafficKinds } from "./kinds/traffic.ts";
import { utmKinds } from "./kinds/utm.ts";
import { type LogLine, logLine } from "./line.ts";

/** A log: which lines there are, the newest first. */
export interface Lines {
  readonly count: number;
  /** @param position 0 for the newest line, up to `count - 1`. */
  at(position: number): LogLine;
}

export const NO_LINES: Lines = {
  count: 0,
  at() {
    throw new RangeError("There is no line");
  },
};

/** What the lines of a log are made from. */
export interface Recipe {
  readonly count: number;
  readonly seed: number;
  /** All of them are older: milliseconds since the epoch. */
  readonly until: number;
}

/** Which log: `traffic` and `forward`, or `virus` alone. */
export interface LogName {
  readonly type: string;
  readonly subtype: string | undefined;
  readonly vdom: string;
}

/** One line comes a second. */
const STEP_MS = 1000;

/** Lines that are the same whenever they are read; each VDOM has its own. */
export function generatedLines({ count, seed, until }: Recipe, { type, subtype, vdom }: LogName): Lines {
  const make = makerOf(type, subtype);
  if (make === undefined) return NO_LINES;
  const names = subtype === undefined ? { type: "utm", subtype: type } : { type, subtype };
  const ownSeed = seed ^ seedOf(`${type}/${subtype}/${vdom}`);
  return {
    count,
    at(position) {
      const chance = createChance(ownSeed, count - position);
      const at = until - (position + 1) * STEP_MS + chance.below(STEP_MS);
      return logLine({ at, nanoseconds: chance.below(1_000_000), vdom, ...names }, make(chance));
    },
  };
}

function makerOf(type: string, subtype: string | undefined): ((chance: Chance) => LogLine) | undefined {
  const kinds = { traffic: trafficKinds, event: eventKinds }[type] ?? utmKinds;
  return kinds[subtype ?? type];
}

/** Two logs as one; every line of the first is newer. */
export function concat(newer: Lines, older: Lines): Lines {
  if (newer.count === 0) return older;
  return {
    count: newer.count + older.count,
    at: (position) => (position < newer.count ? newer.at(position) : older.at(position - newer.count)),
  };
}
