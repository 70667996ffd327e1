/**
 * Who is near: ARP, DHCP leases, LLDP.
 *
 * @module
 */

import { badValue } from "../../cmdb/refusal.ts";
import { createChance } from "../../world/chance.ts";
import type { NetInterface } from "../../world/interfaces.ts";
import { isWithin, toNumber, toText } from "../../world/ipv4.ts";
import { type Endpoint, type MonitorCall, pageOf } from "../answer.ts";
import { listIn, seconds, switchIn, textIn } from "../params.ts";
import { interfacesFor } from "./interfaces.ts";

/** Minutes after which a silent neighbour is forgotten. */
const FORGOTTEN_MINUTES = 5;

const arp: Endpoint = ({ world, clock }, { vdom, query }) => {
  const scene = world.scene();
  const minute = Math.floor(clock.now() / 60_000);
  const hosts = scene.hostsOf(vdom).map(({ ip, mac, interface: name }) => ({ ip, mac, name }));
  const gateways = scene
    .routes(vdom)
    .filter(({ gateway, interface: name }) => isNear(scene.interfaces.get(name), gateway))
    .map(({ gateway, interface: name }) => ({ ip: gateway, mac: macOf(gateway), name }));
  const rows = [...new Map([...hosts, ...gateways].map((one) => [`${one.ip} ${one.name}`, one])).values()];
  return {
    results: pageOf(rows, query).map(({ ip, mac, name }) => ({
      ip: toText(ip),
      age: createChance(ip, minute).below(FORGOTTEN_MINUTES),
      mac,
      interface: name,
    })),
  };
};

/** Whoever is in no network of an interface does not answer there. */
function isNear(one: NetInterface | undefined, address: number): boolean {
  const networks = [one?.subnet, ...(one?.secondary ?? [])];
  return networks.some((network) => network !== undefined && isWithin(network, address));
}

function macOf(ip: number): string {
  const chance = createChance(ip, 0);
  return ["00:25:9e", ...Array.from({ length: 3 }, () => chance.below(256).toString(16).padStart(2, "0"))].join(":");
}

const leases: Endpoint = ({ world, clock, holder }, call) => {
  if (switchIn(call, "ipv6")) return { results: [] };
  const only = textIn(call, "interface");
  const vdoms =
    textIn(call, "scope") === "global" ? [...holder.configuration.table("system/vdom", undefined).keys()] : [call.vdom];
  const rows = vdoms
    .flatMap((vdom) => world.leases(vdom))
    .filter(({ host, expires }) => (only === "" || host.interface === only) && expires > clock.now());
  return {
    results: pageOf(rows, call.query).map(({ host, server, expires }) => ({
      ip: toText(host.ip),
      reserved: host.isReserved,
      mac: host.mac,
      ...(host.vendorClass !== "" && { vci: host.vendorClass }),
      hostname: host.name,
      expire_time: seconds(expires),
      status: "leased",
      interface: host.interface,
      type: "ipv4",
      server_mkey: server.id,
      server_ipam_enabled: false,
    })),
  };
};

/** Without addresses all of them. */
const revoke: Endpoint = ({ world }, call) => {
  world.revoke(call.vdom, listIn(call, "ip")?.map(toAddress));
  return {};
};

function toAddress(text: string): number {
  const address = toNumber(text);
  if (address === undefined) throw badValue(text);
  return address;
}

/** The simulated network has no leases over IPv6. */
const revoke6: Endpoint = () => ({});

/** Nobody in the simulated network speaks LLDP. */
const lldpNeighbours: Endpoint = () => ({ results: [] });

const lldpPorts: Endpoint = (context, call) => {
  const only = textIn(call, "mkey");
  return { results: portsFor(context, call).filter(({ name }) => only === "" || only === name) };
};

function portsFor(
  context: Parameters<Endpoint>[0],
  call: MonitorCall,
): { name: string; index: number; rx: number; neighbors: number }[] {
  return interfacesFor(context, call)
    .filter(({ type }) => type === "physical")
    .map(({ name }, index) => ({ index: index + 1, name, rx: 0, neighbors: 0 }));
}

export const neighbourEndpoints: Readonly<Record<string, Endpoint>> = {
  "network/arp": arp,
  "system/dhcp": leases,
  "system/dhcp/revoke": revoke,
  "system/dhcp6/revoke": revoke6,
  "network/lldp/neighbors": lldpNeighbours,
  "network/lldp/ports": lldpPorts,
};
