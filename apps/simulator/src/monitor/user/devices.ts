/**
 * `user/device/*`: machines that the device has seen, which are those behind its interfaces.
 *
 * @module
 */

import { badValue } from "../../cmdb/refusal.ts";
import type { Host } from "../../world/hosts.ts";
import { toText } from "../../world/ipv4.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { textIn, textOf } from "../params.ts";

type DeviceRow = Readonly<Record<string, unknown>>;

export const queryDevices: Endpoint = (context, call) => {
  const rows = filtered(devicesOf(context, call.vdom), call);
  if (call.query.flag("total_only")) return { results: [{ total: rows.length }] };
  return { results: pageOf(rows, call.query) };
};

/** How many there are of each kind. */
export const deviceStats: Endpoint = (context, call) => {
  const key = textIn(call, "stat-key");
  const counts = new Map<string, number>();
  for (const row of filtered(devicesOf(context, call.vdom), call)) {
    const value = String(row[key] ?? "");
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { results: Array.from(counts, ([value, count]) => ({ chart_value: value, chart_count: count })) };
};

function devicesOf(context: MonitorContext, vdom: string): DeviceRow[] {
  const now = Math.floor(context.clock.now() / 1000);
  const since = Math.floor(context.live.power.startedAt() / 1000);
  const leases = new Map(context.world.leases(vdom).map((lease) => [lease.host.ip, lease]));
  return context.world
    .scene()
    .hostsOf(vdom)
    .map((host) => describe(host, vdom, now, since, leases.get(host.ip)?.expires));
}

function describe(host: Host, vdom: string, now: number, since: number, leaseEnds: number | undefined): DeviceRow {
  return {
    vdom,
    mac: host.mac,
    master_mac: host.mac,
    is_master_device: true,
    ipv4_address: toText(host.ip),
    hostname: host.name,
    host_src: "dhcp",
    hardware_vendor: host.manufacturer,
    hardware_type: host.type,
    hardware_family: "",
    hardware_version: "",
    os_name: host.os,
    os_version: "",
    device_type: host.type,
    detected_interface: host.interface,
    is_detected_interface_role_wan: false,
    detected_interface_fortitelemetry: false,
    online_interfaces: [host.interface],
    is_online: true,
    last_seen: now,
    active_start_time: since,
    directly_connected: true,
    generation: 0,
    dhcp_lease_status: leaseEnds === undefined ? "none" : "leased",
    ...(leaseEnds !== undefined && { dhcp_lease_expire: Math.floor(leaseEnds / 1000) }),
    dhcp_lease_reserved: host.isReserved,
    is_fortiguard_src: false,
    purdue_level: "3",
    max_vuln_level: "",
    total_vuln_count: 0,
    other_macs: [],
    tags: [],
  };
}

interface Condition {
  readonly type: string;
  readonly value: unknown;
  readonly op?: string;
}

const TESTS: ReadonlyMap<unknown, (held: unknown, wanted: unknown) => boolean> = new Map([
  ["exact", (held: unknown, wanted: unknown) => textOf(held) === textOf(wanted)],
  ["contains", (held, wanted) => textOf(held).toLowerCase().includes(textOf(wanted).toLowerCase())],
  ["greaterThanEqualTo", (held, wanted) => Number(held) >= Number(textOf(wanted))],
  ["lessThanEqualTo", (held, wanted) => Number(held) <= Number(textOf(wanted))],
]);

/** `filters` are JSON: fields, what to look for, and how. Names of fields alone (`mac=…`) count as exact ones. */
function filtered(rows: readonly DeviceRow[], { query, params }: MonitorCall): readonly DeviceRow[] {
  const conditions = conditionsIn(query.get("filters"));
  const isAny = params.filter_logic === "or";
  const known = rows[0] ?? {};
  const exact = Object.entries(query.pairs()).filter(([name]) => Object.hasOwn(known, name) && name !== "vdom");
  return rows.filter((row) => {
    const met = conditions.map(({ type, value, op = "exact" }) => TESTS.get(op)?.(row[type], value) ?? true);
    const isMet = met.length === 0 || (isAny ? met.includes(true) : !met.includes(false));
    return isMet && exact.every(([name, value]) => String(row[name]) === value);
  });
}

function conditionsIn(text: string | undefined): readonly Condition[] {
  if (text === undefined || text === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    return [value].flat().filter((one): one is Condition => typeof one === "object" && one !== null);
  } catch {
    throw badValue(text);
  }
}

export const queryInfo: Endpoint = (context, call) => {
  const users = context.live.logons.list(call.vdom);
  const entries = users.map(({ user, address, began }) => ({
    user_info_username: user,
    ipv4_address: address,
    last_seen: Math.floor(began / 1000),
  }));
  return { results: { total: entries.length, count: entries.length, entries: pageOf(entries, call.query) } };
};
