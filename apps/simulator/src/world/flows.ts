/**
 * What interfaces carried: the sessions through them, those of their VLANs and members, and the murmur of every network.
 *
 * @module
 */

import { QUIET_TYPES } from "./interfaces.ts";
import type { Scene } from "./scene.ts";
import { addFlow, type Flow } from "./tally.ts";

/** Bytes and packets in a second that hosts send without being asked: ARP, DHCP, names. */
const MURMUR_BYTES = 48;
const MURMUR_PACKETS = 0.4;
const NOTHING: Flow = { received: 0, sent: 0, receivedPackets: 0, sentPackets: 0 };
/** A VLAN on an aggregate of switches in an aggregate: nothing is deeper than that. */
const DEEPEST = 4;

/** @param upMs How long the interface has been switched on. */
export function flowOf(
  scene: Scene,
  passed: ReadonlyMap<string, Flow>,
  name: string,
  upMs: number,
  depth: number = 0,
): Flow {
  const own = scene.interfaces.get(name);
  if (own === undefined || depth > DEEPEST) return NOTHING;
  const sum = new Map<string, Flow>([[name, passed.get(name) ?? NOTHING]]);
  if (!QUIET_TYPES.has(own.type)) addFlow(sum, name, murmur(upMs));
  for (const inner of scene.carried(name)) addFlow(sum, name, flowOf(scene, passed, inner, upMs, depth + 1));
  return sum.get(name) ?? NOTHING;
}

function murmur(upMs: number): Flow {
  const seconds = Math.max(0, upMs) / 1000;
  const bytes = Math.floor(seconds * MURMUR_BYTES);
  const packets = Math.floor(seconds * MURMUR_PACKETS);
  return {
    received: bytes,
    sent: Math.floor(bytes / 2),
    receivedPackets: packets,
    sentPackets: Math.floor(packets / 2),
  };
}
