/**
 * The beat of traffic: in every span of two seconds one session of a VDOM begins, and one ends. So whoever knows the
 * time knows which are open, how many there were, and which line of the log tells of which, without keeping any of them.
 *
 * @module
 */

import { createChance } from "./chance.ts";

export const BEAT_MS = 2000;
/** After so many beats the lengths of sessions repeat. */
const ROUND = 256;
/** Most sessions are short. */
const SHORT = 8;
const LONG = 180;

export interface Rhythm {
  /** When the session of a beat begins, and another ends: milliseconds since the epoch. */
  timeOf(beat: number): number;
  /** The first beat whose time is later than a moment. */
  beatAfter(ms: number): number;
  /** How many beats the session lasts that begins with this one: 1 to 511. */
  lengthOf(beat: number): number;
  /** The beat whose session ends with this one. */
  beginningOf(beat: number): number;
}

export const LONGEST: number = 2 * ROUND - 1;

export function createRhythm(seed: number): Rhythm {
  const lengths = new Int32Array(ROUND);
  const origins = new Int32Array(ROUND).fill(-1);
  const chance = createChance(seed, 1);
  for (let slot = 0; slot < ROUND; slot += 1) {
    let length = 1 + chance.below(chance.below(5) === 0 ? LONG : SHORT);
    while (origins[(slot + length) % ROUND] !== -1) length += 1;
    lengths[slot] = length;
    origins[(slot + length) % ROUND] = slot;
  }
  const timeOf = (beat: number): number => beat * BEAT_MS + createChance(seed, beat).below(BEAT_MS);
  const lengthOf = (beat: number): number => lengths[beat % ROUND] ?? 1;

  return {
    timeOf,
    beatAfter(ms) {
      const beat = Math.floor(ms / BEAT_MS);
      return timeOf(beat) > ms ? beat : beat + 1;
    },
    lengthOf,
    beginningOf(beat) {
      const slot = origins[beat % ROUND] ?? 0;
      return beat - lengthOf(slot);
    },
  };
}
