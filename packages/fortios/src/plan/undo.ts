/**
 * Takes back what was done.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import {
  type Change,
  mkeyOf,
  movesFor,
  type TableContent,
  type Task,
  toSent,
  valuesOf,
} from "@fortiweave/catalog/plan";
import { isFortiError } from "@fortiweave/core";
import { unlessCode, unlessMissing } from "@fortiweave/core/client";
import type { Mkey } from "../encode.ts";
import { restored } from "./restored.ts";
import type { FailedTask, StepRunner } from "./run-steps.ts";
import { readContent } from "./state.ts";
import type { UndoneStep } from "./types.ts";

/** What was undone, and what was not. */
export interface Undoing {
  readonly undone: readonly UndoneStep[];
  readonly failed: readonly FailedTask[];
}

/** What undoing needs to know. */
export interface UndoContext {
  readonly runner: StepRunner;
  readonly version: string | undefined;
  /** What the tables held before. */
  readonly contents: readonly TableContent[];
}

/** Undoes the steps, the last first; then entries stand in their old order again. What fails does not stop the rest. */
export async function undoSteps(done: readonly Task[], { runner, version, contents }: UndoContext): Promise<Undoing> {
  const undone: UndoneStep[] = [];
  const failed: FailedTask[] = [];
  const attempt = async (
    work: () => Promise<readonly string[]>,
    ends: readonly Task[],
    fails = ends,
  ): Promise<void> => {
    try {
      const lost = await work();
      for (const task of ends) {
        undone.push({ step: task.step, lost });
        runner.report(task, "undone");
      }
    } catch (error) {
      if (!isFortiError(error)) throw error;
      for (const task of fails) {
        failed.push({ task, error });
        runner.report(task, "not-undone", error);
      }
    }
  };
  const back = done.toReversed();
  for (const task of back) {
    const { change } = task;
    if (change !== undefined) await attempt(() => undoChange(task, change, runner, version), [task]);
  }
  for (const { entry, rows } of contents) {
    const displaced = back.filter((task) => task.entry.path === entry.path && isDisplacing(task));
    const moves = displaced.filter(({ change }) => change === undefined);
    // Where a device knows no moves, the order of entries has no meaning.
    const fails = entry.movable ? displaced : moves;
    if (displaced.length > 0) await attempt(() => restoreOrder(entry, rows.keys(), runner), moves, fails);
  }
  return { undone, failed };
}

/** What is deleted and made again comes last, which may matter where entries are numbered. */
function isDisplacing({ change, entry: { fields, mkey = "", movable } }: Task): boolean {
  return change === undefined || (change.action === "delete" && (movable || fields[mkey]?.type === "integer"));
}

/** Answers the fields that could not be brought back. */
async function undoChange(
  { isMade }: Task,
  change: Change,
  { tables, options }: StepRunner,
  version: string | undefined,
): Promise<readonly string[]> {
  const { action, before = {}, entry, mkey } = change;
  const write = { ...options, validate: "off" } as const;
  const names = Object.keys(action === "delete" ? before : valuesOf(change));
  const { values, lost } = restored(before, names, entry, version);
  if (mkey === undefined) {
    await tables.cmdb(entry.path, { kind: "object" }).update(values, write);
    return lost;
  }
  const table = tables.cmdb(entry.path);
  if (action === "update") await table.update(mkey, values, write);
  // A deletion of which nobody heard the answer may not have happened.
  if (action === "delete") await unlessCode(table.create(values, write), "DUPLICATE");
  if (action !== "create") return lost;
  // What the device makes along with something else goes with that again.
  if (!isMade) await unlessMissing(table.delete(mkey, options));
  return [];
}

async function restoreOrder(
  entry: CmdbEntry,
  keys: Iterable<string>,
  { tables, options }: StepRunner,
): Promise<string[]> {
  const { rows } = await readContent(tables, entry, options);
  const mkeys = new Map(Array.from(rows, ([key, row]) => [key, mkeyOf(entry, row)]));
  const moves = movesFor(
    [...rows.keys()],
    [...keys].filter((key) => rows.has(key)),
  );
  const toMkey = (key: string): Mkey => mkeys.get(key) ?? key;
  const table = tables.cmdb(entry.path);
  for (const { key, to } of moves) await table.move(toMkey(key), toSent(to, toMkey), options);
  return [];
}
