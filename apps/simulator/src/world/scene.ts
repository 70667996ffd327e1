/**
 * What the configuration makes of the network, worked out once for each state of it.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Model } from "../models/model.ts";
import { type AddressBook, createAddressBook } from "./address-book.ts";
import { type DhcpServer, readDhcpServers } from "./dhcp-servers.ts";
import { type Host, hostsBehind } from "./hosts.ts";
import { type NetInterface, readInterfaces } from "./interfaces.ts";
import { type Route, readRoutes } from "./routes.ts";
import { createServiceBook, type ServiceBook } from "./services.ts";

/** Everything in it is worked out when it is first asked for, and never changes. */
export interface Scene {
  readonly configuration: Configuration;
  /** Of the whole device, by name. */
  readonly interfaces: ReadonlyMap<string, NetInterface>;
  /** What an interface carries beside its own: VLANs on it, and the switch or aggregate whose first member it is. */
  carried(name: string): readonly string[];
  /** Those of a VDOM. */
  interfacesOf(vdom: string): readonly NetInterface[];
  servers(vdom: string): readonly DhcpServer[];
  /** Behind an interface. */
  hosts(name: string): readonly Host[];
  /** Behind all interfaces of a VDOM. */
  hostsOf(vdom: string): readonly Host[];
  routes(vdom: string): readonly Route[];
  addresses(vdom: string): AddressBook;
  services(vdom: string): ServiceBook;
}

export function createScene(configuration: Configuration, model: Model, seed: number): Scene {
  let interfaces: ReadonlyMap<string, NetInterface> | undefined;
  const all = (): ReadonlyMap<string, NetInterface> => {
    interfaces ??= readInterfaces(configuration, model, seed);
    return interfaces;
  };
  const interfacesOf = memo((vdom) => [...all().values()].filter((one) => one.vdom === vdom));
  const carried = memo((_all) => carriedBy(all()));
  const servers = memo((vdom) => readDhcpServers(configuration, vdom));
  const hosts = memo((name): readonly Host[] => {
    const one = all().get(name);
    return one === undefined ? [] : hostsBehind(one, servers(one.vdom), seed);
  });
  return {
    configuration,
    get interfaces() {
      return all();
    },
    carried: (name) => carried("").get(name) ?? [],
    interfacesOf,
    servers,
    hosts,
    hostsOf: (vdom) => interfacesOf(vdom).flatMap(({ name }) => hosts(name)),
    routes: memo((vdom) => readRoutes(configuration, vdom, interfacesOf(vdom))),
    addresses: memo((vdom) => createAddressBook(configuration, vdom, all())),
    services: memo((vdom) => createServiceBook(configuration, vdom)),
  };
}

function carriedBy(interfaces: ReadonlyMap<string, NetInterface>): ReadonlyMap<string, readonly string[]> {
  const carried = new Map<string, string[]>();
  const add = (carrier: string, name: string): void => {
    if (carrier !== name) carried.set(carrier, [...(carried.get(carrier) ?? []), name]);
  };
  for (const { name, type, parent, members } of interfaces.values()) {
    if (type === "vlan") add(parent, name);
    // All that a switch or an aggregate carries comes in by the first member with a cable.
    const carrier = members.find((member) => interfaces.get(member)?.isUp);
    if (carrier !== undefined) add(carrier, name);
  }
  return carried;
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
