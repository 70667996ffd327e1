/**
 * Carries out a plan: all of it, or nothing.
 *
 * @module
 */

import { FortiError, readOnly } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import type { Transaction, TransactionOptions } from "../transaction/transaction.ts";
import type { CallOptions } from "../types.ts";
import { createUntyped } from "../untyped.ts";
import { refuseStale, touchedBy } from "./check-device.ts";
import type { PreparedPlan } from "./create-plan.ts";
import { inTransaction } from "./in-transaction.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { runSteps, type StepRunner } from "./run-steps.ts";
import { readContents } from "./state.ts";
import { stepByStep } from "./step-by-step.ts";
import type { ApplyOptions, ApplyResult } from "./types.ts";

/** What applies plans: one client's engine and its transactions. */
export interface Applier {
  readonly engine: Engine;
  begin(options: TransactionOptions): Promise<Transaction>;
}

/** A plan that is being applied. */
export interface Application extends Applier {
  readonly prepared: PreparedPlan;
  readonly options: ApplyOptions;
  /** What the calls take that belong to a step. */
  readonly calls: CallOptions;
  readonly report: StepRunner["report"];
}

/**
 * Applies a plan that was made here.
 *
 * @throws FortiError VERIFY_FAILED when the device has changed since, IN_USE when the plan has obstacles: then nothing
 * was sent. Also what keeps a transaction from beginning.
 */
export async function applyPlan(applier: Applier, prepared: PreparedPlan, options: ApplyOptions): Promise<ApplyResult> {
  const { runtime } = applier.engine;
  const start = runtime.now();
  const outcome = await apply(applier, prepared, options);
  return { ok: outcome.failed.length === 0, ...outcome, durationMs: runtime.now() - start };
}

const NOTHING = { done: [], failed: [], skipped: [], requests: new Map() };

async function apply(applier: Applier, prepared: PreparedPlan, options: ApplyOptions): Promise<Outcome> {
  const { engine } = applier;
  const { plan, tasks } = prepared;
  const { dryRun = false, onStep, signal, stopOnError = true, transaction = "auto" } = options;
  if (tasks.length === 0) return outcomeOf("none", NOTHING);
  if (plan.obstacles.length > 0) throw blocked(prepared);
  const application: Application = {
    ...applier,
    prepared,
    options,
    calls: { ...prepared.calls, ...(signal !== undefined && { signal }) },
    report({ step }, status, error) {
      try {
        onStep?.({ step, total: tasks.length, status, ...(error !== undefined && { error }) });
      } catch {
        // Whoever only listens has no say.
      }
    },
  };
  refuseStale(prepared, await readContents(createUntyped(engine), touchedBy(prepared), application.calls));
  if (dryRun || engine.simulates) return simulate(application);
  const outcome =
    transaction === true || (transaction === "auto" && stopOnError) ? await inTransaction(application) : undefined;
  return outcome ?? stepByStep(application);
}

/** Through the whole pipeline where that simulates, so that it is on record; else short of it. */
async function simulate({ engine, prepared, calls, report }: Application): Promise<Outcome> {
  const simulating = engine.with({ staged: true, ...(!engine.simulates && { through: readOnly("simulate") }) });
  const runner = { tables: createUntyped(simulating), options: calls, stops: true, report };
  return outcomeOf("dry-run", await runSteps(prepared.tasks, runner));
}

function blocked({ plan }: PreparedPlan): FortiError {
  return new FortiError({
    code: "IN_USE",
    message: `Cannot apply the plan: ${plan.obstacles.map(({ message }) => message).join("; ")}`,
    hint: "Nothing was sent; say in the document what is to become of the entries that use it",
    reached: "no",
  });
}
