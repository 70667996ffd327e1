/**
 * `firewall/policy` and its kin: what each policy carried.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { badValue, missingAttribute } from "../../cmdb/refusal.ts";
import type { Counters } from "../../world/tally.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { listIn, numberIn, seconds, textIn } from "../params.ts";

type Row = Readonly<Record<string, unknown>>;

const POLICY = "firewall/policy";

/** The policy that nobody wrote comes first; it has no uuid. */
export const policies: Endpoint = (context, call) => {
  const { vdom, query } = call;
  const { holder, world, clock } = context;
  const wanted = listIn(call, "policyid");
  const isSixOnly = textIn(call, "ip_version") === "ipv6";
  const passed = world.traffic(vdom).tally(clock.now()).policies;
  const open = Map.groupBy(world.traffic(vdom).sessions(clock.now()), ({ lane }) => lane.way.policy.id);
  const rowOf = (id: number, entry: Entry | undefined): Row => ({
    policyid: id,
    ...(entry === undefined ? {} : { uuid: entry.uuid ?? "", uuid_type: "firewall.policy" }),
    // The world speaks IPv4 alone.
    ...countersShown(isSixOnly ? undefined : passed.get(id), isSixOnly ? 0 : (open.get(id)?.length ?? 0)),
  });
  const rows = Array.from(holder.configuration.table(POLICY, vdom).entries(), ([id, entry]) =>
    rowOf(Number(id), entry),
  );
  const all = [rowOf(0, undefined), ...rows];
  return {
    results: pageOf(wanted === undefined ? all : all.filter((row) => wanted.includes(String(row.policyid))), query),
  };
};

function countersShown(counters: Counters | undefined, open: number): Row {
  const { hits = 0, bytes = 0, packets = 0 } = counters ?? {};
  return {
    active_sessions: open,
    bytes,
    packets,
    software_bytes: bytes,
    software_packets: packets,
    asic_bytes: 0,
    asic_packets: 0,
    nturbo_bytes: 0,
    nturbo_packets: 0,
    hit_count: hits,
    session_count: open,
    ...timesOf(counters),
  };
}

/** What was never used has no times. */
function timesOf(counters: Counters | undefined): Row {
  if (counters === undefined) return {};
  const [first, last] = [seconds(counters.firstUsed), seconds(counters.lastUsed)];
  return { first_used: first, last_used: last, session_first_used: first, session_last_used: last };
}

/** One policy is named; for all there is another call. */
export const clearPolicies: Endpoint = ({ world, clock }, call) => {
  const id = numberIn(call, "policy");
  if (id === undefined) throw missingAttribute("policy");
  world.traffic(call.vdom).clear([id], clock.now());
  return {};
};

export const resetPolicies: Endpoint = ({ world, clock }, { vdom }) => {
  world.traffic(vdom).clear(undefined, clock.now());
  return {};
};

/** Policies of a table that no traffic takes here: present, and never hit. */
export function quietPolicies(table: string, more: Row = {}): Endpoint {
  return (context, call) => ({ results: pageOf(quietRows(context, call, table, more), call.query) });
}

function quietRows({ holder }: MonitorContext, call: MonitorCall, table: string, more: Row): Row[] {
  const wanted = numberIn(call, "policyid");
  const isVip = table === "firewall/vip";
  return Array.from(holder.configuration.table(table, call.vdom).entries(), ([key, entry], index) => {
    // Virtual addresses are tables of names, and have a number beside.
    const id = isVip ? Number(entry.id ?? index + 1) : Number(key);
    const own = { uuid: entry.uuid ?? "", uuid_type: table.replaceAll("/", "."), ...more };
    return { id, row: isVip ? { id, ...own } : { policyid: id, ...own } };
  }).flatMap(({ id, row }) => (wanted === undefined || id === wanted ? [row] : []));
}

/** There is nothing to clear: such policies count nothing. */
export const clearNothing: Endpoint = (_context, call) => {
  for (const name of ["policy", "id"]) numberIn(call, name);
  return {};
};

/** The label is in no schema of these versions, so there is nothing to show for it. */
export function updateGlobalLabel(table: string): Endpoint {
  return ({ holder }, call) => {
    const id = textIn(call, "policyid");
    if (!holder.configuration.table(table, call.vdom).has(id)) throw badValue(id);
    return {};
  };
}
