/**
 * One session, with everything that a session list or a log tells of it.
 *
 * @module
 */

import type { Cast, Lane } from "./cast.ts";
import { type Chance, createChance } from "./chance.ts";
import type { Host } from "./hosts.ts";
import { type Country, countryOf } from "./internet.ts";
import { BEAT_MS, type Rhythm } from "./rhythm.ts";

/** One end of it. */
export interface End {
  readonly ip: number;
  readonly port: number;
  readonly country: Country;
  /** Undefined for whoever is not behind this device. */
  readonly host: Host | undefined;
}

export interface Session {
  /** The beat that it began with. */
  readonly beat: number;
  /** `sessionid` */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly begins: number;
  readonly ends: number;
  readonly lane: Lane;
  readonly source: End;
  readonly destination: End;
  /** What the world outside sees in place of the source. */
  readonly translated: { readonly ip: number; readonly port: number } | undefined;
}

const FIRST_FREE_PORT = 1024;
const FREE_PORTS = 64_512;

/** The session that begins with a beat; undefined when nobody sends anything. */
export function toSession(cast: Cast, rhythm: Rhythm, seed: number, beat: number): Session | undefined {
  const lane = cast.laneOf(beat);
  if (lane === undefined) return undefined;
  const times = { begins: rhythm.timeOf(beat), ends: rhythm.timeOf(beat + rhythm.lengthOf(beat)) };
  return { beat, ...times, ...endsOf(lane, createChance(seed ^ 0x2545f491, beat)) };
}

/** Who talks to whom through a lane. */
export function endsOf(
  lane: Lane,
  chance: Chance,
): Pick<Session, "number" | "lane" | "source" | "destination" | "translated"> {
  const { way, application } = lane;
  const inside = way.sources.length === 0 ? undefined : chance.pick(way.sources);
  const target = way.targets.length === 0 ? undefined : chance.pick(way.targets);
  const port = application.port === 0 ? 0 : FIRST_FREE_PORT + chance.below(FREE_PORTS);
  const out = way.destination?.subnet;
  return {
    number: 1 + chance.below(9_999_999),
    lane,
    source: endOf(inside, inside?.ip ?? way.remote(chance), port),
    destination: endOf(target, target?.ip ?? way.remote(chance), application.port),
    translated:
      way.policy.isNat && way.policy.isAccepted && out !== undefined
        ? { ip: out.address, port: port === 0 ? 0 : FIRST_FREE_PORT + chance.below(FREE_PORTS) }
        : undefined,
  };
}

function endOf(host: Host | undefined, ip: number, port: number): End {
  return { ip, port, country: countryOf(ip), host };
}

/** How long it has been open: milliseconds. */
export function ageOf({ begins }: Session, now: number): number {
  return Math.max(0, now - begins);
}

/** How much of it has passed by now: 0 to 1. */
export function shareOf({ begins, ends }: Session, now: number): number {
  return Math.min(1, Math.max(0, (now - begins) / Math.max(BEAT_MS, ends - begins)));
}
