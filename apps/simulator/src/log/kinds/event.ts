/**
 * What happened to the device itself.
 *
 * @module
 */

import type { Chance } from "../chance.ts";
import type { LogLine } from "../line.ts";

const PEOPLE = ["anna", "bela", "chen", "dana"] as const;

export const eventKinds: Readonly<Record<string, (chance: Chance) => LogLine>> = {
  system: (chance) =>
    chance.below(4) === 0
      ? told("0100032003", "information", "Admin logout successful", `Administrator ${chance.pick(PEOPLE)} logged out`)
      : {
          ...told("0100040704", "notice", "System performance statistics", "Performance statistics"),
          action: "perf-stats",
          cpu: chance.below(60),
          mem: 20 + chance.below(50),
          totalsession: chance.below(20_000),
          setuprate: chance.below(200),
          bandwidth: `${chance.below(90_000)}/${chance.below(90_000)}`,
        },
  user: (chance) => {
    const user = chance.pick(PEOPLE);
    const status = chance.pick(["success", "success", "failure"]);
    return {
      ...told("0102043008", "notice", "Authentication success", `User ${user} authentication ${status}`),
      user,
      srcip: `10.0.0.${1 + chance.below(254)}`,
      policyid: 1 + chance.below(20),
      group: "Guest-group",
      action: "authentication",
      status,
    };
  },
  vpn: (chance) => ({
    ...told("0101037138", "notice", "IPsec connection status changed", "IPsec connection status change"),
    remip: `198.51.100.${1 + chance.below(254)}`,
    vpntunnel: `branch-${1 + chance.below(9)}`,
    tunneltype: "ipsec",
    action: chance.pick(["tunnel-up", "tunnel-down"]),
    duration: chance.below(90_000),
  }),
  router: (chance) => ({
    ...told("0103020300", "information", "Routing log", "BGP neighbor status change"),
    neighbor: `198.51.100.${1 + chance.below(254)}`,
    status: chance.pick(["up", "down"]),
  }),
  ha: () => told("0108037892", "notice", "Heartbeat device interface", "Heartbeat device(interface) up"),
  wireless: (chance) => ({
    ...told("0104043573", "notice", "Wireless client authenticated", "Client authenticated"),
    ap: `FP231F-${chance.below(20)}`,
    ssid: "office",
    channel: chance.pick([1, 6, 11, 36, 44]),
  }),
  wad: () => told("0105048038", "error", "SSL handshake failed", "SSL alert received"),
  endpoint: (chance) => ({
    ...told("0107045057", "information", "FortiClient connection added", "Add a FortiClient connection"),
    user: chance.pick(PEOPLE),
    ip: `10.0.0.${1 + chance.below(254)}`,
  }),
  connector: () => told("0112053200", "information", "SDN connector object updated", "connector object updated"),
  "security-rating": (chance) => ({
    ...told("0110052000", "notice", "Security rating summary", "Security rating done"),
    auditscore: chance.below(300),
  }),
  "compliance-check": () => told("0109050100", "notice", "Compliance check", "compliance check passed"),
  fortiextender: () => told("0111046400", "information", "FortiExtender system activity", "Session up"),
};

function told(logid: string, level: string, logdesc: string, msg: string): LogLine {
  return { logid, level, logdesc, msg };
}
