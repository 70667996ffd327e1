/**
 * `firewall/policy-lookup`: which policy a packet would meet.
 *
 * @module
 */

import { isIPv4, isIPv6 } from "node:net";
import type { Entry } from "../../cmdb/entry.ts";
import { badValue } from "../../cmdb/refusal.ts";
import { resolveName } from "../../world/internet.ts";
import { toNumber } from "../../world/ipv4.ts";
import { ANY, interfacesNamed } from "../../world/policies.ts";
import { namesIn, readerOf } from "../../world/read.ts";
import { lookUp } from "../../world/routes.ts";
import { ICMP, TCP, UDP } from "../../world/services.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { numberIn, switchIn, textIn } from "../params.ts";

interface Packet {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly port: number;
  readonly from: string;
  readonly to: string;
}

const POLICY = "firewall/policy";
const PROTOCOLS: Readonly<Record<string, number>> = { tcp: TCP, udp: UDP, icmp: ICMP, ip: 0 };

export const policyLookup: Endpoint = (context, call) => {
  const { world, holder } = context;
  if (switchIn(call, "ipv6")) return { results: { success: true, match: false } };
  const source = toNumber(textIn(call, "sourceip"));
  const [destination] = destinationsOf(textIn(call, "dest"));
  if (source === undefined) throw badValue(textIn(call, "sourceip"));
  if (destination === undefined) throw badValue(textIn(call, "dest"));
  const from = textIn(call, "srcintf");
  const own = world.scene().interfacesOf(call.vdom);
  if (!own.some(({ name }) => name === from)) return failed("src_intf_not_found");
  const route = lookUp(world.scene().routes(call.vdom), destination);
  if (route === undefined || route.interface === "") return failed("dst_route_not_found");
  const packet: Packet = {
    source,
    destination,
    protocol: protocolOf(textIn(call, "protocol")),
    port: numberIn(call, "destport") ?? 0,
    from,
    to: route.interface,
  };
  for (const [id, entry] of holder.configuration.table(POLICY, call.vdom).entries()) {
    if (matches(context, call, entry, packet)) return { results: found(Number(id), entry) };
  }
  return { results: { success: true, match: false, policy_id: 0, policy_action: "deny" } };
};

function found(id: number, entry: Entry): object {
  const action = String(entry.action ?? "deny");
  return { success: true, match: true, matched_policy_type: "policy", policy_id: id, policy_action: action };
}

function failed(error: string): { results: object } {
  return { results: { success: false, match: false, error_code: error } };
}

/** An address, or a name that leads to some. */
function destinationsOf(text: string): number[] {
  const address = toNumber(text);
  if (address !== undefined) return [address];
  return isIPv4(text) || isIPv6(text) || !/^[\w.-]+\.[a-z]{2,}$/i.test(text) ? [] : resolveName(text);
}

function protocolOf(text: string): number {
  const number = PROTOCOLS[text.toLowerCase()] ?? Number(text);
  if (!Number.isInteger(number)) throw badValue(text);
  return number;
}

function matches({ world, holder }: MonitorContext, { vdom }: MonitorCall, entry: Entry, packet: Packet): boolean {
  const { configuration } = holder;
  const scene = world.scene();
  const read = readerOf(configuration, POLICY);
  const isThrough = (field: string, name: string): boolean => {
    const names = namesIn(entry[field]);
    if (names.includes(ANY)) return true;
    return interfacesNamed(configuration, vdom, names, scene.interfacesOf(vdom)).some((one) => one.name === name);
  };
  const isAmong = (field: string, address: number): boolean =>
    scene.addresses(vdom).matches(namesIn(entry[field]), address) !== (read(entry, `${field}-negate`) === "enable");
  const isServed =
    scene.services(vdom).matches(namesIn(entry.service), packet.protocol, packet.port) !==
    (read(entry, "service-negate") === "enable");
  return (
    read(entry, "status") === "enable" &&
    isThrough("srcintf", packet.from) &&
    isThrough("dstintf", packet.to) &&
    isAmong("srcaddr", packet.source) &&
    isAmong("dstaddr", packet.destination) &&
    isServed
  );
}
