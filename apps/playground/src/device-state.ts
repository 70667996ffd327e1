/**
 * What a simulated FortiGate holds, as entries that compare, and what it should hold.
 *
 * @module
 */

import type { DeviceState } from "./compare.ts";
import type { ExpectedDevice } from "./fixtures.ts";

/** The answer of the simulator's `GET /snapshot`: what the device holds beyond the factory's content. */
export interface Snapshot {
  readonly configuration: Readonly<Record<string, Readonly<Record<string, TableSnapshot>>>>;
  readonly banned: readonly { readonly ip_address: string; readonly source: string; readonly seconds: number }[];
}

interface TableSnapshot {
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly deleted?: readonly string[];
}

/** Names each entry as a person would: `root firewall/addrgrp blocked`, `ban 203.0.113.9`. */
export function toDeviceState({ configuration, banned }: Snapshot): DeviceState {
  const state = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [vdom, tables] of Object.entries(configuration)) {
    for (const [path, { entries, deleted = [] }] of Object.entries(tables)) {
      for (const [index, entry] of entries.entries()) {
        state.set(`${vdom} ${path} ${entry.name ?? `#${index + 1}`}`, withSortedMembers(entry));
      }
      for (const key of deleted) state.set(`${vdom} ${path} ${key}`, { deleted: true });
    }
  }
  for (const { ip_address, source, seconds } of banned) state.set(`ban ${ip_address}`, { source, seconds });
  return state;
}

/** What the device must hold after the alerts: all that it held before, and the new entries. */
export function expectedState(before: DeviceState, { addresses, bans, comment }: ExpectedDevice): DeviceState {
  const state = new Map(before);
  for (const [name, value] of Object.entries(addresses)) {
    const isIpv6 = value.includes(":");
    const suffix = isIpv6 ? "6" : "";
    state.set(`root firewall/address${suffix} ${name}`, { comment, [isIpv6 ? "ip6" : "subnet"]: value, name });
    const group = `root firewall/addrgrp${suffix} blocked`;
    const { member = [], ...rest } = state.get(group) ?? {};
    state.set(group, withSortedMembers({ ...rest, member: [...(member as string[]), name] }));
  }
  for (const [address, seconds] of Object.entries(bans)) {
    state.set(`ban ${address}`, { source: "administrative", seconds });
  }
  return state;
}

/** The order of a group's members has no meaning. */
function withSortedMembers(entry: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { member } = entry;
  if (!Array.isArray(member)) return entry;
  return { ...entry, member: member.map((item) => (typeof item === "string" ? item : item.name)).sort() };
}
