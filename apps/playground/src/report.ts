/**
 * The results for people: the table, and whether the surfaces agree.
 *
 * @module
 */

import { differences } from "./compare.ts";
import type { Result } from "./rehearsal.ts";
import { renderTable } from "./table.ts";

const HEADINGS = ["surface", "alerts", "blocked", "refused", "unchanged on the second run", "ms per alert"];

export function renderResults(results: readonly Result[]): string {
  const rows = results.map(({ surface, first, second, msPerAlert }) => [
    surface,
    first.length,
    count(first, "blocked"),
    count(first, "refused"),
    count(second, "unchanged"),
    msPerAlert,
  ]);
  const repeated = results.map(({ first }) => count(first, "unchanged")).find((number) => number > 0) ?? 0;
  const notes = [
    "ms per alert: wall time of the first run, from the first alert handed over to the last answer, divided by the alerts.",
    "Deno's includes starting the script. Deno and n8n get all alerts at once, Node-RED one request for each.",
  ];
  if (repeated > 0)
    notes.push(`${repeated} alert named an address that an earlier one had blocked: neither blocked nor refused.`);
  return `${renderTable(HEADINGS, rows)}\n\n${notes.join("\n")}`;
}

/** Where the FortiGates of the surfaces differ, each compared with the first. */
export function disagreements([reference, ...others]: readonly Result[]): string[] {
  if (reference === undefined) return [];
  return others.flatMap((other) =>
    differences([reference.surface, reference.state], [other.surface, other.state]).map(
      (difference) => `${reference.surface} and ${other.surface} disagree: ${difference}`,
    ),
  );
}

function count(answers: Result["first"], outcome: string): number {
  return answers.filter((answer) => answer.outcome === outcome).length;
}
