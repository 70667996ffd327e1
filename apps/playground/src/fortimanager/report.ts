/**
 * The FortiManager act for people.
 *
 * @module
 */

import { renderTable } from "../table.ts";
import type { ActResult } from "./act.ts";

const HEADINGS = ["run", "requests", "that write", "installs", "new on the FortiGate", "locks left", "ms"];

export function renderAct({ runs }: ActResult): string {
  const rows = runs.map(({ requests, writes, installs, entries, locks, ms }, index) => [
    index === 0 ? "first" : "second",
    requests,
    writes,
    installs,
    entries,
    locks,
    Math.round(ms),
  ]);
  const notes = [
    "FortiManager: 100 addresses, their group and a policy from lock to FortiGate, by examples/fortimanager-change.ts in Deno.",
    "Requests: with sign-in, lock, commit, preview, install, its progress and the look at the FortiGate through the proxy.",
  ];
  return `${renderTable(HEADINGS, rows)}\n\n${notes.join("\n")}`;
}
