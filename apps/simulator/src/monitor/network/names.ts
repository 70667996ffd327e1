/**
 * Names and who tells them: DNS, dynamic DNS, FortiGuard.
 *
 * @module
 */

import { isIPv4, isIPv6 } from "node:net";
import { badValue } from "../../cmdb/refusal.ts";
import { objectOf } from "../../cmdb/table.ts";
import { nameOf, resolveName } from "../../world/internet.ts";
import { toNumber, toText } from "../../world/ipv4.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { seconds, textIn } from "../params.ts";

/** Of one's own hosts the names that they gave to the DHCP server. */
const reverse: Endpoint = ({ world }, call) => {
  const text = textIn(call, "ip");
  if (!isIPv4(text) && !isIPv6(text)) throw badValue(text);
  const address = toNumber(text);
  const own = world
    .scene()
    .hostsOf(call.vdom)
    .find(({ ip }) => ip === address);
  const domain = own?.name ?? (address === undefined ? undefined : nameOf(address));
  return { results: domain === undefined ? { resolved: false, domain: text } : { resolved: true, domain } };
};

function dnsServers({ holder }: MonitorContext): string[] {
  const dns = objectOf(holder.configuration.table("system/dns", undefined));
  return [dns.primary ?? "96.45.45.45", dns.secondary ?? "96.45.46.46"].map(String).filter((ip) => ip !== "0.0.0.0");
}

const dnsLatency: Endpoint = (context) => ({
  results: dnsServers(context).map((server) => ({
    service: "dns_server",
    ip: server,
    latency: Math.round(context.world.measure(`dns ${server}`, 1000).latency),
    last_update: seconds(context.clock.now()),
  })),
});

const FORTIGUARD = ["fortiguard_download", "fortiguard_query", "sdns"] as const;

const fortiguardLatency: Endpoint = ({ world, clock }) => ({
  results: FORTIGUARD.map((service) => ({
    service,
    ip: toText(resolveName(`${service}.fortiguard.net`)[0] ?? 0),
    latency: Math.round(world.measure(service, 1000).latency),
    last_update: seconds(clock.now()),
  })),
});

const ddnsServers: Endpoint = () => ({
  results: ["fortiddns.com", "fortidyndns.com", "float-zone.com"].map((name) => ({ name })),
});

/** Whether somebody else has taken a name: the device itself may have. */
const ddnsLookup: Endpoint = ({ holder }, call) => {
  const domain = textIn(call, "domain");
  const isOwn = Array.from(holder.configuration.table("system/ddns", undefined).entries()).some(
    ([, entry]) => entry["ddns-domain"] === domain,
  );
  return { results: { domain, available: !isOwn, taken: isOwn } };
};

export const nameEndpoints: Readonly<Record<string, Endpoint>> = {
  "network/reverse-ip-lookup": reverse,
  "network/dns/latency": dnsLatency,
  "network/fortiguard/live-services-latency": fortiguardLatency,
  "network/ddns/servers": ddnsServers,
  "network/ddns/lookup": ddnsLookup,
};
