/**
 * `system/available-interfaces`: every interface, zone and SD-WAN zone with what can be made of it.
 *
 * @module
 */

import { objectOf } from "../../cmdb/table.ts";
import type { NetInterface } from "../../world/interfaces.ts";
import { maskText, type Subnet, toText } from "../../world/ipv4.ts";
import { namesIn, rowsIn } from "../../world/read.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";
import { interfacesFor } from "./interfaces.ts";

type Row = Readonly<Record<string, unknown>>;

const list: Endpoint = (context, call) => {
  const only = textIn(call, "mkey");
  return { results: rowsFor(context, call).filter(({ name }) => only === "" || name === only) };
};

const meta: Endpoint = (context, call) => ({ results: { total: rowsFor(context, call).length } });

export const availableInterfaceEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/available-interfaces": list,
  "system/available-interfaces/meta": meta,
};

function rowsFor(context: MonitorContext, call: MonitorCall): Row[] {
  const { configuration } = context.holder;
  const used = usedIn(context, call.vdom);
  const zones = [...configuration.table("system/zone", call.vdom).entries()];
  const sdwan = objectOf(configuration.table("system/sdwan", call.vdom));
  const zoneOf = new Map(
    zones.flatMap(([name, zone]) => namesIn(zone.interface, "interface-name").map((member) => [member, name])),
  );
  const sdwanZoneOf = new Map(
    rowsIn(sdwan.members).map((row) => [String(row.interface), String(row.zone ?? "virtual-wan-link")]),
  );
  return [
    { name: "any", type: "any", icon: "ftnt-interface-any", valid_in_policy: true },
    ...interfacesFor(context, call).map((one) =>
      rowOf(context, one, used, zoneOf.get(one.name), sdwanZoneOf.get(one.name)),
    ),
    ...zones.map(([name, zone]) => zoneRow(name, "zone", namesIn(zone.interface, "interface-name"), call.vdom, used)),
    ...rowsIn(sdwan.zone).map(({ name }) =>
      zoneRow(
        String(name),
        "sdwan_zone",
        [...sdwanZoneOf].filter(([, zone]) => zone === name).map(([member]) => member),
        call.vdom,
        used,
      ),
    ),
  ];
}

function zoneRow(name: string, kind: "zone" | "sdwan_zone", members: readonly string[], vdom: string, used: Used): Row {
  return {
    name,
    vdom,
    type: kind === "zone" ? "zone" : "sdwan-zone",
    status: "up",
    members,
    is_zone: kind === "zone",
    is_sdwan_zone: kind === "sdwan_zone",
    is_used: used.policies.has(name) || used.routes.has(name),
    used_by_policy: used.policies.has(name),
    used_by_route: used.routes.has(name),
    valid_in_policy: true,
    valid_in_local_in_policy: true,
  };
}

function rowOf(
  { world, identity }: MonitorContext,
  one: NetInterface,
  used: Used,
  zone: string | undefined,
  sdwanZone: string | undefined,
): Row {
  const flow = world.flow(one.name);
  const { type, name, isUp, subnet, secondary } = one;
  const addresses = [...(subnet === undefined ? [] : [subnet]), ...secondary];
  const isUsed = used.policies.has(name) || used.routes.has(name) || zone !== undefined || sdwanZone !== undefined;
  const port = identity.model.ports.find((known) => known.name === name);
  return {
    name,
    vdom: one.vdom,
    type,
    real_interface_name: name,
    alias: one.alias,
    description: String(one.entry.description ?? ""),
    role: one.role,
    status: one.entry.status === "down" ? "down" : "up",
    link: isUp ? "up" : "down",
    icon: type === "vlan" ? "ftnt-interface-vlan" : "ftnt-interface-physical",
    mac_address: one.mac,
    speed: one.speed,
    duplex: isUp ? "full" : "half",
    ...(port && { media: port.media, port_speed: String(one.entry.speed ?? "auto") }),
    ...(addresses.length > 0 && { ipv4_addresses: addresses.map(addressRow) }),
    ...(one.members.length > 0 && { members: one.members }),
    ...(type === "vlan" && {
      vlan_interface: one.parent,
      vlan_id: Number(one.entry.vlanid ?? 0),
      vlan_protocol: "8021q",
    }),
    ...(zone !== undefined && { zone }),
    ...(sdwanZone !== undefined && { sdwan_zone: sdwanZone }),
    tx_bytes: flow.sent,
    rx_bytes: flow.received,
    tx_packets: flow.sentPackets,
    rx_packets: flow.receivedPackets,
    tx_errors: 0,
    rx_errors: 0,
    vrf: Number(one.entry.vrf ?? 0),
    dynamic_addressing: one.isLeased,
    dhcp4_client_count: used.clients.get(name) ?? 0,
    dhcp6_client_count: 0,
    is_used: isUsed,
    used_by_policy: used.policies.has(name),
    used_by_route: used.routes.has(name),
    is_zone: false,
    is_zone_member: zone !== undefined,
    is_sdwan_zone: false,
    is_virtual_wan_link_member: sdwanZone !== undefined,
    ...kindsOf(one),
    is_routable: subnet !== undefined,
    is_zone_usable: zone === undefined && sdwanZone === undefined && !used.policies.has(name),
    supports_dhcp: type !== "tunnel" && type !== "loopback",
    supports_dhcp_client: type !== "tunnel" && type !== "loopback",
    supports_secondary_ip: true,
    valid_in_policy: zone === undefined && sdwanZone === undefined,
    valid_in_local_in_policy: zone === undefined && sdwanZone === undefined,
  };
}

function kindsOf({ type, name }: NetInterface): Row {
  return {
    is_physical: type === "physical",
    is_vlan: type === "vlan",
    is_aggregate: type === "aggregate",
    is_redundant: type === "redundant",
    is_loopback: type === "loopback",
    is_tunnel: type === "tunnel",
    is_software_switch: type === "switch",
    is_hardware_switch: type === "hard-switch",
    is_vdom_link: type === "vdom-link",
    is_sslvpn: name.startsWith("ssl."),
    is_l2tp_tunnel: name.startsWith("l2t."),
    is_nat_tunnel: name.startsWith("naf."),
    is_system_interface: false,
  };
}

function addressRow({ address, prefix }: Subnet): Row {
  return { ip: toText(address), netmask: maskText(prefix), cidr_netmask: prefix };
}

interface Used {
  readonly policies: ReadonlySet<string>;
  readonly routes: ReadonlySet<string>;
  /** How many hosts have their address from an interface. */
  readonly clients: ReadonlyMap<string, number>;
}

function usedIn({ holder, world }: MonitorContext, vdom: string): Used {
  const policies = new Set<string>();
  const routes = new Set<string>();
  for (const [, { srcintf, dstintf }] of holder.configuration.table("firewall/policy", vdom).entries()) {
    for (const name of [...namesIn(srcintf), ...namesIn(dstintf)]) policies.add(name);
  }
  for (const [, { device, "sdwan-zone": zones }] of holder.configuration.table("router/static", vdom).entries()) {
    if (typeof device === "string") routes.add(device);
    for (const name of namesIn(zones)) routes.add(name);
  }
  const clients = new Map<string, number>();
  for (const name of holder.configuration.table("system/vdom", undefined).keys()) {
    for (const { host } of world.leases(name)) clients.set(host.interface, (clients.get(host.interface) ?? 0) + 1);
  }
  return { policies, routes, clients };
}
