/**
 * The device's database of services on the internet, of which a few are simulated.
 *
 * @module
 */

import { isIPv4, isIPv6 } from "node:net";
import { badValue } from "../../cmdb/refusal.ts";
import { countryOf, internetAddress } from "../../world/internet.ts";
import { toNumber, toText } from "../../world/ipv4.ts";
import type { Endpoint, MonitorCall } from "../answer.ts";
import { numberIn, switchIn, textIn } from "../params.ts";

interface KnownService {
  readonly id: number;
  readonly name: string;
  readonly owner: string;
  /** How many addresses. */
  readonly size: number;
  readonly reputation: number;
}

/** A few that everybody knows. A device has thousands. */
const SERVICES: readonly KnownService[] = [
  { id: 65536, name: "Google-Other", owner: "Google", size: 40, reputation: 5 },
  { id: 65537, name: "Google-Web", owner: "Google", size: 30, reputation: 5 },
  { id: 327786, name: "Microsoft-Azure", owner: "Microsoft", size: 60, reputation: 5 },
  { id: 327782, name: "Microsoft-Office365", owner: "Microsoft", size: 50, reputation: 5 },
  { id: 393320, name: "Amazon-AWS", owner: "Amazon", size: 60, reputation: 4 },
  { id: 1245324, name: "Fortinet-FortiGuard", owner: "Fortinet", size: 12, reputation: 5 },
];

const basic: Endpoint = (_context, call) => ({
  results: switchIn(call, "ipv6_only")
    ? []
    : SERVICES.map(({ id, name, size }) => ({
        id,
        name,
        q_origin_key: id,
        icon_id: id,
        direction: "destination",
        database: "isdb",
        ip_range_number: 1,
        ip_number: size,
        ip6_range_number: 0,
      })),
});

const details: Endpoint = (_context, call) => {
  const id = numberIn(call, "id");
  const position = SERVICES.findIndex((one) => one.id === id);
  const service = SERVICES[position];
  if (service === undefined) return { results: {} };
  const { size, name } = service;
  const entries = switchIn(call, "summary_only")
    ? {}
    : { entries: [{ ip: rangeOf(position, size), port: ["80", "443"], protocol: [6, 17] }] };
  return { results: { id, name, ip_range_number: 1, ip_number: size, ...entries } };
};

const match: Endpoint = (_context, call) => {
  const address = ipIn(call);
  const found = address === undefined ? [] : servicesAt(address);
  const services = found.map(({ id, name, owner, reputation }) => ({ id, name, owner, reputation }));
  return { results: { num_matched_services: services.length, services } };
};

const reputation: Endpoint = (_context, call) => {
  const address = ipIn(call);
  const [service] = address === undefined ? [] : servicesAt(address);
  return {
    results: {
      id: service?.id ?? 0,
      name: service?.name ?? "",
      reputation: service?.reputation ?? 3,
      popularity: service === undefined ? 0 : 5,
      country_id: address === undefined ? 0 : countryOf(address).id,
      region_id: 0,
      city_id: 0,
      domain_id: 0,
      botnet_id: 0,
      blocklist: [],
    },
  };
};

export const internetServiceEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/internet-service-basic": basic,
  "firewall/internet-service-details": details,
  "firewall/internet-service-match": match,
  "firewall/internet-service-reputation": reputation,
};

/** Undefined for an address of IPv6, which this database has none of. */
function ipIn(call: MonitorCall): number | undefined {
  const ip = textIn(call, "ip");
  if (!isIPv4(ip) && !isIPv6(ip)) throw badValue(ip);
  return toNumber(ip);
}

/** They share the addresses of the simulated internet, one after the other. */
function firstOf(position: number): number {
  return internetAddress(SERVICES.slice(0, position).reduce((sum, { size }) => sum + size, 0));
}

function rangeOf(position: number, size: number): string {
  return `${toText(firstOf(position))}-${toText(firstOf(position) + size - 1)}`;
}

function servicesAt(address: number): KnownService[] {
  return SERVICES.filter(({ size }, position) => address >= firstOf(position) && address < firstOf(position) + size);
}
