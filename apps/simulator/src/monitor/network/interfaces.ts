/**
 * `system/interface/...`: what the interfaces do now.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import type { NetInterface } from "../../world/interfaces.ts";
import { maskText, toText } from "../../world/ipv4.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { switchIn, textIn } from "../params.ts";

/** By name. VLANs and aggregates only for who asks for them, as on a device. */
const interfaces: Endpoint = (context, call) => {
  const only = textIn(call, "interface_name");
  const [withVlans, withAggregates] = [switchIn(call, "include_vlan"), switchIn(call, "include_aggregate")];
  const rows = interfacesFor(context, call).filter(({ name, type }) => {
    if (only !== "") return name === only;
    return (type !== "vlan" || withVlans) && (!AGGREGATES.has(type) || withAggregates);
  });
  return { results: Object.fromEntries(rows.map((one) => [one.name, statusOf(context, one)])) };
};

const AGGREGATES: ReadonlySet<string> = new Set(["aggregate", "redundant"]);

/** Those of a VDOM; with `scope=global`, of all. */
export function interfacesFor({ world }: MonitorContext, call: MonitorCall): readonly NetInterface[] {
  if (textIn(call, "scope") === "global") return [...world.scene().interfaces.values()];
  return world.scene().interfacesOf(call.vdom);
}

function statusOf({ world }: MonitorContext, one: NetInterface): Record<string, unknown> {
  const flow = world.flow(one.name);
  return {
    id: one.name,
    name: one.name,
    // As it stands behind the name wherever people see it.
    alias: one.alias === "" ? "" : `(${one.alias})`,
    mac: one.mac,
    ip: one.subnet === undefined ? "0.0.0.0" : toText(one.subnet.address),
    mask: one.subnet?.prefix ?? 0,
    link: one.isUp,
    speed: one.speed,
    duplex: one.isUp ? 1 : 0,
    tx_packets: flow.sentPackets,
    rx_packets: flow.receivedPackets,
    tx_bytes: flow.sent,
    rx_bytes: flow.received,
    tx_errors: 0,
    rx_errors: 0,
    ...(one.type === "vlan" && { vlanid: Number(one.entry.vlanid ?? 0), interface: one.parent }),
    ...(one.members.length > 0 && { members: one.members }),
  };
}

/** The lease of an interface that asks for its address. */
const dhcpStatus: Endpoint = ({ world, clock, holder }, call) => {
  const one = world.scene().interfaces.get(textIn(call, "mkey"));
  if (one === undefined) throw noSuchEntry();
  if (!one.isLeased || switchIn(call, "ipv6")) return { results: { status: "disable" } };
  if (one.subnet === undefined || one.gateway === undefined) return { results: { status: "connecting" } };
  const dns = holder.configuration.table("system/dns", undefined).get("");
  // A term is a day, and it is renewed after half of it.
  const day = 86_400_000;
  const began = world.renewedAt(one.name) ?? world.bootedAt();
  const expires = new Date(clock.now() - ((clock.now() - began) % (day / 2)) + day);
  return {
    results: {
      status: "connected",
      ip: toText(one.subnet.address),
      netmask: maskText(one.subnet.prefix),
      dynamic_gateway: toText(one.gateway),
      dynamic_dns1: String(dns?.primary ?? "96.45.45.45"),
      dynamic_dns2: String(dns?.secondary ?? "96.45.46.46"),
      expiry_date: expires.toUTCString(),
      override_dns: (one.entry["dns-server-override"] ?? "enable") === "enable",
      show_gateway: true,
    },
  };
};

const dhcpRenew: Endpoint = ({ world }, call) => {
  const one = world.scene().interfaces.get(textIn(call, "mkey"));
  if (one === undefined || !one.isLeased) throw noSuchEntry();
  world.renew(one.name);
  return {};
};

const kernelInterfaces: Endpoint = (context, call) => ({
  results: interfacesFor(context, call).map(({ name, isUp }, index) => ({ id: index + 3, name, link: isUp ? 1 : 0 })),
});

/** What is plugged into the cages of the model that have a link. */
const transceivers: Endpoint = (context, call) => {
  const fibers = new Map(context.identity.model.ports.map((port) => [port.name, port]));
  const results = interfacesFor(context, call).flatMap(({ name, isUp }, index) => {
    const port = fibers.get(name);
    if (port?.media !== "fiber" || !isUp) return [];
    return [
      {
        interface: name,
        type: port.speed >= 40_000 ? "QSFP/QSFP+" : "SFP/SFP+/SFP28",
        vendor: "FORTINET",
        vendor_part_number: port.speed >= 10_000 ? "FTLX8574D3BCLFTN" : "FTLF8519P3BNLFTN",
        vendor_serial_number: `U${String(index).padStart(5, "0")}`,
      },
    ];
  });
  return { results };
};

/** No simulated model powers others over its sockets. */
const poe: Endpoint = () => ({ results: [] });
const poeUsage: Endpoint = () => ({ results: { global_allocated: 0, vdom_allocated: 0 } });

/** The packet goes out, and nobody answers it. */
const wake: Endpoint = ({ world }, call) => {
  if (!world.scene().interfaces.has(textIn(call, "mkey"))) throw noSuchEntry();
  return {};
};

export const interfaceEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/interface": interfaces,
  "system/interface/dhcp-status": dhcpStatus,
  "system/interface/dhcp-renew": dhcpRenew,
  "system/interface/kernel-interfaces": kernelInterfaces,
  "system/interface/transceivers": transceivers,
  "system/interface/poe": poe,
  "system/interface/poe-usage": poeUsage,
  "system/interface/wake-on-lan": wake,
};
