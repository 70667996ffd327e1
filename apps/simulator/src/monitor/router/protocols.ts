/**
 * Routing protocols and policies: who is configured to be a neighbour, and whether there is a way to it.
 *
 * @module
 */

import { isIPv6 } from "node:net";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { objectOf } from "../../cmdb/table.ts";
import { readSubnet, toNumber, toText } from "../../world/ipv4.ts";
import { readerOf, rowsIn } from "../../world/read.ts";
import { lookUp } from "../../world/routes.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { addressIn, numberIn, switchIn, textIn } from "../params.ts";

const BGP = "router/bgp";

interface Neighbour {
  readonly neighbor_ip: string;
  readonly local_ip: string;
  readonly remote_as: number;
  readonly admin_status: boolean;
  readonly state: "Established" | "Active" | "Idle";
  readonly type: "ipv4" | "ipv6";
}

/** Whoever is in a connected network answers. Everybody else is called in vain. */
function neighboursIn({ holder, world }: MonitorContext, { vdom }: MonitorCall): Neighbour[] {
  const bgp = objectOf(holder.configuration.table(BGP, vdom));
  const read = readerOf(holder.configuration, BGP, "neighbor");
  const isRunning = Number(bgp.as ?? 0) > 0;
  return rowsIn(bgp.neighbor).map((row) => {
    const ip = read(row, "ip");
    const address = toNumber(ip);
    const route = address === undefined ? undefined : lookUp(world.scene().routes(vdom), address);
    const local = world.scene().interfaces.get(route?.interface ?? "")?.subnet?.address;
    const isOn = read(row, "shutdown") !== "enable" && isRunning;
    return {
      neighbor_ip: ip,
      local_ip: local === undefined ? "0.0.0.0" : toText(local),
      remote_as: Number(read(row, "remote-as")),
      admin_status: isOn,
      state: !isOn ? "Idle" : route?.type === "connect" ? "Established" : "Active",
      type: isIPv6(ip) ? "ipv6" : "ipv4",
    };
  });
}

function neighbours(type: Neighbour["type"]): Endpoint {
  return (context, call) => ({
    results: pageOf(
      neighboursIn(context, call).filter((one) => one.type === type),
      call.query,
    ),
  });
}

const neighbourStatistics: Endpoint = (context, call) => {
  const wanted = textIn(call, "ip_version");
  const all = neighboursIn(context, call);
  const count = (type: Neighbour["type"]) =>
    wanted === type || wanted === "" || wanted === "ipboth" ? all.filter((one) => one.type === type).length : 0;
  const [ipv4, ipv6] = [count("ipv4"), count("ipv6")];
  return { results: { total: ipv4 + ipv6, ipv4, ipv6 } };
};

/** Neighbours announce nothing: there is only what the device announces itself. */
function pathsIn({ holder }: MonitorContext, { vdom }: MonitorCall): Record<string, unknown>[] {
  const bgp = objectOf(holder.configuration.table(BGP, vdom));
  if (!(Number(bgp.as ?? 0) > 0)) return [];
  return rowsIn(bgp.network).flatMap((row) => {
    const subnet = readSubnet(String(row.prefix ?? ""));
    if (subnet === undefined) return [];
    return [
      {
        nlri_prefix: toText(subnet.network),
        nlri_prefix_len: subnet.prefix,
        learned_from: "0.0.0.0",
        next_hop: "0.0.0.0",
        origin: "igp",
        is_best: true,
      },
    ];
  });
}

const paths: Endpoint = (context, call) => ({ results: pageOf(pathsIn(context, call), call.query) });
const paths6: Endpoint = () => ({ results: [] });

const pathStatistics: Endpoint = (context, call) => {
  const ipv4 = textIn(call, "ip_version") === "ipv6" ? 0 : pathsIn(context, call).length;
  return { results: { total: ipv4, ipv4, ipv6: 0 } };
};

/** All sessions, or one, ask again; what they get is the same. */
const softReset: Endpoint = () => ({});

