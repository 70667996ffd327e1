/**
 * `log/...`: where logs go, and how many there are.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { objectOf } from "../../cmdb/table.ts";
import { countNewer } from "../../log/lines.ts";
import { readerOf } from "../../world/read.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";

const GIGABYTE = 1_000_000_000;
/** A line in a file on the disk. */
const BYTES_PER_LINE = 400;
const HOUR_MS = 3_600_000;
const HOURS = 24;
/** What a device counts logs by, and the log that tells how many. */
const KINDS: Readonly<Record<string, readonly [type: string, subtype: string | undefined]>> = {
  traffic: ["traffic", "forward"],
  event: ["event", "system"],
  virus: ["virus", undefined],
  webfilter: ["webfilter", undefined],
  ips: ["ips", undefined],
  "app-ctrl": ["app-ctrl", undefined],
  dns: ["dns", undefined],
  anomaly: ["anomaly", undefined],
};

function isOn({ holder }: MonitorContext, table: string, vdom: string): boolean {
  const read = readerOf(holder.configuration, table);
  return read(objectOf(holder.configuration.table(table, vdom)), "status") === "enable";
}

const state: Endpoint = (context, { vdom }) => {
  const { disk } = context.identity.model;
  const hasDisk = disk > 0;
  return {
    results: {
      memory: {
        is_available: true,
        is_enabled: isOn(context, "log.memory/setting", vdom),
        is_default: !hasDisk,
        is_ha_supported: true,
      },
      disk: {
        is_available: hasDisk,
        is_enabled: hasDisk && isOn(context, "log.disk/setting", vdom),
        is_loggable: hasDisk,
        num_ssds_available: hasDisk ? 1 : 0,
        disabled_by_default: !hasDisk,
        is_ha_supported: true,
        is_fortiview_supported: hasDisk,
        fortiview_weekly_data: false,
      },
      fortianalyzer: {
        is_available: true,
        is_enabled: isOn(context, "log.fortianalyzer/setting", vdom),
        overrides_global_faz: false,
      },
      fortianalyzer_cloud: { is_available: false, is_enabled: false },
      forticloud: { is_available: true, is_enabled: isOn(context, "log.fortiguard/setting", vdom) },
      is_fortiview_supported: hasDisk,
    },
  };
};

/** Lines of each kind in this VDOM. */
function counts({ logs }: MonitorContext, vdom: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([kind, [type, subtype]]) => {
      const path = subtype === undefined ? `disk/${type}` : `disk/${type}/${subtype}`;
      return [kind, logs.lines(path, { type, subtype, vdom }).count];
    }),
  );
}

const diskUsage: Endpoint = (context, { vdom }) => {
  const total = context.identity.model.disk * GIGABYTE;
  const lines = Object.values(counts(context, vdom)).reduce((sum, count) => sum + count, 0);
  const used = Math.min(total, lines * BYTES_PER_LINE);
  return { results: { used_bytes: used, free_bytes: total - used, total_bytes: total } };
};

/** Of the last day, the oldest hour first. */
const hourlyUsage: Endpoint = ({ clock, logs }, { vdom }) => {
  const own = logs.lines("disk/traffic/forward", { type: "traffic", subtype: "forward", vdom });
  const now = clock.now();
  const results = Array.from({ length: HOURS }, (_, index) => {
    const end = now - (HOURS - 1 - index) * HOUR_MS;
    const [older, newer] = [end - HOUR_MS, end].map((at) => own.count - countNewer(own, at));
    return { timestamp: Math.floor(end / 1000), used_bytes: Math.max(0, (newer ?? 0) - (older ?? 0)) * BYTES_PER_LINE };
  });
  return { results };
};

const statistics: Endpoint = (context, call) => ({
  results: { device: textIn(call, "dev") || "disk", ...counts(context, call.vdom) },
});

/** The counts are those of the logs themselves: nothing else counts. */
const done: Endpoint = () => ({});

const features: Endpoint = ({ identity }) => ({
  results: { general: "enable", fortiview: identity.model.disk > 0 ? "enable" : "disable" },
});

/** Nobody answers where a FortiAnalyzer is configured to be. */
const fortianalyzer: Endpoint = (context, { vdom }) => {
  if (!isOn(context, "log.fortianalyzer/setting", vdom)) return { results: { connection: "disabled" } };
  return { results: { connection: "allow", registration: "unregistered", status: "down", received: 0 } };
};

const fortianalyzerQueue: Endpoint = (context, { vdom }) => ({
  results: {
    connected: 0,
    total_memory_blocks: 0,
    used_memory_blocks: 0,
    failed_logs: 0,
    cached_logs: isOn(context, "log.fortianalyzer/setting", vdom) ? counts(context, vdom).traffic : 0,
  },
});

const forticloud: Endpoint = () => ({ results: { disk: { used: 0, free: 0 }, dlp: false, error: 0, expires: 0 } });

const forticloudConnection: Endpoint = (context, { vdom }) => ({
  results: { connection: isOn(context, "log.fortiguard/setting", vdom) ? "connecting" : "disabled" },
});

const nothing: Endpoint = () => ({ results: [] });

const historic: Endpoint = () => ({
  results: Object.fromEntries(Object.keys(KINDS).map((kind) => [kind.replace("-", "_"), []])),
});

const missing: Endpoint = () => {
  throw noSuchEntry();
};

/** How many events of each level the log of the system holds. */
const events: Endpoint = ({ logs }, { vdom }) => {
  const lines = logs.lines("disk/event/system", { type: "event", subtype: "system", vdom });
  const levels: Record<string, number> = {};
  for (let position = 0; position < Math.min(lines.count, 1000); position += 1) {
    const level = String(lines.at(position).level);
    levels[level] = (levels[level] ?? 0) + 1;
  }
  return { results: levels };
};

export const logEndpoints: Readonly<Record<string, Endpoint>> = {
  "log/device/state": state,
  "log/current-disk-usage": diskUsage,
  "log/hourly-disk-usage": hourlyUsage,
  "log/stats": statistics,
  "log/stats/reset": done,
  "log/feature-set": features,
  "log/event": events,
  "log/fortianalyzer": fortianalyzer,
  "log/fortianalyzer-queue": fortianalyzerQueue,
  "log/forticloud": forticloud,
  "log/forticloud/connection": forticloudConnection,
  "log/forticloud-report-list": nothing,
  "log/local-report-list": nothing,
  "log/local-report/delete": done,
  "log/historic-daily-remote-logs": historic,
  "log/local-report/download": missing,
  "log/forticloud-report/download": missing,
  "log/policy-archive/download": missing,
};
