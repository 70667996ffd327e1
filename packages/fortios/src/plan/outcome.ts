/**
 * Sums up what became of the steps of a plan.
 *
 * @module
 */

import type { Task } from "@fortiweave/catalog/plan";
import type { FailedTask, Run } from "./run-steps.ts";
import type { ApplyResult, FailedStep, PlanStep, UndoneStep } from "./types.ts";

/** What became of a plan, before anybody looks at the clock. */
export type Outcome = Omit<ApplyResult, "ok" | "durationMs">;

/** What became of the steps after they were sent. */
export interface Aftermath {
  /** Failures that showed later. */
  readonly failed?: readonly FailedStep[];
  readonly rolledBack?: readonly UndoneStep[];
  readonly notRolledBack?: readonly FailedTask[];
}

/** Sums it up. What was undone is not in effect, and neither is what the device did not take. */
export function outcomeOf(mode: ApplyResult["mode"], run: Run, after: Aftermath = {}): Outcome {
  const { failed = [], rolledBack = [], notRolledBack = [] } = after;
  const lost = new Set([...rolledBack.map(({ step }) => step.id), ...failed.map(({ step }) => step?.id)]);
  const inEffect = run.done.filter((task) => !lost.has(task.step.id) && !run.requests.has(task));
  return {
    mode,
    applied: inEffect.map(toStep),
    simulated: Array.from(run.requests, ([{ step }, request]) => ({ step, request })),
    skipped: run.skipped.map(toStep),
    failed: [...run.failed.map(toFailed), ...failed],
    rolledBack,
    notRolledBack: notRolledBack.map(toFailed),
  };
}

/** A failed task as it is shown. */
export function toFailed({ task, error }: FailedTask): FailedStep {
  return { step: task.step, error };
}

function toStep({ step }: Task): PlanStep {
  return step;
}