const resetNeighbour: Endpoint = (context, call) => {
  const isKnown = neighboursIn(context, call).some((one) => one.neighbor_ip === textIn(call, "ip"));
  if (!isKnown) throw noSuchEntry();
  return {};
};

/** Nobody in the simulated network speaks OSPF. */
const ospfNeighbours: Endpoint = () => ({ results: [] });

/** Policy routes in their order. */
function policyRoutes(table: string, version: number): Endpoint {
  return ({ holder }, call) => {
    const read = readerOf(holder.configuration, table);
    const rows = Array.from(holder.configuration.table(table, call.vdom).entries()).filter(
      ([, entry]) => read(entry, "status") === "enable",
    );
    if (switchIn(call, "count_only")) return { results: { count: rows.length } };
    const shown = rows.map(([id, entry]) => ({
      id: Number(id),
      ip_version: version,
      input_device: rowsIn(entry["input-device"]).map((row) => String(row.name)),
      source: rowsIn(entry.src).map((row) => String(row.subnet)),
      destination: rowsIn(entry.dst).map((row) => String(row.subnet)),
      protocol: Number(read(entry, "protocol")),
      action: read(entry, "action"),
      gateway: read(entry, "gateway"),
      output_device: read(entry, "output-device"),
    }));
    return { results: pageOf(shown, call.query) };
  };
}

/** Which policy route a packet takes, if any. */
const lookupPolicy: Endpoint = ({ holder, world }, call) => {
  if (switchIn(call, "ipv6")) return { results: { success: false } };
  const destination = addressIn(call, "destination");
  const source = toNumber(textIn(call, "source"));
  const [port, protocol] = [numberIn(call, "destination_port"), numberIn(call, "protocol_number")];
  const from = textIn(call, "interface_name");
  const table = "router/policy";
  const read = readerOf(holder.configuration, table);
  const found = Array.from(holder.configuration.table(table, call.vdom).entries()).find(([, entry]) => {
    const isWithin = (field: string, address: number | undefined) => {
      const nets = rowsIn(entry[field]).flatMap((row) => readSubnet(String(row.subnet)) ?? []);
      if (nets.length === 0 || address === undefined) return nets.length === 0;
      return nets.some(({ network, broadcast }) => address >= network && address <= broadcast);
    };
    const devices = rowsIn(entry["input-device"]).map((row) => String(row.name));
    const own = Number(read(entry, "protocol"));
    const isPort =
      port === undefined || (port >= Number(read(entry, "start-port")) && port <= Number(read(entry, "end-port")));
    return (
      read(entry, "status") === "enable" &&
      (devices.length === 0 || devices.includes(from)) &&
      isWithin("dst", destination) &&
      isWithin("src", source) &&
      (own === 0 || own === protocol) &&
      isPort
    );
  });
  if (found !== undefined) {
    return { results: { success: true, id: Number(found[0]), is_static_route: false, is_vwl_route: false } };
  }
  const route = lookUp(world.scene().routes(call.vdom), destination);
  if (route === undefined) return { results: { success: false } };
  return { results: { success: true, id: 0, is_static_route: route.type === "static", is_vwl_route: route.isSdwan } };
};

export const protocolEndpoints: Readonly<Record<string, Endpoint>> = {
  "router/bgp/neighbors": neighbours("ipv4"),
  "router/bgp/neighbors6": neighbours("ipv6"),
  "router/bgp/neighbors-statistics": neighbourStatistics,
  "router/bgp/paths": paths,
  "router/bgp/paths6": paths6,
  "router/bgp/paths-statistics": pathStatistics,
  "router/bgp/clear-soft-in": softReset,
  "router/bgp/clear-soft-out": softReset,
  "router/bgp/soft-reset-neighbor": resetNeighbour,
  "router/ospf/neighbors": ospfNeighbours,
  "router/policy": policyRoutes("router/policy", 4),
  "router/policy6": policyRoutes("router/policy6", 6),
  "router/lookup-policy": lookupPolicy,
};
