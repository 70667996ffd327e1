/**
 * Sessions in the order in which they end, found without looking at each.
 *
 * @module
 */

import { type Act, actAt } from "../world/acts.ts";
import type { Cast, Lane } from "../world/cast.ts";
import { createChance } from "../world/chance.ts";
import { LONGEST, type Rhythm } from "../world/rhythm.ts";
import { type Session, toSession } from "../world/session.ts";
import type { Traffic } from "../world/traffic.ts";
import type { LogLine } from "./line.ts";
import { concat, type Lines } from "./lines.ts";

/** Says of a lane, and the slot that it is in, whether a log tells of the sessions in it. */
export type Test = (lane: Lane, slot: number) => boolean;

/** Milliseconds since the epoch. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

/** Makes a line. @param nanoseconds Below a millisecond. */
export type Teller = (session: Session, nanoseconds: number) => LogLine;

/** @param kind A test, and a name for it that no other has. */
export function endings(
  traffic: Traffic,
  { after, until }: Span,
  { name, test }: { readonly name: string; readonly test: Test },
  tell: Teller,
): Lines {
  const { rhythm, seed } = traffic;
  const acts = traffic.acts(until);
  const [first, end] = [rhythm.beatAfter(after), rhythm.beatAfter(until)];
  const tellOne = (session: Session): LogLine => tell(session, nanosecondsOf(session));

  /** The session that ends with a beat, unless it was over before. */
  function endingWith(beat: number, { closed }: Act): Session | undefined {
    const begins = rhythm.beginningOf(beat);
    const act = closed.has(begins) ? undefined : actAt(acts, begins);
    const lane = act?.cast.laneOf(begins);
    if (act === undefined || lane === undefined || !test(lane, begins % act.cast.size)) return undefined;
    return toSession(act.cast, rhythm, seed, begins);
  }

  /** Sessions whose policy or somebody else ended them. */
  function cutShort({ told }: Act): Lines {
    const own = told.filter(({ lane, beat }) => test(lane, beat % (actAt(acts, beat)?.cast.size ?? 1)));
    return linesOf(own.toSorted((a, b) => a.ends - b.ends || nanosecondsOf(a) - nanosecondsOf(b)));
  }

  function linesOf(sessions: readonly Session[]): Lines {
    const at = (position: number): Session => sessions.at(-1 - position) as Session;
    return {
      count: sessions.length,
      at: (position) => tellOne(at(position)),
      timeAt: (position) => at(position).ends,
    };
  }

  /** Of sessions that began in this act too. */
  function ownEndings({ cast }: Act, from: number, to: number): Lines {
    const { count, beatAt } = slotBeats(cast, rhythm, from, to, name, test);
    return {
      count,
      at: (position) => tellOne(toSession(cast, rhythm, seed, rhythm.beginningOf(beatAt(position))) as Session),
      timeAt: (position) => rhythm.timeOf(beatAt(position)),
    };
  }

  const logs = acts.flatMap((act, index) => {
    const from = Math.max(act.from, first);
    const to = Math.min(acts[index + 1]?.from ?? end, end);
    // So long there are sessions of earlier acts among those that end.
    const settled = Math.min(Math.max(from, act.from + LONGEST), Math.max(from, to));
    const beats = Array.from({ length: settled - from }, (_, step) => from + step);
    const mixed = beats.flatMap((beat) => endingWith(beat, act) ?? []);
    return [cutShort(act), linesOf(mixed), ownEndings(act, settled, to)];
  });
  return concat(...logs.toReversed());
}

function nanosecondsOf({ beat }: Session): number {
  return createChance(beat, 4).below(1_000_000);
}

/** The beats from one on, up to but without another, with which sessions end that a test tells of; the newest first. */
function slotBeats(
  cast: Cast,
  rhythm: Rhythm,
  from: number,
  to: number,
  name: string,
  test: Test,
): { readonly count: number; beatAt(position: number): number } {
  const { size } = cast;
  // Where sessions end repeats from round to round, as where they begin does.
  const slots =
    size === 0 || to <= from
      ? new Int32Array()
      : cast.slotsOf(name, (slot) => {
          const begins = rhythm.beginningOf(slot + 4 * size);
          const lane = cast.laneOf(begins);
          return lane !== undefined && test(lane, begins % size);
        });
  const before = (beat: number): number => {
    const rest = beat % size;
    const index = slots.findIndex((slot) => slot >= rest);
    return Math.floor(beat / size) * slots.length + (index === -1 ? slots.length : index);
  };
  const start = slots.length === 0 ? 0 : before(from);
  const count = slots.length === 0 ? 0 : before(to) - start;
  return {
    count,
    beatAt(position) {
      const rank = start + count - 1 - position;
      return Math.floor(rank / slots.length) * size + (slots[rank % slots.length] ?? 0);
    },
  };
}
