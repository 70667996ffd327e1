/**
 * The traffic through one VDOM: nothing of it is kept but since when which policies carry it, and what they had carried
 * before.
 *
 * @module
 */

import { type Act, actAt, following, trimmed } from "./acts.ts";
import { createCast } from "./cast.ts";
import { IMPLICIT_DENY, type Policy, readWays, stoppedWays } from "./policies.ts";
import { createRhythm, LONGEST, type Rhythm } from "./rhythm.ts";
import type { Scene } from "./scene.ts";
import { type Session, toSession } from "./session.ts";
import { addTally, type Tally, tally } from "./tally.ts";

export interface Traffic {
  readonly rhythm: Rhythm;
  readonly seed: number;
  /** Brings it up to the configuration of now. Cheap when nothing changed. */
  sync(now: number): void;
  /** Something was written that may change who sends what. */
  changed(now: number): void;
  /** What each policy carried since it was last cleared, and each interface by name. */
  tally(now: number): Tally;
  /** Starts counting anew; without names, for all policies. */
  clear(policies: readonly number[] | undefined, now: number): void;
  /** The device started again: nothing is open, and counters begin at nothing. */
  restarted(at: number): void;
  /** A policy is gone, with its sessions: one that gets its number begins at nothing. */
  forget(policy: number, now: number): void;
  /** The sessions that are open, the newest first. */
  sessions(now: number): readonly Session[];
  /** Ends sessions that are open. */
  close(sessions: readonly Session[], now: number): void;
  /** What was played so far, the last act last. */
  acts(now: number): readonly Act[];
}

const EMPTY: Tally = { policies: new Map(), interfaces: new Map() };

export function createTraffic(vdom: string, seed: number, begins: number, sceneOf: () => Scene): Traffic {
  const rhythm = createRhythm(seed);
  let acts: readonly Act[] = [];
  let banked = EMPTY;
  /** The first beat that is not in the bank. */
  let countedFrom = rhythm.beatAfter(begins);
  let bootBeat = countedFrom;
  /** Since when the last act does not fit the configuration any more: the moment, and the first beat after it. */
  let stale: { readonly at: number; readonly from: number } | undefined = { at: begins, from: countedFrom };
  /** The last answer: many ask at the same moment. */
  let told:
    | { readonly until: number; readonly bank: Tally; readonly act: Act | undefined; readonly sum: Tally }
    | undefined;

  const current = (): Act | undefined => acts.at(-1);

  function running(until: number): Tally {
    const act = current();
    return act === undefined ? EMPTY : tally(act.cast, Math.max(act.from, countedFrom), until, rhythm);
  }

  function bank(until: number): void {
    banked = addTally(banked, running(until));
    countedFrom = until;
  }

  /** Everything that has begun and not ended, what is stopped included; the newest first. */
  function underWay(now: number): Session[] {
    const last = rhythm.beatAfter(now) - 1;
    const closed = current()?.closed;
    const found: Session[] = [];
    for (let beat = last; beat > last - LONGEST && beat >= bootBeat; beat -= 1) {
      const act = actAt(acts, beat);
      if (act === undefined) break;
      if (beat + rhythm.lengthOf(beat) <= last || closed?.has(beat)) continue;
      const session = toSession(act.cast, rhythm, seed, beat);
      if (session !== undefined) found.push(session);
    }
    return found;
  }

  /** @param isTold Whether logs tell of it. */
  function end(sessions: readonly Session[], now: number, isTold: boolean): void {
    const act = current();
    if (act === undefined || sessions.length === 0) return;
    const next = following(act, rhythm.beatAfter(now), sessions, now, isTold);
    bank(next.from);
    acts = next.from === act.from ? [...acts.slice(0, -1), next] : trimmed([...acts, next]);
  }

  const traffic: Traffic = {
    rhythm,
    seed,
    sync(now) {
      // No session began since the change: whatever is written next counts as well.
      if (stale === undefined || rhythm.beatAfter(now) === stale.from) return;
      const { at, from } = stale;
      const scene = sceneOf();
      const before = current();
      const cast = createCast(readWays(scene, vdom), stoppedWays(scene, vdom), seed);
      acts = trimmed([...acts, { cast, from, closed: before?.closed ?? new Set(), told: [] }]);
      stale = undefined;
      const isLost = ({ id, isAccepted }: Pick<Policy, "id" | "isAccepted">) =>
        id !== IMPLICIT_DENY.id && cast.policies.get(id) !== isAccepted;
      const known = Array.from(before?.cast.policies ?? [], ([id, isAccepted]) => ({ id, isAccepted }));
      const lost = known.some(isLost) ? underWay(at).filter(({ lane }) => isLost(lane.way.policy)) : [];
      end(lost, at, true);
    },
    changed(now) {
      if (stale !== undefined) return;
      stale = { at: now, from: rhythm.beatAfter(now) };
      bank(stale.from);
    },
    tally(now) {
      traffic.sync(now);
      const until = stale?.from ?? rhythm.beatAfter(now);
      if (told?.until !== until || told.bank !== banked || told.act !== current()) {
        told = { until, bank: banked, act: current(), sum: addTally(banked, running(until)) };
      }
      return told.sum;
    },
    clear(policies, now) {
      traffic.sync(now);
      bank(stale?.from ?? rhythm.beatAfter(now));
      banked = { ...banked, policies: without(banked.policies, policies ?? [...banked.policies.keys()]) };
    },
    restarted(at) {
      end(underWay(at), at, false);
      bootBeat = rhythm.beatAfter(at);
      countedFrom = bootBeat;
      banked = EMPTY;
      told = undefined;
    },
    forget(policy, now) {
      traffic.changed(now);
      banked = { ...banked, policies: without(banked.policies, [policy]) };
      end(
        underWay(now).filter(({ lane }) => lane.way.policy.id === policy),
        now,
        true,
      );
    },
    sessions(now) {
      traffic.sync(now);
      return underWay(now).filter(({ lane }) => lane.way.policy.isAccepted);
    },
    close(sessions, now) {
      traffic.sync(now);
      end(sessions, now, true);
    },
    acts(now) {
      traffic.sync(now);
      return acts;
    },
  };
  return traffic;
}

function without<T>(all: ReadonlyMap<number, T>, keys: readonly number[]): ReadonlyMap<number, T> {
  const kept = new Map(all);
  for (const key of keys) kept.delete(key);
  return kept;
}
