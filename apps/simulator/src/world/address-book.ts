/**
 * What the address objects of a VDOM stand for.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import type { Chance } from "./chance.ts";
import type { NetInterface } from "./interfaces.ts";
import { countryOf, resolveName } from "./internet.ts";
import { isWithin, readSubnet, toNumber } from "./ipv4.ts";
import { namesIn, readerOf } from "./read.ts";

export interface AddressBook {
  /** Whether any of these objects holds an address. */
  matches(names: readonly string[], address: number): boolean;
  /** One of the addresses that these objects hold; undefined when they hold all, or nobody knows which. */
  example(names: readonly string[], chance: Chance): number | undefined;
}

interface Meaning {
  readonly holds: (address: number) => boolean;
  readonly example: (chance: Chance) => number | undefined;
}

const NOTHING: Meaning = { holds: () => false, example: () => undefined };
const PATH = "firewall/address";
/** Groups in groups deeper than this are loops. */
const DEEPEST = 20;

export function createAddressBook(
  configuration: Configuration,
  vdom: string,
  interfaces: ReadonlyMap<string, NetInterface>,
): AddressBook {
  const read = readerOf(configuration, PATH);
  const addresses = configuration.table(PATH, vdom);
  const groups = configuration.table("firewall/addrgrp", vdom);
  const virtual = configuration.table("firewall/vip", vdom);

  function meaningOf(name: string): Meaning {
    const entry = addresses.get(name);
    if (entry !== undefined) return meaningOfEntry(entry);
    const vip = virtual.get(name);
    return vip === undefined ? NOTHING : rangeMeaning(String(vip.extip ?? ""));
  }

  function meaningOfEntry(entry: Entry): Meaning {
    switch (read(entry, "type")) {
      case "ipmask":
        return subnetMeaning(read(entry, "subnet"));
      case "iprange":
        return rangeMeaning(`${read(entry, "start-ip")}-${read(entry, "end-ip")}`);
      case "fqdn":
        return listMeaning(resolveName(read(entry, "fqdn")));
      case "geography":
        return { ...NOTHING, holds: (address) => countryOf(address).code === read(entry, "country") };
      case "interface-subnet": {
        const { subnet } = interfaces.get(read(entry, "interface")) ?? {};
        return subnet === undefined ? NOTHING : { ...NOTHING, holds: (address) => isWithin(subnet, address) };
      }
      default:
        return NOTHING;
    }
  }

  const known = new Map<string, readonly Meaning[]>();

  function meanings(names: readonly string[]): readonly Meaning[] {
    return names.flatMap((name) => {
      const found = known.get(name) ?? meaningsOf(name);
      known.set(name, found);
      return found;
    });
  }

  function meaningsOf(name: string, depth: number = 0): readonly Meaning[] {
    const group = groups.get(name);
    if (group === undefined || depth > DEEPEST) return [meaningOf(name)];
    const within = (members: readonly string[]) => members.flatMap((member) => meaningsOf(member, depth + 1));
    const inside = within(namesIn(group.member));
    const outside = group.exclude === "enable" ? within(namesIn(group["exclude-member"])) : [];
    if (outside.length === 0) return inside;
    const isLeftOut = (address: number) => outside.some((one) => one.holds(address));
    return inside.map((one) => ({ ...one, holds: (address: number) => one.holds(address) && !isLeftOut(address) }));
  }

  return {
    matches: (names, address) => meanings(names).some(({ holds }) => holds(address)),
    example(names, chance) {
      const meant = meanings(names);
      return meant.length === 0 ? undefined : chance.pick(meant).example(chance);
    },
  };
}

function subnetMeaning(text: string): Meaning {
  const subnet = readSubnet(text);
  if (subnet === undefined) return NOTHING;
  const { network, broadcast, prefix } = subnet;
  const size = broadcast - network + 1;
  return {
    holds: (address) => isWithin(subnet, address),
    example: (chance) => (prefix < 8 ? undefined : network + (size > 2 ? 1 + chance.below(size - 2) : 0)),
  };
}

/** `10.0.0.1-10.0.0.9`, or one address. */
function rangeMeaning(text: string): Meaning {
  const [first, last = first] = text.split("-").map(toNumber);
  if (first === undefined || last === undefined || last < first) return NOTHING;
  return {
    holds: (address) => address >= first && address <= last,
    example: (chance) => first + chance.below(last - first + 1),
  };
}

function listMeaning(list: readonly number[]): Meaning {
  return { holds: (address) => list.includes(address), example: (chance) => chance.pick(list) };
}
