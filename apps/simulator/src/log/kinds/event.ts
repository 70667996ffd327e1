/**
 * What happened to the device itself.
 *
 * @module
 */

import type { Chance } from "../../world/chance.ts";
import { toText } from "../../world/ipv4.ts";
import type { LogLine } from "../line.ts";
import type { Kind } from "./kind.ts";

const PEOPLE = ["anna", "bela", "chen", "dana"] as const;
const AUTHENTICATIONS = [
  ["0102043008", "notice", "Authentication success"],
  ["0102043008", "notice", "Authentication success"],
  ["0102043009", "notice", "Authentication failed"],
] as const;

export const eventKinds: Readonly<Record<string, Kind>> = {
  system: ({ chance }) => {
    const user = chance.pick(PEOPLE);
    if (chance.below(4) === 0) {
      return told("0100032003", "information", "Admin logout successful", `Administrator ${user} logged out`, { user });
    }
    const load = { cpu: chance.below(12), mem: 35 + chance.below(20), disk: 1 };
    return performance(chance, { ...load, sessions: chance.below(20_000), setups: chance.below(200) });
  },
  user: ({ chance, session, hosts }) => {
    const user = chance.pick(PEOPLE);
    const [logid, level, logdesc] = chance.pick(AUTHENTICATIONS);
    return told(logid, level, logdesc, `User ${user} ${logdesc.toLowerCase()}`, {
      user,
      srcip: toText(chance.pick(hosts).ip),
      policyid: session.lane.way.policy.id,
      group: "Guest-group",
      action: "authentication",
      status: logid === "0102043008" ? "success" : "failure",
    });
  },
  vpn: ({ chance, tunnels }) =>
    told("0101037138", "notice", "IPsec connection status changed", "IPsec connection status change", {
      remip: `198.51.100.${1 + chance.below(254)}`,
      vpntunnel: tunnels.length > 0 ? chance.pick(tunnels) : `branch-${1 + chance.below(9)}`,
      tunneltype: "ipsec",
      action: chance.pick(["tunnel-up", "tunnel-down"]),
      duration: chance.below(90_000),
    }),
  router: ({ chance }) =>
    told("0103020300", "information", "Routing log", "BGP neighbor status change", {
      neighbor: `198.51.100.${1 + chance.below(254)}`,
      status: chance.pick(["up", "down"]),
    }),
  ha: () => told("0108037892", "notice", "Heartbeat device interface", "Heartbeat device(interface) up"),
  wireless: ({ chance }) =>
    told("0104043573", "notice", "Wireless client authenticated", "Client authenticated", {
      ap: `FP231F-${chance.below(20)}`,
      ssid: "office",
      channel: chance.pick([1, 6, 11, 36, 44]),
    }),
  wad: () => told("0105048038", "error", "SSL handshake failed", "SSL alert received"),
  endpoint: ({ chance, hosts }) =>
    told("0107045057", "information", "FortiClient connection added", "Add a FortiClient connection", {
      user: chance.pick(PEOPLE),
      ip: toText(chance.pick(hosts).ip),
    }),
  connector: () => told("0112053200", "information", "SDN connector object updated", "connector object updated"),
  "security-rating": ({ chance }) =>
    told("0110052000", "notice", "Security rating summary", "Security rating done", { auditscore: chance.below(300) }),
  "compliance-check": () => told("0109050100", "notice", "Compliance check", "compliance check passed"),
  fortiextender: () => told("0111046400", "information", "FortiExtender system activity", "Session up"),
};

/** The first three are percentages. */
export interface Load {
  readonly cpu: number;
  readonly mem: number;
  readonly disk: number;
  readonly sessions: number;
  /** New sessions in a second. */
  readonly setups: number;
}

/** What a device writes of itself every few minutes. */
export function performance(chance: Chance, { cpu, mem, disk, sessions, setups }: Load): LogLine {
  const message = `Performance statistics: average CPU: ${cpu}, memory: ${mem}, concurrent sessions: ${sessions}, setup-rate: ${setups}`;
  return told("0100040704", "notice", "System performance statistics", message, {
    action: "perf-stats",
    cpu,
    mem,
    totalsession: sessions,
    disk,
    bandwidth: `${chance.below(90_000)}/${chance.below(90_000)}`,
    setuprate: setups,
    disklograte: 0,
    fazlograte: 0,
  });
}

/** What happened comes before the words for it, as on a device. */
function told(logid: string, level: string, logdesc: string, msg: string, more: LogLine = {}): LogLine {
  return { logid, level, logdesc, ...more, msg };
}
