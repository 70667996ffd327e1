/**
 * `service/sniffer/*` for captures on demand, and `system/sniffer/*` for those of the older kind: started, stopped and
 * downloaded, with packets of the simulated network in them.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry, Refusal } from "../../cmdb/refusal.ts";
import { renderEntry } from "../../cmdb/render.ts";
import { download, type Reply } from "../../http/reply.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { tableOf } from "../config.ts";
import { textIn } from "../params.ts";
import type { Capture, CaptureId } from "./captures.ts";
import { captureFile } from "./pcap.ts";

/** Where captures are configured, and which field says how long they may be. */
interface Kind {
  readonly table: string;
  readonly limit: string;
}

const ON_DEMAND: Kind = { table: "firewall/on-demand-sniffer", limit: "max-packet-count" };
const OLD: Kind = { table: "firewall/sniffer", limit: "max-packet-count" };
const DEFAULT_PACKETS = 4000;
const MOST_PACKETS = 10_000;
const MOST_CAPTURES = 10;
const PACKETS_PER_SECOND = 20;
const TABLE_FULL = -4;

export const listCaptures: Endpoint = needing([ON_DEMAND.table], (context, call) => {
  const wanted = textIn(call, "mkey");
  const { rows } = tableOf(context, ON_DEMAND.table, call.vdom);
  return {
    results: rows
      .filter(([name]) => wanted === "" || name === wanted)
      .map(([name, entry]) => describe(context, call, name, entry)),
  };
});

function describe(context: MonitorContext, { vdom }: MonitorCall, name: string, entry: Entry): Record<string, unknown> {
  const { live, holder } = context;
  const capture = live.captures.get(ON_DEMAND.table, vdom, name);
  const end = capture && endOf(context, capture, limitOf(entry, ON_DEMAND));
  const node = holder.configuration.schemas.loaded(ON_DEMAND.table)?.node;
  return {
    mkey: name,
    vdom,
    status: capture === undefined ? "not_started" : end === undefined ? "in_progress" : "completed",
    ...(capture && { start_time: Math.floor(capture.startedAt / 1000) }),
    ...(end !== undefined && { end_time: Math.floor(end / 1000) }),
    config: node === undefined ? {} : renderEntry(node, entry, 0),
  };
}

/** When it was stopped, or had as many packets as it may have. */
function endOf({ clock }: MonitorContext, { startedAt, endedAt }: Capture, most: number): number | undefined {
  const full = startedAt + (most / PACKETS_PER_SECOND) * 1000;
  if (endedAt !== undefined) return Math.min(endedAt, full);
  return full <= clock.now() ? full : undefined;
}

function limitOf(entry: Entry, { limit }: Kind): number {
  return Number(entry[limit] ?? DEFAULT_PACKETS);
}

function isRunning(context: MonitorContext, kind: Kind, vdom: string, key: string, entry: Entry): boolean {
  const capture = context.live.captures.get(kind.table, vdom, key);
  return capture !== undefined && endOf(context, capture, limitOf(entry, kind)) === undefined;
}

function start(kind: Kind): Endpoint {
  return needing([kind.table], (context, call) => {
    const [id] = captureIn(context, call, kind);
    const { rows } = tableOf(context, kind.table, call.vdom);
    const running = rows.filter(([key, entry]) => isRunning(context, kind, call.vdom, key, entry)).length;
    if (running >= MOST_CAPTURES) throw new Refusal(500, TABLE_FULL);
    context.live.captures.start(...id);
    return kind === ON_DEMAND ? { results: { mkey: id[2], status: "in_progress" } } : {};
  });
}

function stop(kind: Kind): Endpoint {
  return needing([kind.table], (context, call) => {
    const [id] = captureIn(context, call, kind);
    context.live.captures.stop(...id);
    return {};
  });
}

/** Throws away what was captured. */
function forget(kind: Kind): Endpoint {
  return needing([kind.table], (context, call) => {
    const [id] = captureIn(context, call, kind);
    context.live.captures.forget(...id);
    return {};
  });
}

function save(kind: Kind): Endpoint {
  return needing([kind.table], (context, call): Reply => {
    const [id, entry] = captureIn(context, call, kind);
    const capture = context.live.captures.get(...id);
    if (capture === undefined) throw noSuchEntry();
    const end = endOf(context, capture, limitOf(entry, kind)) ?? context.clock.now();
    const count = Math.min(MOST_PACKETS, Math.floor(((end - capture.startedAt) / 1000) * PACKETS_PER_SECOND));
    const sessions = context.world.sessions(call.vdom);
    return download(
      `sniffer_${id[2]}.pcap`,
      captureFile(sessions, capture.startedAt, count, 1000 / PACKETS_PER_SECOND),
    );
  });
}

function captureIn({ holder }: MonitorContext, call: MonitorCall, { table }: Kind): [CaptureId, Entry] {
  const key = textIn(call, "mkey");
  const entry = holder.configuration.table(table, call.vdom).get(key);
  if (entry === undefined) throw noSuchEntry();
  return [[table, call.vdom, key], entry];
}

const meta: Endpoint = ({ identity }) => ({
  results: {
    max_packet_captures: MOST_CAPTURES,
    max_packet_count: MOST_PACKETS,
    default_packet_count: DEFAULT_PACKETS,
    has_disk: identity.model.disk > 0,
  },
});

const oldCaptures: Endpoint = needing([OLD.table], (context, call) => ({
  results: tableOf(context, OLD.table, call.vdom).rows.map(([key, entry]) => ({
    id: Number(key),
    interface: entry.interface ?? "",
    max_packet_count: limitOf(entry, OLD),
    status: isRunning(context, OLD, call.vdom, key, entry) ? "running" : "not_running",
  })),
}));

export const snifferEndpoints: Readonly<Record<string, Endpoint>> = {
  "sniffer/delete": forget(ON_DEMAND),
  "sniffer/download": save(ON_DEMAND),
  "sniffer/list": listCaptures,
  "sniffer/meta": meta,
  "sniffer/start": start(ON_DEMAND),
  "sniffer/stop": stop(ON_DEMAND),
  "system/sniffer": oldCaptures,
  "system/sniffer/clear": forget(OLD),
  "system/sniffer/download": save(OLD),
  "system/sniffer/restart": start(OLD),
  "system/sniffer/start": start(OLD),
  "system/sniffer/stop": stop(OLD),
};
