/**
 * What is known of a line to the world: what probes over it say, and what it carries.
 *
 * @module
 */

import type { MonitorContext } from "../answer.ts";
import { seconds } from "../params.ts";

/** What probes over an interface say: all of a line that is up, and little of one that is down. */
export function stateOf(
  context: MonitorContext,
  line: string,
  name: string,
  intervalMs: number,
): Readonly<Record<string, unknown>> {
  const { world } = context;
  const isUp = world.scene().interfaces.get(name)?.isUp === true;
  const since = { state_changed: seconds(world.bootedAt()) };
  if (!isUp) return { status: "down", ...since };
  const { latency, jitter, loss, sent, received } = world.measure(line, intervalMs);
  const { sessions, out, in: incoming } = loadOf(context, name);
  return {
    status: "up",
    latency,
    jitter,
    packet_loss: loss,
    packet_sent: sent,
    packet_received: received,
    session: sessions,
    tx_bandwidth: out,
    rx_bandwidth: incoming,
    ...since,
  };
}

/** Sessions over an interface, and the bits that they carry in a second. */
export function loadOf({ world, clock }: MonitorContext, name: string): { sessions: number; out: number; in: number } {
  const vdom = world.scene().interfaces.get(name)?.vdom ?? "root";
  const open = world
    .traffic(vdom)
    .sessions(clock.now())
    .filter(({ lane }) => lane.way.destination?.name === name || lane.way.source.name === name);
  const bits = open.map(({ lane, begins, ends }) => {
    const perSecond = 8000 / Math.max(1000, ends - begins);
    const isOut = lane.way.destination?.name === name;
    const [out, back] = isOut ? [lane.sent, lane.received] : [lane.received, lane.sent];
    return { out: out * perSecond, in: back * perSecond };
  });
  return {
    sessions: open.length,
    out: Math.round(bits.reduce((sum, one) => sum + one.out, 0)),
    in: Math.round(bits.reduce((sum, one) => sum + one.in, 0)),
  };
}
