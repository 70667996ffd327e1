/**
 * `vpn/ipsec`: a tunnel for each phase 1 that is configured, with its phases 2. The other end is always there, so they
 * are up, unless an administrator took them down; only dial-up tunnels wait for somebody to dial.
 *
 * @module
 */

import { prefixOf } from "../../cmdb/address-text.ts";
import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import type { Reader } from "../../world/read.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { tableOf } from "../config.ts";
import { textIn } from "../params.ts";

interface Kind {
  readonly phase1: string;
  readonly phase2: string;
}

/** Tunnels with an interface, and those of policies. */
const KINDS: readonly Kind[] = [
  { phase1: "vpn.ipsec/phase1-interface", phase2: "vpn.ipsec/phase2-interface" },
  { phase1: "vpn.ipsec/phase1", phase2: "vpn.ipsec/phase2" },
];
const NEEDED = [...KINDS.flatMap(({ phase1, phase2 }) => [phase1, phase2]), "system/interface"];

interface Tunnel {
  readonly name: string;
  readonly entry: Entry;
  readonly read: Reader;
  readonly isDialUp: boolean;
  readonly phases2: readonly { readonly name: string; readonly entry: Entry; readonly read: Reader }[];
}

function tunnelsOf(context: MonitorContext, vdom: string): Tunnel[] {
  return KINDS.flatMap(({ phase1, phase2 }) => {
    const [first, second] = [tableOf(context, phase1, vdom), tableOf(context, phase2, vdom)];
    return first.rows.map(([name, entry]) => ({
      name,
      entry,
      read: first.read,
      isDialUp: first.read(entry, "type") === "dynamic",
      phases2: second.rows
        .filter(([, row]) => second.read(row, "phase1name") === name)
        .map(([own, row]) => ({ name: own, entry: row, read: second.read })),
    }));
  });
}

export const tunnels: Endpoint = needing(NEEDED, (context, call) => {
  const wanted = textIn(call, "tunnel");
  const found = tunnelsOf(context, call.vdom).filter(({ name }) => wanted === "" || name === wanted);
  return { results: found.map((tunnel, index) => describe(context, call.vdom, tunnel, index)) };
});

function describe(context: MonitorContext, vdom: string, tunnel: Tunnel, index: number): Record<string, unknown> {
  const { name, entry, read, isDialUp } = tunnel;
  const selectors = isDialUp ? [] : tunnel.phases2.map((_, position) => selector(context, vdom, tunnel, position));
  const upSince = Math.min(...selectors.map(({ since }) => since ?? Number.POSITIVE_INFINITY));
  const sum = (field: "incoming_bytes" | "outgoing_bytes"): number =>
    selectors.reduce((total, { shown }) => total + shown[field], 0);
  const gateway = read(entry, "remote-gw") || "0.0.0.0";
  return {
    proxyid: selectors.map(({ shown }) => shown),
    name,
    comments: read(entry, "comments"),
    "wizard-type": read(entry, "wizard-type") || "custom",
    connection_count: 0,
    creation_time: Number.isFinite(upSince) ? Math.floor((context.clock.now() - upSince) / 1000) : 0,
    username: "",
    type: isDialUp ? "dialup" : "automatic",
    incoming_bytes: sum("incoming_bytes"),
    outgoing_bytes: sum("outgoing_bytes"),
    rgwy: isDialUp ? "0.0.0.0" : gateway,
    tun_id: isDialUp ? `10.0.0.${index + 1}` : gateway,
    tun_id6: "::",
  };
}

interface Selector {
  /** Since when it is up; undefined when it is not. */
  readonly since: number | undefined;
  readonly shown: Record<string, unknown> & { readonly incoming_bytes: number; readonly outgoing_bytes: number };
}

