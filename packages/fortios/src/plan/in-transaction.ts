/**
 * Applies a plan in a transaction of the device.
 *
 * @module
 */

import { type FortiError, isFortiError } from "@fortiweave/core";
import type { Transaction } from "../transaction/transaction.ts";
import { createUntyped } from "../untyped.ts";
import type { Application } from "./apply-plan.ts";
import { refuseStale, touchedBy } from "./check-device.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type Run, runSteps } from "./run-steps.ts";
import { readContents } from "./state.ts";
import { takeBack, verify } from "./step-by-step.ts";

const SECONDS_PER_STEP = 2;
const LEAST_SECONDS = 60;

/** Answers undefined when there is no transaction to be had, and none is insisted on: nothing is in effect then. */
export async function inTransaction(application: Application): Promise<Outcome | undefined> {
  const { prepared, calls, options, report } = application;
  const { stopOnError = true, transaction: wish = "auto" } = options;
  await using transaction = await begin(application);
  if (transaction === undefined) return undefined;
  const tables = transaction.untyped();
  const run = await runSteps(prepared.tasks, { tables, options: calls, stops: stopOnError, report });
  const [first] = run.failed;
  if (first !== undefined && stopOnError) {
    const outcome = discarded(application, run, await abandon(transaction));
    // Some tables take no part in transactions.
    return wish === "auto" && isFortiError(first.error, "UNSUPPORTED") ? undefined : outcome;
  }
  const failure = await commit(transaction);
  if (failure !== undefined) {
    const isInDoubt = transaction.state.kind === "in-doubt";
    if (!isInDoubt || (await isUntouched(application))) return discarded(application, run, failure);
  }
  const failed = await verify(application, run);
  if (failed.length === 0 || !stopOnError) return outcomeOf("transaction", run, { failed });
  return outcomeOf("transaction", run, { failed, ...(await takeBack(application, run)) });
}

/** Whether a commit whose answer was lost was not carried out: then the device is as it was. */
async function isUntouched({ engine, prepared }: Application): Promise<boolean> {
  try {
    refuseStale(prepared, await readContents(createUntyped(engine), touchedBy(prepared), prepared.calls));
    return true;
  } catch (error) {
    if (!isFortiError(error)) throw error;
    return false;
  }
}

async function begin({ begin, prepared, options }: Application): Promise<Transaction | undefined> {
  const { signal, timeoutSeconds, transaction } = options;
  const { vdom } = prepared.calls;
  try {
    return await begin({
      timeoutSeconds: timeoutSeconds ?? Math.max(LEAST_SECONDS, prepared.tasks.length * SECONDS_PER_STEP),
      ...(vdom !== undefined && { vdom }),
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (transaction !== true && isFortiError(error, "UNSUPPORTED")) return undefined;
    throw error;
  }
}

async function commit(transaction: Transaction): Promise<FortiError | undefined> {
  try {
    await transaction.commit();
    return undefined;
  } catch (error) {
    if (!isFortiError(error)) throw error;
    await abandon(transaction);
    return error;
  }
}

/** Aborts what is still open. When that fails, the device does it by itself at the timeout. */
async function abandon(transaction: Transaction): Promise<FortiError | undefined> {
  try {
    await transaction[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    if (isFortiError(error)) return error;
    throw error;
  }
}

/** Nothing of it is in effect. */
function discarded({ report }: Application, run: Run, error: FortiError | undefined): Outcome {
  for (const task of run.done.toReversed()) report(task, "undone");
  const rolledBack = run.done.toReversed().map(({ step }) => ({ step, lost: [] }));
  return outcomeOf("transaction", run, { rolledBack, ...(error !== undefined && { failed: [{ error }] }) });
}
