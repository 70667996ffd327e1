/**
 * `virtual-wan/sla-log` and its kin: what was measured before.
 *
 * @module
 */

import { sdwanMembers } from "../../world/routes.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { listIn, numberIn, seconds, switchIn, textIn } from "../params.ts";
import { checksOf, lineOf, targetsMet } from "./health-checks.ts";
import { loadOf } from "./line-state.ts";

const LOG_STEP_MS = 10_000;
const MOST_SAMPLES = 360;

/** When samples were taken that a request asks for, the oldest first. */
function sampleTimes({ world, clock }: MonitorContext, call: MonitorCall): number[] {
  const now = clock.now();
  const last = now - (now % LOG_STEP_MS);
  if (switchIn(call, "latest")) return [last];
  const since = numberIn(call, "since");
  const recent = numberIn(call, "seconds");
  const step = Math.max(LOG_STEP_MS, 1000 * (numberIn(call, "sampling_interval") ?? 0));
  const from = Math.max(
    world.bootedAt(),
    since === undefined ? 0 : since * 1000,
    recent === undefined ? now - MOST_SAMPLES * LOG_STEP_MS : now - recent * 1000,
  );
  const count = Math.min(MOST_SAMPLES, Math.max(0, Math.floor((last - from) / step) + 1));
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * step);
}

const slaLog: Endpoint = (context, call) => {
  const [wanted, only] = [listIn(call, "sla"), textIn(call, "interface")];
  const times = sampleTimes(context, call);
  const withTargets = switchIn(call, "include_sla_targets_met");
  const checks = checksOf(context, call).filter(({ name }) => wanted?.includes(name) ?? true);
  return {
    results: checks.flatMap((check) =>
      check.members
        .filter((member) => only === "" || only === member)
        .map((member) => ({
          name: check.name,
          interface: member,
          logs: times.map((at) => {
            if (context.world.scene().interfaces.get(member)?.isUp !== true) {
              return { timestamp: seconds(at), link: "down" };
            }
            const measured = context.world.measure(lineOf(check.name, member), check.intervalMs, at);
            const { latency, jitter, loss } = measured;
            const met = withTargets ? { sla_targets_met: targetsMet(context, check, measured) } : {};
            return { timestamp: seconds(at), link: "up", latency, jitter, packetloss: loss, ...met };
          }),
        })),
    ),
  };
};

const interfaceLog: Endpoint = (context, call) => {
  const only = textIn(call, "interface");
  const times = sampleTimes(context, call);
  const rows = sdwanMembers(context.holder.configuration, call.vdom, [])
    .filter(({ name }) => only === "" || only === name)
    .map(({ name }) => {
      const { out, in: incoming } = loadOf(context, name);
      const flow = context.world.flow(name);
      // What it carried is known for now; before that it was less by what it carries in the time between.
      const now = context.clock.now();
      const logs = times.map((at) => ({
        timestamp: seconds(at),
        tx_bandwidth: out,
        rx_bandwidth: incoming,
        bi_bandwidth: out + incoming,
        tx_bytes: Math.max(0, Math.round(flow.sent - (out * (now - at)) / 8000)),
        rx_bytes: Math.max(0, Math.round(flow.received - (incoming * (now - at)) / 8000)),
        egress_queue: [],
      }));
      return { interface: name, logs };
    });
  return { results: rows };
};

/** Names that probes of the targets look for. */
const slaDatabase: Endpoint = (context, call) => ({
  results: checksOf(context, call).map(({ name, entry }) => ({
    target_name: name,
    domains: String(entry.server ?? "")
      .split(" ")
      .filter((server) => server !== ""),
  })),
});

export const sdwanLogEndpoints: Readonly<Record<string, Endpoint>> = {
  "virtual-wan/sla-log": slaLog,
  "virtual-wan/interface-log": interfaceLog,
  "virtual-wan/sladb": slaDatabase,
};
