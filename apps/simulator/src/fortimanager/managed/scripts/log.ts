/**
 * What scripts have said.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";

export interface LogEntry {
  readonly id: number;
  readonly adom: string;
  /** Undefined: it ran on the database of the ADOM. */
  readonly device: string | undefined;
  readonly script: string;
  readonly content: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface ScriptLog {
  add(entry: LogEntry): void;
  /** The oldest first. Without an ADOM those of all. */
  of(adom: string | undefined, device: string | undefined): readonly LogEntry[];
  all(): readonly LogEntry[];
  clear(): void;
}

export function createScriptLog(): ScriptLog {
  const entries: LogEntry[] = [];
  return {
    add: (entry) => void entries.push(entry),
    of: (adom, device) =>
      entries.filter((entry) => (adom === undefined || entry.adom === adom) && entry.device === device),
    all: () => [...entries],
    clear: () => void entries.splice(0),
  };
}

/** With the whole output. */
export function showLog({ content, ...entry }: LogEntry): Entry {
  return { content, ...showSummary({ content, ...entry }) };
}

export function showSummary({ id, script, time }: LogEntry): Entry {
  return { exec_time: clockText(time), log_id: id, script_name: script };
}

/** `Wed Apr 15 13:48:07 2020` */
function clockText(time: number): string {
  const [, day = "", date = "", month = "", year = "", clock = ""] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${clock} ${year}`;
}
