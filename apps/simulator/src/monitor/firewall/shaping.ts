/**
 * Shapers, pools of addresses, and servers behind one address: what is configured, and how much of it is in use.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { toNumber, toText } from "../../world/ipv4.ts";
import { namesIn, readerOf, rowsIn } from "../../world/read.ts";
import type { Session } from "../../world/session.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { textIn } from "../params.ts";

/** Each policy that uses a shaper has one of its own where the shaper says so. */
const shapers: Endpoint = ({ holder }, call) => {
  const table = "firewall.shaper/traffic-shaper";
  const only = textIn(call, "shaper_name");
  const read = readerOf(holder.configuration, table);
  const rows = Array.from(holder.configuration.table(table, call.vdom).entries())
    .filter(([name]) => only === "" || only === name)
    .map(([name, entry]) => ({
      name,
      guaranteed_bandwidth: Number(read(entry, "guaranteed-bandwidth")),
      maximum_bandwidth: Number(read(entry, "maximum-bandwidth")),
      priority: read(entry, "priority"),
      per_policy: read(entry, "per-policy") === "enable",
      current_bandwidth: 0,
      dropped_bytes: 0,
      drops: 0,
      policies: [],
    }));
  return { results: { shapers: rows, data: rows, drops: 0, dropped_bytes: 0 } };
};

const perIpShapers: Endpoint = ({ holder }, call) => {
  const table = "firewall.shaper/per-ip-shaper";
  const only = textIn(call, "shaper_name");
  const read = readerOf(holder.configuration, table);
  const data = Array.from(holder.configuration.table(table, call.vdom).entries())
    .filter(([name]) => only === "" || only === name)
    .map(([name, entry]) => ({
      name,
      maximum_bandwidth: Number(read(entry, "max-bandwidth")),
      maximum_concurrent_session: Number(read(entry, "max-concurrent-session")),
      dropped_packets: 0,
      dropped_sessions: 0,
      ips: [],
    }));
  return { results: { data, memory_allocated: 0, drops: 0 } };
};

/** Pools by name. One that nobody configured with blocks counts addresses. */
const pools: Endpoint = (context, call) => {
  const { holder } = context;
  const read = readerOf(holder.configuration, "firewall/ippool");
  const rows = Array.from(holder.configuration.table("firewall/ippool", call.vdom).entries(), ([name, entry]) => {
    const size = sizeOf(entry);
    const [blocks, blockSize] = [Number(read(entry, "num-blocks-per-user")), Number(read(entry, "block-size"))];
    const perIp = blockSize > 0 ? Math.floor(60_417 / blockSize) : 0;
    const clients = new Set(usersOf(context, call, name).map(({ source }) => source.ip)).size;
    const isBlocks = read(entry, "type") === "port-block-allocation";
    const total = isBlocks ? perIp * size : size;
    const used = Math.min(clients, total);
    return [
      name,
      {
        name,
        blocks,
        block_size: blockSize,
        fixed_port: read(entry, "type") === "fixed-port-range",
        pba_per_ip: perIp,
        used,
        total,
        available: total === 0 ? 0 : Math.round((1000 * (total - used)) / total) / 10,
        clients,
        natip_in_use: Math.min(size, clients),
        natip_total: size,
      },
    ];
  });
  return { results: Object.fromEntries(rows) };
};

const poolMapping: Endpoint = (context, call) => {
  const name = textIn(call, "mkey");
  const entry = context.holder.configuration.table("firewall/ippool", call.vdom).get(name);
  if (entry === undefined) throw noSuchEntry();
  const first = toNumber(String(entry.startip ?? "")) ?? 0;
  const size = sizeOf(entry);
  const rows = usersOf(context, call, name).map(({ source }, index) => ({
    internal_ip: toText(source.ip),
    external_ip: toText(first + (index % Math.max(1, size))),
    start_port: 5117,
    end_port: 65_533,
    nat_type: String(entry.type ?? "overload"),
  }));
  return { results: pageOf(rows, call.query) };
};

/** Virtual servers with those that do their work. */
const loadBalance: Endpoint = ({ holder }, call) => {
  const read = readerOf(holder.configuration, "firewall/vip");
  const readServer = readerOf(holder.configuration, "firewall/vip", "realservers");
  const rows = Array.from(holder.configuration.table("firewall/vip", call.vdom).entries())
    .filter(([, entry]) => read(entry, "type") === "server-load-balance")
    .map(([name, entry]) => ({
      virtual_server_name: name,
      virtual_server_ip: read(entry, "extip"),
      virtual_server_port: Number(read(entry, "extport").split("-")[0]),
      virtual_server_type: read(entry, "server-type"),
      list: rowsIn(entry.realservers).map((row, index) => {
        const mode = readServer(row, "status");
        return {
          real_server_id: Number(row.id ?? index + 1),
          real_server_ip: readServer(row, "ip"),
          real_server_port: Number(readServer(row, "port")),
          mode: mode === "disable" ? "disabled" : mode,
          status: mode === "disable" ? "down" : "up",
          monitor_events: 0,
          active_sessions: 0,
          RTT: "<1",
          bytes_processed: 0,
        };
      }),
    }));
  return { results: pageOf(rows, call.query) };
};

const done: Endpoint = () => ({});

export const shapingEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/shaper": shapers,
  "firewall/shaper/reset": done,
  "firewall/per-ip-shaper": perIpShapers,
  "firewall/per-ip-shaper/reset": done,
  "firewall/ippool": pools,
  "firewall/ippool/mapping": poolMapping,
  "firewall/load-balance": loadBalance,
};

function sizeOf(entry: Entry): number {
  const [first, last] = [toNumber(String(entry.startip ?? "")), toNumber(String(entry.endip ?? entry.startip ?? ""))];
  return first === undefined || last === undefined ? 0 : Math.max(0, last - first + 1);
}

/** Sessions through policies that use a pool. */
function usersOf({ holder, world, clock }: MonitorContext, { vdom }: MonitorCall, pool: string): Session[] {
  const policies = holder.configuration.table("firewall/policy", vdom);
  return world
    .traffic(vdom)
    .sessions(clock.now())
    .filter(({ lane }) => namesIn(policies.get(String(lane.way.policy.id))?.poolname).includes(pool));
}
