/**
 * Sends the steps of a plan, one after the other.
 *
 * @module
 */

import { type Row, type Task, valuesOf } from "@fortiweave/catalog/plan";
import { FortiError, isFortiError, type SimulatedRequest } from "@fortiweave/core";
import { unlessMissing } from "@fortiweave/core/client";
import type { CallOptions, Simulation } from "../types.ts";
import type { Tables } from "./state.ts";
import type { StepEvent } from "./types.ts";

/** What carries out steps. */
export interface StepRunner {
  readonly tables: Tables;
  readonly options: CallOptions;
  /** Whether the first failure ends it. */
  readonly stops: boolean;
  readonly report: (task: Task, status: StepEvent["status"], error?: FortiError) => void;
}

/** A step that failed. */
export interface FailedTask {
  readonly task: Task;
  readonly error: FortiError;
}

/** What became of the steps. */
export interface Run {
  readonly done: readonly Task[];
  readonly failed: readonly FailedTask[];
  readonly skipped: readonly Task[];
  readonly requests: ReadonlyMap<Task, SimulatedRequest>;
}

/** Carries out the steps in their order. A step that needs one that failed, or was left out, is left out. */
export async function runSteps(tasks: readonly Task[], runner: StepRunner): Promise<Run> {
  const { options, report, stops } = runner;
  const done: Task[] = [];
  const failed: FailedTask[] = [];
  const skipped: Task[] = [];
  const requests = new Map<Task, SimulatedRequest>();
  const missing = new Set<number>();
  for (const task of tasks) {
    const { id, dependsOn } = task.step;
    if ((stops && failed.length > 0) || dependsOn.some((needed) => missing.has(needed))) {
      skipped.push(task);
      missing.add(id);
      report(task, "skipped");
      continue;
    }
    report(task, "started");
    try {
      if (options.signal?.aborted) throw cancelled(options.signal.reason);
      const { simulated } = await runStep(task, runner);
      if (simulated !== undefined) requests.set(task, simulated);
      done.push(task);
      report(task, simulated === undefined ? "done" : "simulated");
    } catch (error) {
      // A client that may only read refuses the first write.
      if (!isFortiError(error) || error.code === "READ_ONLY") throw error;
      failed.push({ task, error });
      missing.add(id);
      report(task, "failed", error);
    }
  }
  return { done, failed, skipped, requests };
}

function cancelled(cause: unknown): FortiError {
  return new FortiError({ code: "ABORTED", message: "The plan was cancelled before this step", reached: "no", cause });
}

async function runStep({ step, entry, change, isMade }: Task, { tables, options }: StepRunner): Promise<Simulation> {
  const { action, mkey, to } = step;
  // Checked when the plan was made; what keeps nested entries whole comes from the device itself.
  const write = { ...options, validate: "off" } as const;
  if (mkey === undefined) return tables.cmdb(entry.path, { kind: "object" }).update(written(change), write);
  const table = tables.cmdb(entry.path);
  if (to !== undefined) return table.move(mkey, to, options);
  // What went along with something else is gone already.
  if (action === "delete") return (await unlessMissing(table.delete(mkey, options))) ?? {};
  if (action === "update") return table.update(mkey, written(change), write);
  try {
    return await table.create(written(change), write);
  } catch (error) {
    if (isMade && isFortiError(error, "DUPLICATE")) return table.update(mkey, written(change), write);
    throw error;
  }
}

function written(change: Task["change"]): Row {
  return change === undefined ? {} : valuesOf(change);
}
