/**
 * `firewall/local-in`: what the device itself lets in, by interface; and what else it says of its own rules.
 *
 * @module
 */

import { toText } from "../../world/ipv4.ts";
import { readerOf } from "../../world/read.ts";
import type { Endpoint } from "../answer.ts";
import { listIn } from "../params.ts";

/** Ports of what an interface may allow. */
const ADMIN_SERVICES: Readonly<Record<string, readonly [protocol: number, port: number]>> = {
  https: [6, 443],
  http: [6, 80],
  ssh: [6, 22],
  telnet: [6, 23],
  snmp: [17, 161],
  fgfm: [6, 541],
  ping: [1, 0],
  fabric: [6, 8013],
};

const localIn: Endpoint = ({ holder, world }, { vdom }) => {
  const { configuration } = holder;
  const read = readerOf(configuration, "system/interface");
  const admin = world
    .scene()
    .interfacesOf(vdom)
    .filter(({ subnet }) => subnet !== undefined)
    .flatMap(({ name, entry, subnet }) =>
      read(entry, "allowaccess")
        .split(" ")
        .flatMap((service) => {
          const [protocol, port] = ADMIN_SERVICES[service] ?? [];
          if (protocol === undefined) return [];
          return [
            { interface: name, address: toText(subnet?.address ?? 0), service, protocol, port, action: "accept" },
          ];
        }),
    );
  const custom = Array.from(configuration.table("firewall/local-in-policy", vdom).keys(), (id) => ({
    policyid: Number(id),
  }));
  return { results: { admin, custom, implicit: [], ttl: [] } };
};

const localIn6: Endpoint = ({ holder }, { vdom }) => {
  const custom = Array.from(holder.configuration.table("firewall/local-in-policy6", vdom).keys(), (id) => ({
    policyid: Number(id),
  }));
  return { results: { admin: [], custom, implicit: [] } };
};

/** Whether the parts that carry traffic work: they do. */
const health: Endpoint = () => ({ results: { firewall: "ok" } });

/** Every object that has a uuid, by it. */
const uuids: Endpoint = ({ holder }, { vdom }) => ({ results: uuidRows(holder.configuration, vdom) });

const uuidTypes: Endpoint = ({ holder }, call) => {
  const wanted = listIn(call, "uuids");
  const rows = uuidRows(holder.configuration, call.vdom);
  return {
    results: Object.fromEntries(
      rows.filter(({ uuid }) => wanted?.includes(uuid) ?? true).map(({ uuid, type }) => [uuid, type]),
    ),
  };
};

/** Pairs of virtual addresses that share an external one. */
const vipOverlap: Endpoint = ({ holder }, { vdom }) => {
  const vips = [...holder.configuration.table("firewall/vip", vdom).entries()];
  const same = Map.groupBy(vips, ([, { extip, extintf, extport }]) => [extip, extintf, extport].join());
  return {
    results: [...same.values()]
      .filter((group) => group.length > 1)
      .map((group) => ({ vips: group.map(([name]) => name) })),
  };
};

export const localInEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/local-in": localIn,
  "firewall/local-in6": localIn6,
  "firewall/health": health,
  "firewall/uuid-list": uuids,
  "firewall/uuid-type-lookup": uuidTypes,
  "firewall/vip-overlap": vipOverlap,
};

interface UuidRow {
  readonly uuid: string;
  /** `firewall.address` */
  readonly type: string;
  readonly name: string;
}

function uuidRows(configuration: Parameters<typeof readerOf>[0], vdom: string): UuidRow[] {
  return configuration
    .tables()
    .filter((table) => table.path.startsWith("firewall") && table.vdom === vdom)
    .flatMap(({ path, table }) =>
      Array.from(table.entries()).flatMap(([key, { uuid, name = key }]) =>
        typeof uuid === "string" ? [{ uuid, type: path.replaceAll("/", "."), name: String(name) }] : [],
      ),
    );
}
