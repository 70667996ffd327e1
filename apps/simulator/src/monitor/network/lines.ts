/**
 * Lines to the world and how good they are now: link monitors and SD-WAN.
 *
 * @module
 */

import { toText } from "../../world/ipv4.ts";
import { readerOf } from "../../world/read.ts";
import { sdwanMembers } from "../../world/routes.ts";
import type { Endpoint } from "../answer.ts";
import { listIn, seconds, textIn } from "../params.ts";
import { checksOf, lineOf, targetsMet } from "./health-checks.ts";
import { loadOf, stateOf } from "./line-state.ts";

/** By name and interface. */
const linkMonitors: Endpoint = (context, call) => {
  const only = textIn(call, "mkey");
  const read = readerOf(context.holder.configuration, "system/link-monitor");
  const rows = Array.from(context.holder.configuration.table("system/link-monitor", call.vdom).entries())
    .filter(([name, entry]) => read(entry, "status") === "enable" && (only === "" || only === name))
    .map(([name, entry]) => {
      const line = read(entry, "srcintf");
      const intervalMs = Number(read(entry, "interval"));
      return [name, line === "" ? {} : { [line]: stateOf(context, `link-monitor ${name} ${line}`, line, intervalMs) }];
    });
  return { results: Object.fromEntries(rows) };
};

const healthChecks: Endpoint = (context, call) => {
  const only = textIn(call, "health_check_name");
  const checks = checksOf(context, call).filter(({ name }) => only === "" || only === name);
  const rows = checks.map((check) => [
    check.name,
    Object.fromEntries(
      check.members.map((member) => {
        const state = stateOf(context, lineOf(check.name, member), member, check.intervalMs);
        if (state.status !== "up") return [member, state];
        const measured = context.world.measure(lineOf(check.name, member), check.intervalMs);
        return [member, { ...state, sla_targets_met: targetsMet(context, check, measured) }];
      }),
    ),
  ]);
  return { results: Object.fromEntries(rows) };
};

const members: Endpoint = (context, call) => {
  const { world, holder } = context;
  const wanted = listIn(call, "interface");
  const zone = textIn(call, "zone");
  const sla = textIn(call, "sla");
  const checked = checksOf(context, call).find(({ name }) => name === sla)?.members;
  const rows = sdwanMembers(holder.configuration, call.vdom, zone === "" ? [] : [zone])
    .filter(({ name }) => (wanted?.includes(name) ?? true) && (sla === "" || checked?.includes(name) === true))
    .map(({ name, gateway, seq }) => {
      const one = world.scene().interfaces.get(name);
      const load = loadOf(context, name);
      const flow = world.flow(name);
      return [
        name,
        {
          interface: name,
          seq_num: seq,
          status: "enable",
          link: one?.isUp ? "up" : "down",
          session: load.sessions,
          tx_bytes: flow.sent,
          rx_bytes: flow.received,
          tx_bandwidth: load.out,
          rx_bandwidth: load.in,
          state_changed: seconds(world.bootedAt()),
          ipv4_gateway: toText(gateway === 0 ? (one?.gateway ?? 0) : gateway),
          ipv6_gateway: "::",
        },
      ];
    });
  return { results: Object.fromEntries(rows) };
};

export const lineEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/link-monitor": linkMonitors,
  "virtual-wan/health-check": healthChecks,
  "virtual-wan/members": members,
};
