/**
 * What to warn of before a plan is applied.
 *
 * @module
 */

import { isRecord } from "../compare/is-record.ts";
import type { ConfigEntry } from "../product.ts";
import { type Change, nameOf, tableOf, valuesOf } from "./change.ts";
import type { Row } from "./references.ts";
import type { PlanNote } from "./types.ts";

/** What a table's change may cut off, and by which fields. Without fields, by any. */
const LOCK_OUTS: Readonly<Record<string, readonly string[] | undefined>> = {
  "firewall/local-in-policy": undefined,
  "firewall/local-in-policy6": undefined,
  "system/accprofile": undefined,
  "system/admin": undefined,
  "system/api-user": undefined,
  "system/global": ["admin-https-redirect", "admin-port", "admin-sport", "admin-server-cert", "vdom-mode"],
  "system/interface": ["allowaccess", "ip", "mode", "status", "vdom", "trust-ip-1", "trust-ip-2", "trust-ip-3"],
  "system/vdom": undefined,
};

/** Warnings for one change. */
export function risksOf(change: Change<ConfigEntry>): PlanNote[] {
  const { mkey } = change;
  const table = tableOf(change);
  const what = nameOf(table, mkey);
  const about = { table, ...(mkey !== undefined && { mkey }) };
  const notes: PlanNote[] = [];
  if (isOpenPolicy(change)) {
    notes.push({ kind: "open-policy", ...about, message: `${what} lets anybody reach anything with any service` });
  }
  if (mayLockOut(change)) {
    notes.push({ kind: "lock-out", ...about, message: `${what}: the change may cut off whoever manages the device` });
  }
  return notes;
}

function isOpenPolicy({ entry, after }: Change<ConfigEntry>): boolean {
  if (!/^firewall(?:\.consolidated)?\/(?:policy6?|security-policy)$/.test(fortiosPath(entry)) || after === undefined)
    return false;
  if (after.action !== "accept" || after.status === "disable" || after["internet-service"] === "enable") return false;
  const isAny = (source: string, destination: string): boolean =>
    names(after, source).includes("all") && names(after, destination).includes("all");
  const isAnywhere = isAny("srcaddr", "dstaddr") || isAny("srcaddr6", "dstaddr6") || isAny("srcaddr4", "dstaddr4");
  return isAnywhere && names(after, "service").includes("ALL");
}

/** FortiManager has plain names where a FortiGate has entries with a name. */
function names(row: Row, field: string): unknown[] {
  return [row[field]].flat().map((item) => (isRecord(item) ? item.name : item));
}

/** The path of the table on a FortiGate, where it ends up. */
export function fortiosPath(entry: ConfigEntry): string {
  return ("fortios" in entry ? entry.fortios : undefined) ?? entry.path;
}

function mayLockOut(change: Change<ConfigEntry>): boolean {
  const { action } = change;
  const path = fortiosPath(change.entry);
  if (!Object.hasOwn(LOCK_OUTS, path)) return false;
  const fields = LOCK_OUTS[path];
  // A new administrator or interface takes nothing from anybody; a new rule may.
  if (action === "create") return path.startsWith("firewall/");
  return (
    action === "delete" || fields === undefined || Object.keys(valuesOf(change)).some((name) => fields.includes(name))
  );
}
