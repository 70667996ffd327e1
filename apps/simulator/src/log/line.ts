/**
 * One line of a log, as fields and as text.
 *
 * @module
 */

import { isIP } from "node:net";

/** The fields of a line, in their order. */
export type LogLine = Readonly<Record<string, string | number>>;

/** What a line is about. The header of every line says it. */
export interface LineHead {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Below a millisecond: 0 to 999,999. */
  readonly nanoseconds: number;
  readonly vdom: string;
  readonly type: string;
  readonly subtype: string;
}

/** @param content Has at least `logid` and `level`. */
export function logLine({ at, nanoseconds, vdom, type, subtype }: LineHead, content: LogLine): LogLine {
  const { logid = "", level = "", ...rest } = content;
  const time = new Date(at).toISOString();
  return {
    date: time.slice(0, 10),
    time: time.slice(11, 19),
    eventtime: `${at}${String(nanoseconds).padStart(6, "0")}`,
    tz: "+0000",
    logid,
    type,
    subtype,
    level,
    vd: vdom,
    ...rest,
  };
}

/** Seconds since the epoch. */
export function secondsOf({ eventtime }: LogLine): number {
  return Number(String(eventtime).slice(0, -9));
}

const BARE_FIELDS: ReadonlySet<string> = new Set(["date", "time", "eventtime"]);

/** As the device stores it: texts in quotes, numbers, addresses and times without. */
export function rawLine(line: LogLine): string {
  return Object.entries(line)
    .map(([name, value]) => `${name}=${isBare(name, value) ? value : quote(String(value))}`)
    .join(" ");
}

function isBare(name: string, value: string | number): boolean {
  return typeof value === "number" || BARE_FIELDS.has(name) || (name.endsWith("ip") && isIP(value) !== 0);
}

/** What is in it makes no second line. */
function quote(text: string): string {
  return `"${text.replaceAll(/[\r\n]+/g, " ").replaceAll('"', '\\"')}"`;
}
