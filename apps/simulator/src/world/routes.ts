/**
 * The routing table of a VDOM: connected networks, configured routes, and what came with a lease.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { objectOf } from "../cmdb/table.ts";
import type { NetInterface } from "./interfaces.ts";
import { isWithin, readSubnet, type Subnet, toNumber } from "./ipv4.ts";
import { namesIn, type Reader, readerOf, rowsIn } from "./read.ts";

export interface Route {
  readonly type: "connect" | "static";
  readonly destination: Subnet;
  /** 0 where there is none. */
  readonly gateway: number;
  /** Empty for a black hole. */
  readonly interface: string;
  readonly distance: number;
  readonly priority: number;
  readonly vrf: number;
  /** Goes to a member of the SD-WAN. */
  readonly isSdwan: boolean;
}

const STATIC = "router/static";

export function readRoutes(configuration: Configuration, vdom: string, interfaces: readonly NetInterface[]): Route[] {
  const up = new Map(interfaces.filter((one) => one.isUp).map((one) => [one.name, one]));
  const all = [
    ...[...up.values()].flatMap(connected),
    ...[...up.values()].flatMap((one) => leased(configuration, one)),
  ];
  const read = readerOf(configuration, STATIC);
  for (const [, entry] of configuration.table(STATIC, vdom).entries()) {
    if (read(entry, "status") === "enable") all.push(...configured(configuration, vdom, entry, read, up));
  }
  return bestOf(all).sort(
    (a, b) => a.destination.network - b.destination.network || a.destination.prefix - b.destination.prefix,
  );
}

/** The route that a packet takes: the longest network, then the lowest priority. */
export function lookUp(routes: readonly Route[], address: number): Route | undefined {
  return routes
    .filter(({ destination }) => isWithin(destination, address))
    .sort((a, b) => b.destination.prefix - a.destination.prefix || a.priority - b.priority)[0];
}

function connected({ name, subnet, secondary, entry }: NetInterface): Route[] {
  return [...(subnet === undefined ? [] : [subnet]), ...secondary].map((destination) => ({
    type: "connect",
    destination,
    gateway: 0,
    interface: name,
    distance: 0,
    priority: 0,
    vrf: Number(entry.vrf ?? 0),
    isSdwan: false,
  }));
}

function leased(configuration: Configuration, { name, gateway, entry }: NetInterface): Route[] {
  const read = readerOf(configuration, "system/interface");
  if (gateway === undefined || read(entry, "defaultgw") === "disable") return [];
  return [
    {
      type: "static",
      destination: EVERYTHING,
      gateway,
      interface: name,
      distance: Number(read(entry, "distance")),
      priority: Number(read(entry, "priority")),
      vrf: Number(entry.vrf ?? 0),
      isSdwan: false,
    },
  ];
}

const EVERYTHING: Subnet = { address: 0, prefix: 0, network: 0, broadcast: 2 ** 32 - 1 };

function configured(
  configuration: Configuration,
  vdom: string,
  entry: Entry,
  read: Reader,
  up: ReadonlyMap<string, NetInterface>,
): Route[] {
  const destination = destinationOf(configuration, vdom, entry, read);
  if (destination === undefined) return [];
  const isBlackhole = read(entry, "blackhole") === "enable";
  const common = {
    type: "static",
    destination,
    distance: Number(read(entry, "distance")),
    priority: Number(read(entry, "priority")),
    vrf: Number(entry.vrf ?? 0) || 0,
  } as const;
  if (isBlackhole) return [{ ...common, gateway: 0, interface: "", isSdwan: false }];
  const zones = namesIn(entry["sdwan-zone"]);
  if (zones.length > 0 || read(entry, "sdwan") === "enable" || read(entry, "virtual-wan-link") === "enable") {
    return sdwanMembers(configuration, vdom, zones).flatMap(({ name, gateway }) => {
      const member = up.get(name);
      const next = gateway === 0 ? (member?.gateway ?? 0) : gateway;
      return member === undefined ? [] : [{ ...common, gateway: next, interface: name, isSdwan: true }];
    });
  }
  const device = up.get(read(entry, "device"));
  if (device === undefined) return [];
  const isDynamic = read(entry, "dynamic-gateway") === "enable";
  const gateway = (isDynamic ? device.gateway : toNumber(read(entry, "gateway"))) ?? 0;
  return [{ ...common, gateway, interface: device.name, isSdwan: false }];
}

function destinationOf(configuration: Configuration, vdom: string, entry: Entry, read: Reader): Subnet | undefined {
  // Routes to services of the internet are routes of policy, and not in this table.
  if (Number(read(entry, "internet-service")) > 0 || read(entry, "internet-service-custom") !== "") return undefined;
  const name = read(entry, "dstaddr");
  if (name === "") return readSubnet(read(entry, "dst"));
  const address = configuration.table("firewall/address", vdom).get(name);
  const readAddress = readerOf(configuration, "firewall/address");
  if (address === undefined || readAddress(address, "type") !== "ipmask") return undefined;
  return readSubnet(readAddress(address, "subnet"));
}

/** Members of some zones, or of all when none is named. */
export function sdwanMembers(
  configuration: Configuration,
  vdom: string,
  zones: readonly string[],
): { readonly name: string; readonly gateway: number; readonly seq: number; readonly zone: string }[] {
  const read = readerOf(configuration, "system/sdwan", "members");
  return rowsIn(objectOf(configuration.table("system/sdwan", vdom)).members)
    .filter((row) => read(row, "status") === "enable")
    .map((row) => ({
      name: read(row, "interface"),
      gateway: toNumber(read(row, "gateway")) ?? 0,
      seq: Number(read(row, "seq-num")),
      zone: read(row, "zone") || "virtual-wan-link",
    }))
    .filter(({ zone }) => zones.length === 0 || zones.includes(zone));
}

/** Of the routes to one network those with the lowest distance. */
function bestOf(routes: readonly Route[]): Route[] {
  const best = new Map<string, number>();
  const keyOf = ({ destination, vrf }: Route) => `${destination.network}/${destination.prefix}/${vrf}`;
  for (const route of routes) {
    const key = keyOf(route);
    best.set(key, Math.min(best.get(key) ?? Number.POSITIVE_INFINITY, route.distance));
  }
  return routes.filter((route) => route.distance === best.get(keyOf(route)));
}
