/**
 * The error for a desired state that was not reached, with what became of each entry.
 *
 * @module
 */

import { nameOf } from "@fortiweave/catalog/plan";
import { FortiError } from "@fortiweave/core";
import type { EntryFailed, Report } from "../tables/types.ts";

const SHOWN = 5;

/**
 * Some of several entries are not as they were to be: `report` says what became of each, in the order in which they were
 * given. Its `code` is that of the first failure.
 *
 * @example
 * ```ts
 * import { connectFortiManager, EnsureError } from "@fortiweave/fortimanager";
 *
 * await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: "33fzwipq4amujunzgzn46mg1to9p8wbi" });
 * try {
 *   await fmg.adom("root").ensure({ "firewall/address": [{ name: "web", subnet: "10.0.0.5/32" }] });
 * } catch (error) {
 *   if (error instanceof EnsureError) console.log(error.report.entries.filter(({ ok }) => !ok));
 * }
 * ```
 */
export class EnsureError extends FortiError {
  /** What became of each entry. */
  readonly report: Report<unknown>;

  /** Makes the error of a report that holds failures. */
  constructor(report: Report<unknown>, failures: readonly [EntryFailed, ...EntryFailed[]]) {
    const [first] = failures;
    super({
      code: first.error.code,
      message: `Cannot bring ${failures.length} of ${report.entries.length} entries into the wanted state: ${inWords(failures)}`,
      hint: standing(report),
      reached: failures.some(({ error }) => error.reached === "maybe") ? "maybe" : "yes",
      deviceCode: first.error.deviceCode,
      cause: first.error,
    });
    this.report = report;
  }
}

function inWords(failures: readonly EntryFailed[]): string {
  const shown = failures.slice(0, SHOWN).map(({ table, key, error }) => `${nameOf(table, key)}: ${error.message}`);
  const rest = failures.length - shown.length;
  return `${shown.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}`;
}

/** What stands, and how to take it back. */
export function standing({ changed, entries }: Pick<Report<unknown>, "changed" | "entries">): string {
  const written = entries.filter((entry) => entry.ok && isChanged(entry.result)).length;
  if (!changed || written === 0) return "Nothing else was changed";
  return written === 1
    ? "1 entry was written and stands: in a workspace it is not committed yet, and whoever throws there discards it"
    : `${written} entries were written and stand: in a workspace they are not committed yet, and whoever throws there discards them`;
}

function isChanged(result: unknown): boolean {
  return (result as { readonly changed?: boolean }).changed === true;
}
