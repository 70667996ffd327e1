/**
 * Compares a device with a plan: before, whether it is still as it was; afterwards, whether it is as it was to be.
 *
 * @module
 */

import { differences, placeOf, sameJson } from "@fortiweave/catalog/compare";
import {
  type Change,
  keyText,
  nameOf,
  OBJECT_KEY,
  type Row,
  type TableContent,
  type Task,
  valuesOf,
} from "@fortiweave/catalog/plan";
import { FortiError } from "@fortiweave/core";
import { notTaken } from "@fortiweave/core/client";
import type { PreparedPlan } from "./create-plan.ts";
import type { FailedTask } from "./run-steps.ts";
import { withoutMeta } from "./state.ts";
import type { WantedTable } from "./wanted.ts";

/** The tables that a plan changes. */
export function touchedBy({ tasks, wanted }: Pick<PreparedPlan, "tasks" | "wanted">): WantedTable[] {
  const paths = new Set(tasks.map(({ entry }) => entry.path));
  return wanted.filter(({ entry }) => paths.has(entry.path));
}

/**
 * Refuses a plan that was made for another state.
 *
 * @throws FortiError VERIFY_FAILED naming what has changed.
 */
export function refuseStale({ tasks, contents, wanted }: PreparedPlan, now: readonly TableContent[]): void {
  const stale = new Set<string>();
  const first = new Map<string, Change>();
  for (const { change, step } of tasks) {
    if (change === undefined) continue;
    const name = nameOf(step.table, step.mkey);
    const { before } = first.get(name) ?? change;
    if (!first.has(name)) first.set(name, change);
    const row = rowIn(now, change);
    const isWhole = before === undefined || change.after === undefined;
    if (!isSameRow(before, row, isWhole ? undefined : Object.keys(valuesOf(change)))) stale.add(name);
  }
  for (const table of movedIn(tasks, wanted)) {
    if (!sameJson(orderIn(contents, table), orderIn(now, table))) stale.add(`the order of ${table.entry.path}`);
  }
  if (stale.size > 0) throw staleError([...stale]);
}

/** The error for a plan that was made for another state. */
export function staleError(changed: readonly string[]): FortiError {
  return new FortiError({
    code: "VERIFY_FAILED",
    message: `Cannot apply the plan: since it was made, somebody has changed ${changed.join(", ")}`,
    hint: "Nothing was sent; make the plan again and look at it again",
    reached: "no",
  });
}

function isSameRow(before: Row | undefined, row: Row | undefined, fields: readonly string[] | undefined): boolean {
  if (before === undefined || row === undefined) return before === row;
  const now = withoutMeta(row);
  return fields === undefined ? sameJson(before, now) : fields.every((name) => sameJson(before[name], now[name]));
}

/** The steps that the device accepted and did not take. */
export function findNotTaken(
  tasks: readonly Task[],
  wanted: readonly WantedTable[],
  now: readonly TableContent[],
): FailedTask[] {
  const failed: FailedTask[] = [];
  // A later change of the same entry has the last word.
  const last = new Map<string, { readonly task: Task; readonly change: Change; readonly values: Row }>();
  for (const task of tasks) {
    const { change, step } = task;
    if (change === undefined) continue;
    const name = nameOf(step.table, step.mkey);
    const values = change.after === undefined ? {} : { ...last.get(name)?.values, ...valuesOf(change) };
    last.set(name, { task, change, values });
  }
  for (const [name, { task, change, values }] of last) {
    const why = whyNotTaken(change, values, rowIn(now, change));
    if (why !== undefined) failed.push({ task, error: notTaken(`${name} ${why}`, HINT) });
  }
  for (const table of movedIn(tasks, wanted)) {
    const { path } = table.entry;
    const task = tasks.findLast(({ change, entry }) => change === undefined && entry.path === path);
    if (task === undefined || sameJson(orderIn(now, table), [...table.order.keys()])) continue;
    failed.push({ task, error: notTaken(`${path} was put in order, and does not stand in it`, HINT) });
  }
  return failed;
}

/** The tables in which entries are moved. */
function movedIn(tasks: readonly Task[], wanted: readonly WantedTable[]): WantedTable[] {
  const paths = new Set(tasks.filter(({ change }) => change === undefined).map(({ entry }) => entry.path));
  return wanted.filter(({ entry }) => paths.has(entry.path));
}

/** How the entries stand that have a place in the order of a table. */
function orderIn(contents: readonly TableContent[], { entry, order }: WantedTable): string[] {
  const content = contents.find((one) => one.entry.path === entry.path);
  return [...(content?.rows.keys() ?? [])].filter((key) => order.has(key));
}

const HINT =
  "Read the entry to see what the device made of it: another setting may rule the field out, or somebody changed it";

function whyNotTaken({ after, entry }: Change, values: Row, row: Row | undefined): string | undefined {
  if (after === undefined) return row === undefined ? undefined : "was deleted, and is still there";
  if (row === undefined) return "is not there after it was written";
  const missing = differences(values, row, entry.fields, { place: placeOf(entry.path) });
  if (missing.length === 0) return undefined;
  return `was written, and the device did not take: ${missing.map(({ field }) => field).join(", ")}`;
}

function rowIn(contents: readonly TableContent[], { entry, mkey }: Change): Row | undefined {
  const key = mkey === undefined ? OBJECT_KEY : keyText(entry, mkey);
  return contents.find((content) => content.entry.path === entry.path)?.rows.get(key);
}
