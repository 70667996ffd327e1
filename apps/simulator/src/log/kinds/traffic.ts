/**
 * Sessions: what traffic logs tell of them, and what other logs repeat.
 *
 * @module
 */

import type { Chance } from "../../world/chance.ts";
import { toText } from "../../world/ipv4.ts";
import { TCP } from "../../world/services.ts";
import { ageOf, type Session } from "../../world/session.ts";
import type { LogLine } from "../line.ts";
import type { Kind } from "./kind.ts";

const ENDINGS = ["close", "close", "close", "close", "client-rst", "server-rst", "timeout"] as const;

export const trafficKinds: Readonly<Record<string, Kind>> = {
  forward: ({ session, chance }) => whole("0000000013", session, chance),
  local: ({ session, chance }) => ({ ...whole("0001000014", session, chance), dstintf: "root", trandisp: "noop" }),
  multicast: ({ session, chance }) => ({
    ...whole("0002000012", session, chance),
    dstip: `239.255.0.${1 + chance.below(254)}`,
  }),
  sniffer: ({ session, chance }) => whole("0004000017", session, chance),
  fortiview: ({ session, chance }) => whole("0000000013", session, chance),
  threat: ({ session, chance }) => ({
    ...whole("0000000013", session, chance),
    utmaction: "block",
    crscore: 30,
    crlevel: "high",
  }),
};

/** Who talked to whom. */
export function ends({ number, lane, source, destination }: Session): LogLine {
  const { way, application } = lane;
  const { policy } = way;
  return {
    srcip: toText(source.ip),
    srcport: source.port,
    srcintf: way.source.name,
    srcintfrole: way.source.role,
    dstip: toText(destination.ip),
    dstport: destination.port,
    dstintf: way.destination?.name ?? "unknown-0",
    dstintfrole: way.destination?.role ?? "undefined",
    srccountry: source.country.name,
    dstcountry: destination.country.name,
    ...(policy.uuid !== "" && { poluuid: policy.uuid }),
    sessionid: number,
    proto: application.protocol,
    policyid: policy.id,
    policytype: "policy",
    ...(policy.name !== "" && { policyname: policy.name }),
    service: application.service,
  };
}

function whole(logid: string, session: Session, chance: Chance): LogLine {
  const { lane, source, translated, ends: end } = session;
  const { policy } = lane.way;
  const { app, id, category, risk, protocol } = lane.application;
  const isDenied = !policy.isAccepted;
  const list = policy.profiles.get("application-list");
  return {
    logid,
    level: isDenied ? "warning" : "notice",
    ...ends(session),
    action: isDenied ? "deny" : protocol === TCP ? chance.pick(ENDINGS) : "accept",
    trandisp: translated === undefined ? "noop" : "snat",
    ...(translated && { transip: toText(translated.ip), transport: translated.port }),
    ...(list !== undefined && { appid: id, app, appcat: category, apprisk: risk, applist: list }),
    ...(list === undefined && { appcat: "unscanned" }),
    duration: isDenied ? 0 : Math.floor(ageOf(session, end) / 1000),
    sentbyte: isDenied ? 0 : lane.sent,
    rcvdbyte: lane.received,
    sentpkt: isDenied ? 0 : lane.sentPackets,
    rcvdpkt: lane.receivedPackets,
    ...(isDenied && { crscore: 5, craction: 262144, crlevel: "low" }),
    ...(source.host && {
      srchwvendor: source.host.manufacturer,
      devtype: source.host.type,
      osname: source.host.os,
      srcname: source.host.name,
      mastersrcmac: source.host.mac,
      srcmac: source.host.mac,
      srcserver: 0,
    }),
  };
}
