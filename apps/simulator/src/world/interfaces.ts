/**
 * The interfaces of a device as they are now: which have a link, which an address, and what lies behind each.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import type { Model } from "../models/model.ts";
import { createChance, seedOf } from "./chance.ts";
import { createSubnet, readSubnet, type Subnet } from "./ipv4.ts";
import { namesIn, type Reader, readerOf, rowsIn } from "./read.ts";

/** What lies behind an interface: hosts of one's own, the internet, or nothing that sends anything. */
export type Side = "inside" | "outside" | "none";

export interface NetInterface {
  readonly name: string;
  readonly vdom: string;
  /** `physical`, `vlan`, `hard-switch`, ... */
  readonly type: string;
  readonly role: string;
  readonly alias: string;
  readonly entry: Entry;
  /** Somebody switched it on, and the cable is in. */
  readonly isUp: boolean;
  /** In use: configured, or leased. Undefined without one, and while a leased one has no link. */
  readonly subnet: Subnet | undefined;
  readonly secondary: readonly Subnet[];
  /** Its address comes by DHCP or PPPoE. */
  readonly isLeased: boolean;
  /** What came with the lease. */
  readonly gateway: number | undefined;
  readonly side: Side;
  /** What it is a part of: the parent of a VLAN. */
  readonly parent: string;
  readonly members: readonly string[];
  readonly mac: string;
  /** Mbit/s; 0 without a link. */
  readonly speed: number;
}

const PATH = "system/interface";
/** Of the first provider. Further ones share the range that is set aside for carriers. */
const FIRST_PROVIDER = readSubnet("198.51.100.0/24");
const FURTHER_PROVIDERS = readSubnet("100.64.0.0/10");
/** Types with no network of hosts behind them. */
export const QUIET_TYPES: ReadonlySet<string> = new Set(["loopback", "tunnel", "vdom-link", "ssl", "vap-switch"]);
const SPEED_OF_LOGICAL = 1000;

export function readInterfaces(
  configuration: Configuration,
  model: Model,
  seed: number,
): ReadonlyMap<string, NetInterface> {
  const read = readerOf(configuration, PATH);
  const entries = new Map(configuration.table(PATH, undefined).entries());
  const used = usedNames(configuration, entries, read);
  const speeds = new Map(model.ports.map(({ name, speed }) => [name, speed]));
  const isVirtual = model.ports.length === 0 || model.platform.includes("VM");
  const leased = [...entries].filter(([, entry]) => read(entry, "mode") !== "static").map(([name]) => name);

  function membersOf(name: string, entry: Entry): readonly string[] {
    const own = namesIn(entry.member, "interface-name");
    const table = configuration.table("system/virtual-switch", undefined).get(name);
    return own.length > 0 ? own : namesIn(table?.port);
  }

  /** @param asked What is looked at already: whatever is made of itself has no cable. */
  function isLinked(name: string, asked: Set<string> = new Set()): boolean {
    const entry = entries.get(name);
    if (entry === undefined || read(entry, "status") === "down" || asked.has(name)) return false;
    asked.add(name);
    const members = membersOf(name, entry);
    if (members.length > 0) return members.some((member) => isLinked(member, asked));
    if (read(entry, "type") !== "physical") {
      const parent = read(entry, "interface");
      return parent === "" || parent === name || isLinked(parent, asked);
    }
    return isVirtual || used.has(name) || leased[0] === name;
  }

  return new Map(
    Array.from(entries, ([name, entry]): [string, NetInterface] => {
      const up = isLinked(name);
      const type = read(entry, "type");
      const isLeased = read(entry, "mode") !== "static";
      const lease = isLeased && up ? leaseOf(leased.indexOf(name), seed, name) : undefined;
      const own = lease ?? addressIn(read(entry, "ip"));
      const role = read(entry, "role");
      return [
        name,
        {
          name,
          vdom: read(entry, "vdom") || "root",
          type,
          role,
          alias: read(entry, "alias"),
          entry,
          isUp: up,
          subnet: isLeased && !up ? undefined : own,
          secondary: rowsIn(entry.secondaryip).flatMap((row) => addressIn(String(row.ip ?? "")) ?? []),
          isLeased,
          gateway: lease && lease.network + 1,
          side: sideOf(own, type, read(entry, "fortilink"), isLeased || role === "wan" || used.get(name) === "outside"),
          parent: read(entry, "interface"),
          members: membersOf(name, entry),
          mac: macOf(read(entry, "macaddr"), isVirtual, seed, name),
          speed: up ? (speeds.get(name) ?? SPEED_OF_LOGICAL) : 0,
        },
      ];
    }),
  );
}

/** Ports with something in them: whoever gives one an address, or makes it carry others, plugs in a cable. */
function usedNames(
  configuration: Configuration,
  entries: ReadonlyMap<string, Entry>,
  read: Reader,
): ReadonlyMap<string, "inside" | "outside"> {
  const used = new Map<string, "inside" | "outside">();
  for (const [name, entry] of entries) {
    if (addressIn(read(entry, "ip")) !== undefined) used.set(name, "inside");
    if (read(entry, "interface") !== "") used.set(read(entry, "interface"), "inside");
  }
  const switches = configuration.table("system/virtual-switch", undefined);
  // Somebody works at the first two sockets of a switch.
  for (const [, { port }] of switches.entries()) for (const name of namesIn(port).slice(0, 2)) used.set(name, "inside");
  for (const vdom of configuration.table("system/vdom", undefined).keys()) {
    for (const [, route] of configuration.table("router/static", vdom).entries()) {
      const isDefault = (route.dst ?? "0.0.0.0 0.0.0.0") === "0.0.0.0 0.0.0.0" && route.dstaddr === undefined;
      if (isDefault && typeof route.device === "string") used.set(route.device, "outside");
    }
    for (const [, sdwan] of configuration.table("system/sdwan", vdom).entries()) {
      for (const name of namesIn(sdwan.members, "interface")) used.set(name, "outside");
    }
  }
  return used;
}

function addressIn(text: string): Subnet | undefined {
  const subnet = readSubnet(text);
  return subnet === undefined || subnet.address === 0 ? undefined : subnet;
}

function leaseOf(position: number, seed: number, name: string): Subnet | undefined {
  const host = 10 + createChance(seed, seedOf(name)).below(200);
  const first = position === 0 ? FIRST_PROVIDER?.network : (FURTHER_PROVIDERS?.network ?? 0) + position * 256;
  return first === undefined ? undefined : createSubnet(first + host, 24);
}

function sideOf(subnet: Subnet | undefined, type: string, fortilink: string, isOutside: boolean): Side {
  if (subnet === undefined || QUIET_TYPES.has(type) || fortilink === "enable") return "none";
  return isOutside ? "outside" : "inside";
}

/** The vendor's own, or that of a virtual machine. */
function macOf(configured: string, isVirtual: boolean, seed: number, name: string): string {
  if (configured !== "" && configured !== "00:00:00:00:00:00") return configured;
  const chance = createChance(seed, seedOf(name));
  const tail = Array.from({ length: 3 }, () => chance.below(256).toString(16).padStart(2, "0"));
  return [isVirtual ? "00:0c:29" : "00:09:0f", ...tail].join(":");
}