function selector(context: MonitorContext, vdom: string, tunnel: Tunnel, position: number): Selector {
  const phase2 = tunnel.phases2[position] as Tunnel["phases2"][number];
  const { name, entry, read } = phase2;
  const mark = context.live.tunnels.get(vdom, name);
  const isUp = !mark.isDown && hasLine(context, tunnel);
  const since = isUp ? Math.max(mark.since ?? 0, context.live.power.startedAt()) : undefined;
  const seconds = since === undefined ? 0 : Math.floor((context.clock.now() - since) / 1000);
  const chance = createChance(seedOf(`${context.identity.serial}${vdom}${tunnel.name}${name}`), 0);
  const [inwards, outwards, offset] = [200 + chance.below(40_000), 200 + chance.below(40_000), chance.below(40_000)];
  const lifetime = Number(read(entry, "keylifeseconds")) || 43_200;
  return {
    since,
    shown: {
      proxy_src: [network(entry, read, "src")],
      proxy_dst: [network(entry, read, "dst")],
      status: isUp ? "up" : "down",
      p2name: name,
      p2serial: position + 1,
      expire: isUp ? lifetime - ((seconds + offset) % lifetime) : 0,
      incoming_bytes: seconds * inwards,
      outgoing_bytes: seconds * outwards,
    },
  };
}

/** The interface that it leaves by is there, and not switched off. */
function hasLine(context: MonitorContext, { entry, read }: Tunnel): boolean {
  const line = context.holder.configuration.table("system/interface", undefined).get(read(entry, "interface"));
  return line !== undefined && line.status !== "down";
}

/** Names stay names; `10.0.0.0 255.255.255.0` becomes `10.0.0.0/255.255.255.0`. */
function network(entry: Entry, read: Reader, side: "src" | "dst"): Record<string, unknown> {
  const kind = read(entry, `${side}-addr-type`);
  const numbers = {
    port: Number(read(entry, `${side}-port`)) || 0,
    protocol: Number(read(entry, "protocol")) || 0,
    protocol_name: "",
  };
  if (kind === "range")
    return { subnet: `${read(entry, `${side}-start-ip`)}-${read(entry, `${side}-end-ip`)}`, ...numbers };
  if (kind === "name") return { subnet: read(entry, `${side}-name`), ...numbers };
  const [address = "0.0.0.0", mask = "0.0.0.0"] = (read(entry, `${side}-subnet`) || "0.0.0.0 0.0.0.0").split(" ");
  return { subnet: prefixOf(mask) === 32 ? address : `${address}/${mask}`, ...numbers };
}

export const connectionCounts: Endpoint = needing(NEEDED, (context, { vdom }) => ({
  results: tunnelsOf(context, vdom)
    .filter(({ isDialUp }) => isDialUp)
    .map(({ name }) => ({ name, connection_count: 0, status: "down" })),
}));

export const tunnelUp: Endpoint = needing(NEEDED, (context, call) => {
  context.live.tunnels.up(call.vdom, phase2In(context, call));
  return {};
});

export const tunnelDown: Endpoint = needing(NEEDED, (context, call) => {
  context.live.tunnels.down(call.vdom, phase2In(context, call));
  return {};
});

export const resetTunnelStats: Endpoint = needing(NEEDED, (context, call) => startAnew(context, call, "p1name"));

/** What was negotiated is forgotten, and negotiated again at once. */
export const clearIke: Endpoint = needing(NEEDED, (context, call) => startAnew(context, call, "mkey"));

function startAnew(context: MonitorContext, call: MonitorCall, parameter: string): Record<string, never> {
  const { phases2 } = tunnelNamed(context, call, parameter);
  const names = phases2.map(({ name }) => name);
  context.live.tunnels.restartCounters(call.vdom, names);
  return {};
}

function phase2In(context: MonitorContext, call: MonitorCall): string {
  const { phases2 } = tunnelNamed(context, call, "p1name");
  const phase2 = textIn(call, "p2name");
  if (!phases2.some(({ name }) => name === phase2)) throw noSuchEntry();
  return phase2;
}

function tunnelNamed(context: MonitorContext, call: MonitorCall, parameter: string): Tunnel {
  const wanted = textIn(call, parameter);
  const tunnel = tunnelsOf(context, call.vdom).find(({ name }) => name === wanted);
  if (tunnel === undefined) throw noSuchEntry();
  return tunnel;
}
