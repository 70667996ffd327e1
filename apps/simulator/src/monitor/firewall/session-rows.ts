/**
 * How sessions look in a list, and which of them a request is for.
 *
 * @module
 */

import type { NetInterface } from "../../world/interfaces.ts";
import { toNumber, toText } from "../../world/ipv4.ts";
import { ICMP, TCP, UDP } from "../../world/services.ts";
import { ageOf, type Session, shareOf } from "../../world/session.ts";
import type { MonitorCall } from "../answer.ts";
import { listIn, numberIn, textIn } from "../params.ts";

export type SessionTest = (session: Session) => boolean;

const PROTOCOL_NAMES: Readonly<Record<number, string>> = { [ICMP]: "icmp", [TCP]: "tcp", [UDP]: "udp" };
/** Seconds that a session may be silent. */
const IDLE_SECONDS: Readonly<Record<number, number>> = { [ICMP]: 60, [TCP]: 3600, [UDP]: 180 };

export function sessionRow(session: Session, now: number): Record<string, unknown> {
  const { lane, source, destination, translated, number } = session;
  const { way, application } = lane;
  const share = shareOf(session, now);
  return {
    sessionid: number,
    proto: nameOf(application.protocol),
    saddr: toText(source.ip),
    sport: source.port,
    daddr: toText(destination.ip),
    dport: destination.port,
    ...(translated && { snaddr: toText(translated.ip), snport: translated.port }),
    ...(source.host && { srcmac: source.host.mac }),
    srcintf: way.source.name,
    dstintf: way.destination?.name ?? "",
    srcintfrole: way.source.role,
    dstintfrole: way.destination?.role ?? "",
    policyid: way.policy.id,
    policytype: way.policy.uuid === "" ? "" : "policy",
    ...(way.policy.uuid !== "" && { poluuid: way.policy.uuid }),
    type: "ipv4",
    vf: 0,
    duration: Math.floor(ageOf(session, now) / 1000),
    expiry: String(idleSeconds(application.protocol)),
    sentbyte: Math.floor(lane.sent * share),
    rcvdbyte: Math.floor(lane.received * share),
    tx_packets: Math.ceil(lane.sentPackets * share),
    rx_packets: Math.ceil(lane.receivedPackets * share),
    tx_shaper_drops: 0,
    rx_shaper_drops: 0,
    country: destination.country.name,
    country_id: destination.country.id,
    apps: [{ id: application.id, name: application.app, protocol: application.protocol }],
    fortiasic: 0,
  };
}

function nameOf(protocol: number): string {
  return PROTOCOL_NAMES[protocol] ?? String(protocol);
}

function idleSeconds(protocol: number): number {
  return IDLE_SECONDS[protocol] ?? 600;
}

/**
 * What a request asks for. The parameters have two sets of names: those of `firewall/session`, and those of
 * `firewall/sessions`, whose values may be lists. A session passes when it matches one value of each.
 */
export function sessionTest(call: MonitorCall, now: number): SessionTest {
  const tests: SessionTest[] = [];
  const one = (names: readonly string[], matches: (session: Session, value: string) => boolean): void => {
    const values = names.flatMap((name) => listIn(call, name) ?? []);
    if (values.length > 0) tests.push((session) => values.some((value) => matches(session, value)));
  };
  one(["source", "srcaddr"], ({ source }, value) => isAddress(source.ip, value));
  one(["destination", "dstaddr"], ({ destination }, value) => isAddress(destination.ip, value));
  one(["natsourceaddress"], ({ translated }, value) => translated !== undefined && isAddress(translated.ip, value));
  one(["sourceport", "srcport"], ({ source }, value) => isPort(source.port, value));
  one(["destport", "dstport"], ({ destination }, value) => isPort(destination.port, value));
  one(["natsourceport"], ({ translated }, value) => translated !== undefined && isPort(translated.port, value));
  one(["srcintf"], ({ lane }, value) => isInterface(lane.way.source, value));
  one(["dstintf"], ({ lane }, value) => isInterface(lane.way.destination, value));
  one(["srcintfrole"], ({ lane }, value) => lane.way.source.role === value);
  one(["dstintfrole"], ({ lane }, value) => lane.way.destination?.role === value);
  one(["policyid"], ({ lane }, value) => String(lane.way.policy.id) === value);
  one(["protocol"], ({ lane }, value) => isProtocol(lane.application.protocol, value));
  one(["application"], ({ lane }, value) => [String(lane.application.id), lane.application.app].includes(value));
  one(["country"], ({ destination }, value) => destination.country.name === value);
  // Nobody is signed in at this firewall, and nothing is shaped.
  for (const name of ["username", "owner", "shaper", "web-domain", "web-category", "security-policyid"]) {
    one([name], () => false);
  }
  const since = numberIn(call, "since");
  if (since !== undefined) tests.push(({ begins }) => begins >= since * 1000);
  const recent = numberIn(call, "seconds");
  if (recent !== undefined) tests.push((session) => ageOf(session, now) < (recent + 1) * 1000);
  if (textIn(call, "ip_version") === "ipv6") tests.push(() => false);
  return (session) => tests.every((test) => test(session));
}

function isAddress(ip: number, value: string): boolean {
  const [first, last = first] = value.split("-").map(toNumber);
  return first !== undefined && last !== undefined && ip >= first && ip <= last;
}

function isPort(port: number, value: string): boolean {
  const [first = Number.NaN, last = first] = value.split("-").map(Number);
  return port >= first && port <= last;
}

function isInterface(own: NetInterface | undefined, value: string): boolean {
  return value === "any" || own?.name === value;
}

function isProtocol(protocol: number, value: string): boolean {
  return value === "all" || String(protocol) === value || nameOf(protocol) === value.toLowerCase();
}
