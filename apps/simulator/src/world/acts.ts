/**
 * The traffic of a VDOM as a play: a new act begins whenever somebody else plays, or somebody has to leave early.
 *
 * @module
 */

import type { Cast } from "./cast.ts";
import { LONGEST } from "./rhythm.ts";
import type { Session } from "./session.ts";

/** From its first beat on, up to but without the first of the next one. */
export interface Act {
  readonly cast: Cast;
  readonly from: number;
  /** Sessions of earlier acts that would still be open, but were ended: the beats that they began with. */
  readonly closed: ReadonlySet<number>;
  /** Those of them that ended just before this act, and that logs tell of. */
  readonly told: readonly Session[];
}

/** Logs go back no further. */
const MOST_ACTS = 64;
/** The slots of all casts together: with thousands of policies fewer acts are kept. */
const MOST_SLOTS = 131_072;
/** Without them sessions that are open would be gone. */
const FEWEST_ACTS = 2;

/** The act that a beat is in; undefined for one before them all. */
export function actAt(acts: readonly Act[], beat: number): Act | undefined {
  return acts.findLast(({ from }) => from <= beat);
}

/** The same cast goes on without some sessions. */
export function following(
  { cast, from, closed, told }: Act,
  beat: number,
  sessions: readonly Session[],
  now: number,
  isTold: boolean,
): Act {
  // A clock that went back does not change the order of acts.
  const next = Math.max(from, beat);
  const ended = sessions
    .filter(({ lane }) => isTold && lane.way.policy.isAccepted)
    .map((one) => ({ ...one, ends: now }));
  return {
    cast,
    from: next,
    closed: new Set([...closed, ...sessions.map((one) => one.beat)].filter((one) => one + LONGEST >= next)),
    told: next === from ? [...told, ...ended] : ended,
  };
}

/** Without the oldest that nobody has room for. */
export function trimmed(acts: readonly Act[]): readonly Act[] {
  let [first, slots] = [acts.length, 0];
  for (const [index, { cast }] of [...acts.entries()].reverse()) {
    slots += acts[index + 1]?.cast === cast ? 0 : cast.size;
    const kept = acts.length - first;
    if (kept === MOST_ACTS || (kept >= FEWEST_ACTS && slots > MOST_SLOTS)) break;
    first = index;
  }
  return acts.slice(first);
}
