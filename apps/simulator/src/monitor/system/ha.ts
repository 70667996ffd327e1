/**
 * `system/ha-*`: the cluster as it is configured. Beside this unit it has one other, which always agrees.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { OBJECT_KEY, objectOf } from "../../cmdb/table.ts";
import { checkDeviceWide } from "../../device/permissions.ts";
import { isSince } from "../../version.ts";
import { type Endpoint, hostnameOf, type MonitorContext, needing } from "../answer.ts";
import { change, fieldsOf } from "../config.ts";
import { numberIn, textIn } from "../params.ts";
import { gaugeAt } from "./load.ts";
import { loadNow } from "./usage.ts";

interface Unit {
  readonly serial: string;
  readonly hostname: string;
  readonly priority: number;
  readonly isPrimary: boolean;
}

const HA = "system/ha";
const TABLES = [HA];

/** None where the device stands alone. */
export function unitsOf(context: MonitorContext): readonly Unit[] {
  const { identity, live } = context;
  const ha = fieldsOf(context, HA);
  if (ha("mode") === "standalone" || ha("mode") === "") return [];
  const own = { serial: identity.serial, hostname: hostnameOf(context), priority: Number(ha("priority")) };
  if (live.haPeer.isDisconnected) return [{ ...own, isPrimary: true }];
  const peer = {
    serial: `${identity.serial.slice(0, 6)}9${identity.serial.slice(7)}`,
    hostname: live.haPeer.hostname ?? `${own.hostname}-2`,
    priority: live.haPeer.priority ?? Math.max(own.priority - 28, 0),
  };
  // This unit is the one that answers, so it leads, whatever the priorities say.
  return [
    { ...own, isPrimary: true },
    { ...peer, isPrimary: false },
  ];
}

export const haPeer: Endpoint = needing(TABLES, (context, call) => {
  const [wanted, isNew] = [textIn(call, "serial_no"), isSince(context.identity.version, "7.4.0")];
  const units = unitsOf(context).filter(({ serial }) => wanted === "" || serial === wanted);
  return {
    results: units.map(({ serial, hostname, priority, isPrimary }) => ({
      serial_no: serial,
      vcluster_id: 0,
      priority,
      hostname,
      ...(isNew && isPrimary && { primary: true }),
      ...(!isNew && { master: isPrimary }),
    })),
  };
});

export const haStatistics: Endpoint = needing(TABLES, (context) => {
  const now = context.clock.now();
  const uptime = Math.floor((now - context.live.power.startedAt()) / 1000);
  const { cpu, mem, sessions } = loadNow(context);
  return {
    results: unitsOf(context).map(({ serial, hostname, isPrimary }) => ({
      hostname,
      serial_no: serial,
      tnow: uptime,
      uptime,
      sessions: isPrimary ? sessions : Math.floor(sessions / 10),
      sessions6: 0,
      tpacket: isPrimary ? uptime * 97 : uptime,
      vir_usage: 0,
      net_usage: isPrimary ? gaugeAt(context, "setuprate", now) * 12 : 0,
      tbyte: isPrimary ? uptime * 61_440 : uptime * 64,
      intr_usage: 0,
      cpu_usage: isPrimary ? cpu : 0,
      mem_usage: mem,
      per_vdom_stats: [],
    })),
  };
});

export const haChecksums: Endpoint = needing(TABLES, (context) => {
  const isNew = isSince(context.identity.version, "7.4.0");
  const checksum = checksumsOf(context);
  return {
    results: unitsOf(context).map(({ serial, isPrimary }) => ({
      ...(isNew
        ? { is_manage_primary: isPrimary, is_root_primary: isPrimary }
        : { is_manage_master: Number(isPrimary), is_root_master: Number(isPrimary) }),
      checksum,
      serial_no: serial,
    })),
  };
});

export const haTableChecksums: Endpoint = needing(TABLES, (context, call) => {
  const serial = textIn(call, "serial_no");
  if (!unitsOf(context).some((unit) => unit.serial === serial)) throw noSuchEntry();
  const vdom = textIn(call, "vdom_name");
  const tables = context.holder.configuration.tables().filter((table) => (table.vdom ?? "") === vdom);
  return {
    results: {
      serial_no: serial,
      tables: Object.fromEntries(tables.map(({ path, table }) => [path.replace("/", "."), md5(table.revision())])),
    },
  };
});

export const haHistory: Endpoint = needing(TABLES, (context) => {
  const [first] = unitsOf(context);
  if (first === undefined) return { results: {} };
  const start = Math.floor(context.live.power.startedAt() / 1000);
  const history = [
    { timestamp: start, event: "elected", serial_no: first.serial, msg: "elected as the cluster primary" },
  ];
  return { results: { start_time: start, last_change: start, history } };
});

export const haBackupHeartbeat: Endpoint = () => ({ results: { backup_hb_used: false } });

/** Configured in pairs: name and priority. */
export const haHardwareInterface: Endpoint = needing(TABLES, (context) => {
  const devices = fieldsOf(context, HA)("hbdev").match(/[^\s"]+/g) ?? [];
  const names = devices.filter((_, index) => index % 2 === 0);
  return { results: unitsOf(context).map(() => ({ interface: names, synchronized: true })) };
});

export const haUpdate: Endpoint = needing([HA, "system/global"], (context, call) => {
  const [serial, hostname, priority] = [
    textIn(call, "serial_no"),
    textIn(call, "hostname"),
    numberIn(call, "priority"),
  ];
  checkDeviceWide(context.holder.configuration, call.principal);
  if (!unitsOf(context).some((unit) => unit.serial === serial)) throw noSuchEntry();
  const { live, holder, identity } = context;
  if (serial !== identity.serial) {
    if (hostname) live.haPeer.hostname = hostname;
    if (priority !== undefined) live.haPeer.priority = priority;
    return {};
  }
  const at = (path: string) => objectOf(holder.configuration.table(path, undefined));
  if (priority !== undefined) change(context, call, HA, OBJECT_KEY, { ...at(HA), priority });
  if (hostname) change(context, call, "system/global", OBJECT_KEY, { ...at("system/global"), hostname });
  return {};
});

export const haDisconnect: Endpoint = needing(TABLES, (context, call) => {
  checkDeviceWide(context.holder.configuration, call.principal);
  const peer = unitsOf(context).find(({ isPrimary }) => !isPrimary);
  if (peer === undefined || peer.serial !== textIn(call, "serial_no")) throw noSuchEntry();
  context.live.haPeer.isDisconnected = true;
  return {};
});

function checksumsOf({ holder }: MonitorContext): Record<string, string> {
  const revisions = new Map<string, string[]>([["global", []]]);
  for (const { path, vdom = "global", table } of holder.configuration.tables()) {
    revisions.set(vdom, [...(revisions.get(vdom) ?? []), `${path} ${table.revision()}`]);
  }
  const sums = Array.from(revisions, ([scope, texts]) => [scope, md5(texts.sort().join("\n"))] as const);
  return { ...Object.fromEntries(sums), all: md5(sums.flat().join(" ")) };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
