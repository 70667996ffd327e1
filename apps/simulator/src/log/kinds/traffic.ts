/**
 * Sessions: what traffic logs tell of them, and what other logs repeat.
 *
 * @module
 */

import type { Chance } from "../chance.ts";
import type { LogLine } from "../line.ts";

interface Service {
  readonly service: string;
  readonly dstport: number;
  readonly proto: number;
  readonly app: string;
  readonly appid: number;
  readonly appcat: string;
}

const SERVICES: readonly Service[] = [
  { service: "HTTPS", dstport: 443, proto: 6, app: "HTTPS.BROWSER", appid: 40568, appcat: "Web.Client" },
  { service: "HTTP", dstport: 80, proto: 6, app: "HTTP.BROWSER", appid: 15893, appcat: "Web.Client" },
  { service: "DNS", dstport: 53, proto: 17, app: "DNS", appid: 16195, appcat: "Network.Service" },
  { service: "SSH", dstport: 22, proto: 6, app: "SSH", appid: 16060, appcat: "Network.Service" },
  { service: "NTP", dstport: 123, proto: 17, app: "NTP", appid: 16270, appcat: "Network.Service" },
  { service: "SMTP", dstport: 25, proto: 6, app: "SMTP", appid: 16072, appcat: "Email" },
];
const COUNTRIES = ["Germany", "United States", "Canada", "France", "Japan", "Netherlands"] as const;
const ACTIONS = ["accept", "close", "close", "close", "client-rst", "server-rst", "timeout", "deny"] as const;

export const trafficKinds: Readonly<Record<string, (chance: Chance) => LogLine>> = {
  forward: (chance) => session("0000000013", chance),
  local: (chance) => ({ ...session("0001000014", chance), dstip: "192.168.1.99", dstintf: "root" }),
  multicast: (chance) => ({ ...session("0002000012", chance), dstip: `239.255.0.${1 + chance.below(254)}` }),
  sniffer: (chance) => session("0004000017", chance),
  fortiview: (chance) => session("0000000013", chance),
  threat: (chance) => ({ ...session("0000000013", chance), utmaction: "block", crscore: 30, crlevel: "high" }),
};

/** Who talked to whom. */
export function ends(chance: Chance): LogLine {
  const { service, dstport, proto } = chance.pick(SERVICES);
  return {
    srcip: `10.${chance.below(4)}.${chance.below(256)}.${1 + chance.below(254)}`,
    srcport: 1024 + chance.below(64_512),
    srcintf: `port${3 + chance.below(4)}`,
    srcintfrole: "lan",
    dstip: `203.0.113.${1 + chance.below(254)}`,
    dstport,
    dstintf: "port2",
    dstintfrole: "wan",
    sessionid: 1 + chance.below(9_999_999),
    proto,
    policyid: 1 + chance.below(20),
    service,
  };
}

function session(logid: string, chance: Chance): LogLine {
  const { policyid = 0, service = "", ...between } = ends(chance);
  const { app, appid, appcat } = SERVICES.find((one) => one.service === service) ?? chance.pick(SERVICES);
  const action = chance.pick(ACTIONS);
  const isDenied = action === "deny";
  return {
    logid,
    level: isDenied ? "warning" : "notice",
    ...between,
    action,
    policyid,
    policytype: "policy",
    service,
    srccountry: "Reserved",
    dstcountry: chance.pick(COUNTRIES),
    trandisp: isDenied ? "noop" : "snat",
    appid,
    app,
    appcat,
    duration: isDenied ? 0 : chance.below(600),
    sentbyte: isDenied ? 0 : 60 + chance.below(1_000_000),
    rcvdbyte: isDenied ? 0 : 60 + chance.below(20_000_000),
    sentpkt: isDenied ? 0 : 1 + chance.below(1000),
    rcvdpkt: isDenied ? 0 : 1 + chance.below(20_000),
  };
}
