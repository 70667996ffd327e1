/**
 * Reads back what was written, all in one request, and finds what FortiManager accepted and did not take.
 *
 * @module
 */

import { differences, sameJson } from "@fortiweave/catalog/compare";
import { type Mkey, nameOf, type Row } from "@fortiweave/catalog/plan";
import { type FortiError, isFortiError } from "@fortiweave/core";
import { notTaken } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { comparable, comparisonFor, type Finding, rowOf } from "./find-changes.ts";
import type { Prepared } from "./prepare.ts";
import { keyIn, type ManagerTask, type Run } from "./run.ts";
import { type Content, readState } from "./state.ts";
import type { WantedTable } from "./wanted.ts";

/** What became of one entry, in the end. */
export interface Verdict {
  readonly finding: Finding;
  readonly tasks: readonly ManagerTask[];
  /** Its key, also where FortiManager has chosen it. */
  readonly mkey: Mkey | undefined;
  /** As it was read back. Undefined when it is gone, or could not be read. */
  readonly after: Row | undefined;
  /** Why it is not as it was to be. */
  readonly error: FortiError | undefined;
}

/** What reading back showed. */
export interface Verification {
  /** Of every entry that was to change. */
  readonly verdicts: ReadonlyMap<Finding, Verdict>;
  readonly requests: number;
}

/**
 * Looks at everything that FortiManager carried out, or may have: of a request whose answer was lost only it knows. The
 * failures of steps are kept in the run, those that are found here too.
 */
export async function verify(
  engine: Engine,
  prepared: Prepared,
  run: Run,
  options: CallOptions,
): Promise<Verification> {
  const own = tasksByEntry(prepared.tasks);
  const pending = prepared.findings
    .filter(({ change }) => change !== undefined)
    .map((finding) => {
      const tasks = own.get(identity(finding.wanted.place.name, finding.mkey)) ?? [];
      const made = tasks.map((task) => run.done.get(task)).find((result) => result !== undefined);
      const told = finding.before === undefined && made !== undefined ? keyIn(made, finding.wanted.entry) : undefined;
      return { finding, tasks, mkey: told ?? finding.mkey };
    });
  const looked = pending.filter(({ tasks }) => tasks.every((task) => isWritten(task, run)));
  const moved = prepared.wanted.filter(({ place }) =>
    movesOf(place.name, prepared.tasks).some((task) => run.done.has(task)),
  );
  const { contents, requests, error } = await read(engine, prepared.wanted, looked, moved, options);

  const verdicts = new Map<Finding, Verdict>();
  for (const { finding, tasks, mkey } of pending) {
    const content = contents?.get(finding.wanted);
    const isLookedAt = looked.some((one) => one.finding === finding);
    const after = content && isLookedAt ? rowOf({ wanted: finding.wanted, mkey }, content) : undefined;
    const wrong = isLookedAt ? (error ?? (content && whyWrong(finding, mkey, after))) : undefined;
    settle(tasks, run, isLookedAt, wrong);
    const failure = tasks.map((task) => run.failed.get(task)).find((one) => one !== undefined);
    verdicts.set(finding, { finding, tasks, mkey, after, error: failure });
  }
  for (const table of moved) {
    const last = movesOf(table.place.name, prepared.tasks).findLast((task) => run.done.has(task));
    const content = contents?.get(table);
    if (last === undefined || (content !== undefined && isInOrder(table, content))) continue;
    run.failed.set(last, error ?? notTaken(`${table.place.name} was put in order, and does not stand in it`, HINT));
  }
  return { verdicts, requests };
}

/** A step is done that turns out to be, though its answer was lost; and is not that FortiManager only said yes to. */
function settle(tasks: readonly ManagerTask[], run: Run, isLookedAt: boolean, wrong: FortiError | undefined): void {
  if (!isLookedAt) return;
  const [last] = tasks.slice(-1);
  if (wrong === undefined) for (const task of tasks) run.failed.delete(task);
  else if (last !== undefined && !tasks.some((task) => run.failed.has(task))) run.failed.set(last, wrong);
}

/** The steps of each entry: mostly one. */
function tasksByEntry(tasks: readonly ManagerTask[]): Map<string, ManagerTask[]> {
  return Map.groupBy(
    tasks.filter(({ change }) => change !== undefined),
    ({ step }) => identity(step.table, step.mkey),
  );
}

function identity(table: string, mkey: Mkey | undefined): string {
  return JSON.stringify([table, mkey]);
}

function movesOf(table: string, tasks: readonly ManagerTask[]): ManagerTask[] {
  return tasks.filter(({ change, step }) => change === undefined && step.table === table);
}

function isWritten(task: ManagerTask, { done, failed }: Run): boolean {
  return done.has(task) || failed.get(task)?.reached === "maybe";
}

interface Looked {
  readonly finding: Finding;
  readonly mkey: Mkey | undefined;
}

async function read(
  engine: Engine,
  wanted: readonly WantedTable[],
  looked: readonly Looked[],
  moved: readonly WantedTable[],
  options: CallOptions,
): Promise<{ contents?: ReadonlyMap<WantedTable, Content>; requests: number; error?: FortiError }> {
  const tables = wanted.filter(
    (table) => moved.includes(table) || looked.some(({ finding }) => finding.wanted === table),
  );
  if (tables.length === 0) return { contents: new Map(), requests: 0 };
  const readings = tables.map((table) => {
    const mine = looked.filter(({ finding }) => finding.wanted === table);
    const named = mine.filter(({ finding, mkey }) => mkey === finding.mkey && isNamed(finding));
    const keyed = mine.filter((one) => !named.includes(one)).flatMap(({ mkey }) => mkey ?? []);
    const keys = moved.includes(table) ? undefined : keyed;
    return { place: table.place, entry: table.entry, keys, names: named.map(({ mkey }) => String(mkey)) };
  });
  try {
    const { contents, requests } = await readState(engine, readings, options);
    return { contents: new Map(tables.map((table, at) => [table, contents[at] as Content])), requests };
  } catch (error) {
    // What was written stands; nobody knows whether it is what was meant.
    if (isFortiError(error)) return { requests: 1, error };
    throw error;
  }
}

/** It was asked for by its name, and FortiManager has not told its key. */
function isNamed({ wanted, mkey, before }: Finding): boolean {
  return before === undefined && [...wanted.ensure.values()].some((one) => one.byName && one.mkey === mkey);
}

const HINT =
  "Read the entry to see what FortiManager made of it: another setting may rule the field out, or somebody changed it";

function whyWrong({ wanted, values }: Finding, mkey: Mkey | undefined, after: Row | undefined): FortiError | undefined {
  const { entry, place } = wanted;
  const what = nameOf(place.name, mkey);
  if (values === undefined)
    return after === undefined ? undefined : notTaken(`${what} was deleted, and is still there`, HINT);
  if (after === undefined) return notTaken(`${what} is not there after it was written`, HINT);
  const missing = differences(comparable(values, entry), after, entry.fields, comparisonFor(entry, "keep"));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ field }) => field).join(", ");
  return notTaken(`${what} was written, and FortiManager did not take: ${names}`, HINT);
}

/** Whether the entries that have a place in the order stand in it. */
function isInOrder({ order }: WantedTable, { rows }: Content): boolean {
  return sameJson(
    [...rows.keys()].filter((key) => order.has(key)),
    [...order.keys()],
  );
}
