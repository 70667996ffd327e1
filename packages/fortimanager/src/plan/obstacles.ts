/**
 * Finds who still uses what a plan deletes: FortiManager would refuse it.
 *
 * @module
 */

import { nameOf, type PlanNote } from "@fortiweave/catalog/plan";
import { isFortiError } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { findUsages, type Usage } from "../tables/where-used.ts";
import type { CallOptions } from "../types.ts";
import type { Finding } from "./find-changes.ts";

/** What FortiManager can tell of: objects and policies. */
const SEARCHED = /^pm\/config\/(?:adom\/[^/]+|global)\//;

const SHOWN = 5;

/** One obstacle for each entry that is deleted and stays in use, as far as FortiManager tells. */
export async function findObstacles(
  engine: Engine,
  findings: readonly Finding[],
  options: CallOptions,
): Promise<PlanNote[]> {
  const deletions = findings.filter(
    ({ change, wanted }) => change?.action === "delete" && SEARCHED.test(wanted.place.url),
  );
  const usages = await usagesOf(engine, deletions, options);
  return deletions.flatMap((finding, at) => {
    const left = (usages[at] ?? []).filter((usage) => !isDropped(usage, findings));
    if (left.length === 0) return [];
    const { wanted, mkey } = finding;
    const table = wanted.place.name;
    const message = `${nameOf(table, mkey)} cannot be deleted: ${listOf(left)} would still use it`;
    return [{ kind: "in-use", table, ...(mkey !== undefined && { mkey }), message } satisfies PlanNote];
  });
}

async function usagesOf(engine: Engine, deletions: readonly Finding[], options: CallOptions): Promise<Usage[][]> {
  try {
    const entries = deletions.map(({ wanted, mkey }) => ({ place: wanted.place, key: mkey ?? "" }));
    return await findUsages(engine, entries, options);
  } catch (error) {
    // Not every administrator may search. Then FortiManager has the last word.
    if (isFortiError(error) && error.reached === "yes") return [];
    throw error;
  }
}

/** Whether the plan deletes what uses it, or changes the field in which it does. */
function isDropped(usage: Usage, findings: readonly Finding[]): boolean {
  return findings.some(({ change, mkey, wanted }) => {
    if (change === undefined || change.action === "create" || String(mkey) !== usage.key) return false;
    const isHere = usage.package === undefined || wanted.place.name.startsWith(`pkg/${usage.package}/`);
    return isHere && (change.after === undefined || change.after[usage.field] !== change.before?.[usage.field]);
  });
}

function listOf(usages: readonly Usage[]): string {
  const shown = usages.slice(0, SHOWN).map(({ key, field, package: name, table = "" }) => {
    const where = name === undefined ? "" : ` in package ${JSON.stringify(name)}`;
    return `${table} ${JSON.stringify(key)} (${field})${where}`.trimStart();
  });
  const rest = usages.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
