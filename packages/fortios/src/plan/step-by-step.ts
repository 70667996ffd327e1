/**
 * Applies a plan step by step, and takes back what was done when a step fails.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import { createUntyped } from "../untyped.ts";
import type { Application } from "./apply-plan.ts";
import { findNotTaken, touchedBy } from "./check-device.ts";
import { type Aftermath, type Outcome, outcomeOf, toFailed } from "./outcome.ts";
import { type Run, runSteps, type StepRunner } from "./run-steps.ts";
import { readContents } from "./state.ts";
import type { FailedStep } from "./types.ts";
import { undoSteps } from "./undo.ts";

/** Applies a plan without a transaction. */
export async function stepByStep(application: Application): Promise<Outcome> {
  const { engine, prepared, calls, report, options } = application;
  // What is moved is checked with all the rest, once everything is in place.
  const tables = createUntyped(engine.with({ staged: true }));
  const stops = options.stopOnError ?? true;
  const run = await runSteps(prepared.tasks, { tables, options: calls, stops, report });
  const failed = run.failed.length === 0 || !stops ? await verify(application, run) : [];
  if (!stops || run.failed.length + failed.length === 0) return outcomeOf("steps", run, { failed });
  return outcomeOf("steps", run, { failed, ...(await takeBack(application, run)) });
}

/** What the device accepted and did not take. What is done is checked, whoever has lost patience by now. */
export async function verify({ engine, prepared, report }: Application, { done }: Run): Promise<FailedStep[]> {
  try {
    const now = await readContents(createUntyped(engine), touchedBy({ ...prepared, tasks: done }), prepared.calls);
    const failed = findNotTaken(done, prepared.wanted, now);
    for (const { task, error } of failed) report(task, "failed", error);
    return failed.map(toFailed);
  } catch (error) {
    if (!isFortiError(error)) throw error;
    return [{ error }];
  }
}

/** Undoes what was done, and what may have been: of a write whose answer was lost nobody knows. */
export async function takeBack({ engine, prepared, report }: Application, run: Run): Promise<Aftermath> {
  const tables = createUntyped(engine.with({ staged: true }));
  const runner: StepRunner = { tables, options: prepared.calls, stops: false, report };
  const inDoubt = run.failed.filter(({ error }) => error.reached === "maybe").map(({ task }) => task);
  const context = { runner, version: engine.version, contents: prepared.contents };
  const { undone, failed } = await undoSteps([...run.done, ...inDoubt], context);
  return { rolledBack: undone, notRolledBack: failed };
}
