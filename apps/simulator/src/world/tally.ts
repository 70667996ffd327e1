/**
 * Counts what passed, without looking at single sessions.
 *
 * @module
 */

import type { Cast, Lane } from "./cast.ts";
import type { Rhythm } from "./rhythm.ts";

/** Of a policy. */
export interface Counters {
  readonly hits: number;
  readonly bytes: number;
  readonly packets: number;
  /** Milliseconds since the epoch. */
  readonly firstUsed: number;
  readonly lastUsed: number;
}

/** Of an interface. */
export interface Flow {
  readonly received: number;
  readonly sent: number;
  readonly receivedPackets: number;
  readonly sentPackets: number;
}

export interface Tally {
  readonly policies: ReadonlyMap<number, Counters>;
  readonly interfaces: ReadonlyMap<string, Flow>;
}

/** What the sessions carried that began with the beats from one on, up to but without another. */
export function tally(cast: Cast, from: number, until: number, rhythm: Rhythm): Tally {
  const policies = new Map<number, Counters>();
  const interfaces = new Map<string, Flow>();
  if (cast.size === 0 || until <= from) return { policies, interfaces };
  const rounds = Math.floor((until - from) / cast.size);
  const rest = (until - from) % cast.size;
  for (let step = 0; step < Math.min(cast.size, until - from); step += 1) {
    const times = rounds + (step < rest ? 1 : 0);
    const lane = cast.laneOf(from + step);
    if (lane === undefined) continue;
    const last = from + step + (times - 1) * cast.size;
    addCounters(policies, lane.way.policy.id, countersOf(lane, times, from + step, last, rhythm));
    const { source, destination, policy } = lane.way;
    addFlow(interfaces, source.name, flowOf(lane, times));
    if (destination !== undefined && policy.isAccepted)
      addFlow(interfaces, destination.name, turned(flowOf(lane, times)));
  }
  return { policies, interfaces };
}

export function addTally(a: Tally, b: Tally): Tally {
  const policies = new Map(a.policies);
  const interfaces = new Map(a.interfaces);
  for (const [id, counters] of b.policies) addCounters(policies, id, counters);
  for (const [name, flow] of b.interfaces) addFlow(interfaces, name, flow);
  return { policies, interfaces };
}

function countersOf(lane: Lane, times: number, first: number, last: number, rhythm: Rhythm): Counters {
  return {
    hits: times,
    bytes: times * (lane.sent + lane.received),
    packets: times * (lane.sentPackets + lane.receivedPackets),
    firstUsed: rhythm.timeOf(first),
    lastUsed: rhythm.timeOf(last),
  };
}

/** As the interface sees it that the session comes in by. */
function flowOf(lane: Lane, times: number): Flow {
  return {
    received: times * lane.sent,
    sent: times * lane.received,
    receivedPackets: times * lane.sentPackets,
    sentPackets: times * lane.receivedPackets,
  };
}

function turned({ received, sent, receivedPackets, sentPackets }: Flow): Flow {
  return { received: sent, sent: received, receivedPackets: sentPackets, sentPackets: receivedPackets };
}

function addCounters(all: Map<number, Counters>, id: number, more: Counters): void {
  const known = all.get(id);
  all.set(
    id,
    known === undefined
      ? more
      : {
          hits: known.hits + more.hits,
          bytes: known.bytes + more.bytes,
          packets: known.packets + more.packets,
          firstUsed: Math.min(known.firstUsed, more.firstUsed),
          lastUsed: Math.max(known.lastUsed, more.lastUsed),
        },
  );
}

export function addFlow(all: Map<string, Flow>, name: string, more: Flow): void {
  const known = all.get(name);
  all.set(
    name,
    known === undefined
      ? more
      : {
          received: known.received + more.received,
          sent: known.sent + more.sent,
          receivedPackets: known.receivedPackets + more.receivedPackets,
          sentPackets: known.sentPackets + more.sentPackets,
        },
  );
}
