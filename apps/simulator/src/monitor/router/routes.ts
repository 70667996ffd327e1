/**
 * `router/ipv4` and its kin: the routing table, and the way that a packet takes.
 *
 * @module
 */

import { isIPv6 } from "node:net";
import { badValue } from "../../cmdb/refusal.ts";
import { isSince } from "../../version.ts";
import { networkText, readSubnet, toText } from "../../world/ipv4.ts";
import { lookUp, type Route } from "../../world/routes.ts";
import { type Route6, readRoutes6 } from "../../world/routes6.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { addressIn, numberIn, switchIn, textIn } from "../params.ts";

type Row = Readonly<Record<string, unknown>>;

function rows4({ world }: MonitorContext, { vdom }: MonitorCall): Row[] {
  return world
    .scene()
    .routes(vdom)
    .map((route) => rowOf(route, world.scene().interfaces.get(route.interface)?.type === "tunnel"));
}

function rowOf(route: Route, isTunnel: boolean): Row {
  return {
    ip_version: 4,
    type: route.type,
    origin: route.type,
    ip_mask: networkText(route.destination),
    distance: route.distance,
    metric: 0,
    priority: route.priority,
    vrf: route.vrf,
    gateway: toText(route.gateway),
    non_rc_gateway: toText(route.gateway),
    interface: route.interface === "" ? "Null" : route.interface,
    is_tunnel_route: isTunnel,
    ...(isTunnel && { tunnel_parent: route.interface }),
  };
}

function rows6({ world, holder }: MonitorContext, { vdom }: MonitorCall): Row[] {
  return readRoutes6(holder.configuration, vdom, world.scene().interfacesOf(vdom)).map((route: Route6) => ({
    ip_version: 6,
    type: route.type,
    origin: route.type,
    ip_mask: route.destination,
    distance: route.distance,
    metric: 0,
    priority: route.priority,
    vrf: 0,
    gateway: route.gateway,
    non_rc_gateway: route.gateway,
    interface: route.interface,
    is_tunnel_route: false,
  }));
}

/** All that is given must fit, or with `operator=or` any of it. */
function filtered(rows: readonly Row[], call: MonitorCall): Row[] {
  const fields = ["ip_mask", "gateway", "type", "origin", "interface"].filter((name) => textIn(call, name) !== "");
  const fits = (row: Row) => (name: string) =>
    name === "ip_mask" ? isMask(String(row.ip_mask), textIn(call, name)) : String(row[name]) === textIn(call, name);
  if (fields.length === 0) return [...rows];
  const isAny = textIn(call, "operator") === "or";
  return rows.filter((row) => (isAny ? fields.some(fits(row)) : fields.every(fits(row))));
}

/** `10.0.0.0/8` and `10.0.0.0 255.0.0.0` are the same. */
function isMask(own: string, wanted: string): boolean {
  const subnet = readSubnet(wanted);
  return own === (subnet === undefined || wanted.includes(":") ? wanted : networkText(subnet));
}

const ipv4: Endpoint = (context, call) => ({
  results: pageOf(filtered(rows4(context, call), call), call.query),
});

const ipv6: Endpoint = (context, call) => ({
  results: pageOf(filtered(rows6(context, call), call), call.query),
});

const statistics: Endpoint = (context, call) => {
  const version = numberIn(call, "ip_version");
  const [four, six] = [filtered(rows4(context, call), call), filtered(rows6(context, call), call)];
  const [total4, total6] = [version === 6 ? 0 : four.length, version === 4 ? 0 : six.length];
  return { results: { total_lines: total4 + total6, total_lines_ipv4: total4, total_lines_ipv6: total6 } };
};

const charts: Endpoint = (context, call) => {
  const version = numberIn(call, "ip_version");
  const four = version === 6 ? [] : filtered(rows4(context, call), call);
  const six = version === 4 ? [] : filtered(rows6(context, call), call);
  const count = (name: string) =>
    Object.fromEntries(
      [...Map.groupBy([...four, ...six], (row) => String(row[name]))].map(([key, own]) => [key, own.length]),
    );
  return {
    results: {
      types: count("type"),
      interfaces: count("interface"),
      dumped_ipv4: four.length,
      dumped_ipv6: six.length,
    },
  };
};

/** From 7.6.3 on every route of the same worth is listed. */
const lookup: Endpoint = ({ world, identity }, call) => {
  const destination = textIn(call, "destination");
  if (switchIn(call, "ipv6")) {
    if (!isIPv6(destination)) throw badValue(destination);
    return { results: { success: false, error_message: "No route found" } };
  }
  const routes = world.scene().routes(call.vdom);
  const best = lookUp(routes, addressIn(call, "destination"));
  if (best === undefined) return { results: { success: false, error_message: "No route found" } };
  const shown = (route: Route) => ({
    network: networkText(route.destination),
    gateway: toText(route.gateway),
    interface: route.interface,
  });
  if (!isSince(identity.version, "7.6.3")) return { results: { success: true, ...shown(best) } };
  const equals = routes.filter(
    ({ destination: { network, prefix }, priority }) =>
      network === best.destination.network && prefix === best.destination.prefix && priority === best.priority,
  );
  return { results: { success: true, entries: equals.map(shown) } };
};

/** A unit that does not exist knows no way. */
const lookupHaPeer: Endpoint = () => ({ results: { success: false, error_message: "No route found" } });

const sdwanRoutes: Endpoint = (context, call) => {
  const { world } = context;
  const routes = world.scene().routes(call.vdom);
  return {
    results: pageOf(
      routes
        .filter(({ isSdwan }) => isSdwan)
        .map((route) => {
          const { origin: _origin, non_rc_gateway: _rc, is_tunnel_route: _tunnel, ...row } = rowOf(route, false);
          return row;
        }),
      call.query,
    ),
  };
};

const sdwanRoutes6: Endpoint = () => ({ results: [] });

const sdwanStatistics: Endpoint = ({ world }, call) => {
  const count = world
    .scene()
    .routes(call.vdom)
    .filter(({ isSdwan }) => isSdwan).length;
  const four = textIn(call, "ip_version") === "ipv6" ? 0 : count;
  return { results: { total: four, ipv4: four, ipv6: 0 } };
};

export const routeEndpoints: Readonly<Record<string, Endpoint>> = {
  "router/ipv4": ipv4,
  "router/ipv6": ipv6,
  "router/statistics": statistics,
  "router/charts": charts,
  "router/lookup": lookup,
  "router/lookup/ha-peer": lookupHaPeer,
  "router/sdwan/routes": sdwanRoutes,
  "router/sdwan/routes6": sdwanRoutes6,
  "router/sdwan/routes-statistics": sdwanStatistics,
};
