/**
 * Who plays which part: for each beat of a round the way that its session takes, and how much it carries.
 *
 * @module
 */

import { type Chance, createChance } from "./chance.ts";
import type { Way } from "./policies.ts";
import type { Application } from "./services.ts";

/** What the sessions of one slot have in common. */
export interface Lane {
  readonly way: Way;
  readonly application: Application;
  /** Bytes and packets of the whole session, seen from who begins it. */
  readonly sent: number;
  readonly received: number;
  readonly sentPackets: number;
  readonly receivedPackets: number;
}

/** Never changes: with another configuration comes another cast. */
export interface Cast {
  /** Slots of a round; 0 when nobody sends anything. */
  readonly size: number;
  /** Policies that traffic meets, by number: whether they let it through. */
  readonly policies: ReadonlyMap<number, boolean>;
  laneOf(beat: number): Lane | undefined;
  /** Slots that a test picks, by a name for the test: they are looked for once. */
  slotsOf(kind: string, isMeant: (slot: number) => boolean): Int32Array;
}

const SMALLEST_ROUND = 256;
/** A policy has at least so many slots. */
const SLOTS_PER_POLICY = 4;
const MOST_WEIGHT = 8;
/** Of all slots those that nobody lets through: one in so many. */
const STOPPED_SHARE = 8;
const PACKET = 900;
const HANDSHAKE = 40;

/**
 * Lanes are made when somebody asks for them: of thousands of policies few are ever looked at.
 *
 * @param stopped Ways that no policy opens.
 */
export function createCast(ways: readonly Way[], stopped: readonly Way[], seed: number): Cast {
  const owners = ownersOf(ways, stopped, seed);
  const wheels = new Map<readonly Application[], readonly Application[]>();
  const slots = new Map<string, Int32Array>();

  /** Each application as often as it is used. */
  function wheelOf(applications: readonly Application[]): readonly Application[] {
    const known =
      wheels.get(applications) ?? applications.flatMap((one) => new Array<Application>(one.weight).fill(one));
    wheels.set(applications, known);
    return known;
  }

  return {
    size: owners.length,
    policies: new Map(ways.map(({ policy }) => [policy.id, policy.isAccepted])),
    laneOf(beat) {
      const slot = beat % owners.length;
      const own = owners[slot];
      return own && toLane(own, wheelOf, createChance(seed ^ 0x51ed270b, slot));
    },
    slotsOf(kind, isMeant) {
      const known = slots.get(kind) ?? Int32Array.from(owners.keys()).filter(isMeant);
      slots.set(kind, known);
      return known;
    },
  };
}

/** Whose ways the sessions of each slot take. */
function ownersOf(ways: readonly Way[], stopped: readonly Way[], seed: number): (readonly Way[])[] {
  const policies = [...Map.groupBy(ways, ({ policy }) => policy.id).values()];
  if (policies.length === 0 && stopped.length === 0) return [];
  const size = roundFor(policies.length);
  const chance = createChance(seed, 2);
  const wheel = policies.flatMap((own) => {
    const weight = 1 + createChance(seed, 1000 + (own[0]?.policy.id ?? 0)).below(MOST_WEIGHT);
    return new Array<readonly Way[]>(weight).fill(own);
  });
  const owners: (readonly Way[])[] = [...policies];
  while (owners.length < size) {
    const isStopped = wheel.length === 0 || (stopped.length > 0 && chance.below(STOPPED_SHARE) === 0);
    owners.push(isStopped ? stopped : chance.pick(wheel));
  }
  return shuffled(owners, seed);
}

function roundFor(policies: number): number {
  let size = SMALLEST_ROUND;
  while (size < policies * SLOTS_PER_POLICY) size *= 2;
  return size;
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const mixed = [...list];
  const chance = createChance(seed, 3);
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = chance.below(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
  }
  return mixed;
}

function toLane(
  ways: readonly Way[],
  wheelOf: (applications: readonly Application[]) => readonly Application[],
  chance: Chance,
): Lane {
  const way = chance.pick(ways);
  const application = chance.pick(wheelOf(way.applications));
  const [sent, received] = way.policy.isAccepted
    ? [60 + chance.below(application.sends), 60 + chance.below(application.receives)]
    : [60, 0];
  return {
    way,
    application,
    sent,
    received,
    sentPackets: 1 + Math.floor(sent / PACKET) + Math.floor(received / PACKET / 2),
    receivedPackets: received === 0 ? 0 : 1 + Math.floor(received / PACKET) + (sent > HANDSHAKE ? 1 : 0),
  };
}
