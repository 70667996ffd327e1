/**
 * `fortiview/...`: sessions added up by who, where and what.
 *
 * @module
 */

import { badValue } from "../../cmdb/refusal.ts";
import { toText } from "../../world/ipv4.ts";
import { type Session, shareOf } from "../../world/session.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, pageOf } from "../answer.ts";
import { sessionTest } from "../firewall/session-rows.ts";
import { textIn } from "../params.ts";

/** What sessions are added up by: the fields that tell of it. */
const REPORTS: Readonly<Record<string, (session: Session) => Record<string, unknown>>> = {
  source: ({ source, lane }) => ({
    srcaddr: toText(source.ip),
    srcintf: lane.way.source.name,
    ...(source.host && { srcmac: source.host.mac, device: source.host.name, os: source.host.os }),
  }),
  destination: ({ destination, lane }) => ({
    dstaddr: toText(destination.ip),
    dstintf: lane.way.destination?.name ?? "",
    country: destination.country.name,
  }),
  application: ({ lane }) => ({
    application: lane.application.app,
    id: lane.application.id,
    category: lane.application.category,
  }),
  policy: ({ lane }) => ({ policyid: lane.way.policy.id, policyname: lane.way.policy.name }),
  country: ({ destination }) => ({ country: destination.country.name, country_id: destination.country.id }),
  interface: ({ lane }) => ({ interface: lane.way.destination?.name ?? "" }),
  session: ({ number, source, destination }) => ({
    sessionid: number,
    srcaddr: toText(source.ip),
    dstaddr: toText(destination.ip),
  }),
};
const SYNONYMS: Readonly<Record<string, string>> = {
  src: "source",
  srcaddr: "source",
  dst: "destination",
  dstaddr: "destination",
  app: "application",
  policyid: "policy",
  srcintf: "interface",
  dstintf: "interface",
  sessions: "session",
};
const SORTS: ReadonlySet<string> = new Set(["bytes", "sessions", "bandwidth", "packets"]);

const realtime: Endpoint = (context, call) => ({ results: reportOf(context, call) });

/** What is over is in the logs, and not added up here. */
const nothing: Endpoint = () => ({ results: { details: [] } });

const cancel: Endpoint = () => ({});

export const fortiviewEndpoints: Readonly<Record<string, Endpoint>> = {
  "fortiview/statistics": realtime,
  "fortiview/realtime-statistics": realtime,
  "fortiview/historical-statistics": nothing,
  "fortiview/proxy-statistics": nothing,
  "fortiview/realtime-proxy-statistics": nothing,
  "fortiview/session/cancel": cancel,
};

function reportOf({ world, clock }: MonitorContext, call: MonitorCall): object {
  const wanted = textIn(call, "report_by") || "source";
  const describe = REPORTS[SYNONYMS[wanted] ?? wanted];
  if (describe === undefined) throw badValue(wanted);
  const sort = textIn(call, "sort_by") || "bytes";
  const now = clock.now();
  const sessions = world.sessions(call.vdom).filter(sessionTest(call, now));
  const groups = Map.groupBy(sessions, (session) => JSON.stringify(describe(session)));
  const rows = [...groups].map(([key, own]) => ({ ...JSON.parse(key), ...sumOf(own, now) }));
  const field = SORTS.has(sort) ? sort : "bytes";
  rows.sort((a, b) => b[field] - a[field]);
  return { details: pageOf(rows, call.query) };
}

function sumOf(sessions: readonly Session[], now: number): Record<string, number> {
  const add = (read: (session: Session) => number) => Math.floor(sessions.reduce((sum, one) => sum + read(one), 0));
  const sentbyte = add((one) => one.lane.sent * shareOf(one, now));
  const rcvdbyte = add((one) => one.lane.received * shareOf(one, now));
  return {
    sessions: sessions.length,
    sentbyte,
    rcvdbyte,
    bytes: sentbyte + rcvdbyte,
    packets: add((one) => (one.lane.sentPackets + one.lane.receivedPackets) * shareOf(one, now)),
    bandwidth: add((one) => (8000 * (one.lane.sent + one.lane.received)) / Math.max(1000, one.ends - one.begins)),
    tx_shaper_drops: 0,
    rx_shaper_drops: 0,
  };
}
