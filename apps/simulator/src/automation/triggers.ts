/**
 * Which automation stitches something sets off.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import { type Entry, isRows } from "../cmdb/entry.ts";
import type { LogLine } from "../log/line.ts";

export interface Stitch {
  readonly name: string;
  readonly trigger: string;
  readonly entry: Entry;
}

/** Ids of the lines that set off triggers which name none, by their `event-type`. */
const LINES_OF_EVENT: Readonly<Record<string, readonly number[]>> = {
  "config-change": [44546, 44547],
  reboot: [32138],
  "ha-failover": [37892],
  "virus-ips-db-updated": [41000],
};

/** An enabled stitch and its trigger. Undefined when there is none. */
export function stitchNamed(
  configuration: Configuration,
  name: string,
): { stitch: Stitch; trigger: Entry } | undefined {
  const entry = configuration.table("system/automation-stitch", undefined).get(name);
  const triggerName = String(entry?.trigger ?? "");
  const trigger = configuration.table("system/automation-trigger", undefined).get(triggerName);
  if (entry === undefined || trigger === undefined || entry.status === "disable") return undefined;
  return { stitch: { name, trigger: triggerName, entry }, trigger };
}

/** The stitches that a line of the event log sets off. */
export function stitchesFor(configuration: Configuration, vdom: string, line: LogLine): Stitch[] {
  const names = [...configuration.table("system/automation-stitch", undefined).keys()];
  return names.flatMap((name) => {
    const found = stitchNamed(configuration, name);
    return found !== undefined && isSetOff(found.trigger, vdom, line) ? [found.stitch] : [];
  });
}

function isSetOff(trigger: Entry, vdom: string, line: LogLine): boolean {
  if ((trigger["trigger-type"] ?? "event-based") !== "event-based") return false;
  const id = numberOf(line.logid);
  const eventType = String(trigger["event-type"] ?? "");
  const wanted =
    eventType === "event-log" ? rows(trigger.logid).map((row) => numberOf(row.id)) : LINES_OF_EVENT[eventType];
  if (!wanted?.includes(id)) return false;
  const vdoms = rows(trigger.vdom).map((row) => String(row.name));
  if (vdoms.length > 0 && !vdoms.includes(vdom)) return false;
  return eventType !== "event-log" || rows(trigger.fields).every((field) => matches(line, field));
}

/** `0100044547` and 44547 are the same line: the first four digits say of which log. */
function numberOf(logid: unknown): number {
  return Number(String(logid ?? "").slice(-6));
}

/** A value may hold `*` for anything. */
function matches(line: LogLine, { name, value }: Entry): boolean {
  const pattern = String(value ?? "")
    .replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*");
  return new RegExp(`^${pattern}$`, "s").test(String(line[String(name ?? "")] ?? ""));
}

function rows(value: Entry[string] | undefined): readonly Entry[] {
  return isRows(value) ? value : [];
}
