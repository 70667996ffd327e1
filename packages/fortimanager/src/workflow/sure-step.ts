/**
 * Steps of a workflow session whose answer may get lost.
 *
 * @module
 */

import { FortiError, isFortiError } from "@fortiweave/core";
import { withHint } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { askLocks } from "../workspace/lock-info.ts";
import type { WorkspaceTarget } from "../workspace/target.ts";
import { readSession, type StepWords, takeStep } from "./calls.ts";
import type { WorkflowSession } from "./session.ts";

/** Begins a session, or opens one again. Answers its number, also when the answer that held it was lost. */
export async function begin(
  engine: Engine,
  target: WorkspaceTarget,
  id: number | undefined,
  words: StepWords,
): Promise<number> {
  try {
    const opened = await takeStep(engine, target.adom, "start", id, words);
    if (opened !== undefined) return opened;
  } catch (error) {
    const opened = isLost(error) ? await openedIn(engine, target) : undefined;
    if (opened === undefined) throw error;
    return opened;
  }
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: `FortiManager began a workflow session in ${target.name} and did not say its number`,
    hint: "It is listed by fmg.workflow(adom).list()",
    reached: "yes",
  });
}

/** Takes a step that leads to a state. When its answer is lost, the session tells whether it was taken. */
export async function takeSurely(
  engine: Engine,
  adom: string,
  step: "submit" | "approve",
  id: number,
  words: StepWords,
  reaches: WorkflowSession["state"],
): Promise<void> {
  try {
    await takeStep(engine, adom, step, id, words);
  } catch (error) {
    if (!isLost(error)) throw error;
    const session = await readSession(engine.unattended, adom, id).catch(() => undefined);
    if (session?.state === reaches) return;
    throw withHint(
      error,
      session === undefined ? mayHave(step, id) : `It was not carried out: session ${id} is ${session.state}`,
    );
  }
}

function mayHave(step: string, id: number): string {
  return `The ${step} of workflow session ${id} may have been carried out: look at fmg.workflow(adom).get(${id}) before you repeat it`;
}

/** The session that is open in our lock. */
async function openedIn(engine: Engine, target: WorkspaceTarget): Promise<number | undefined> {
  const locks = await askLocks(engine.unattended, target, {}).catch(() => []);
  const opened = locks.find(({ own }) => own)?.workflowSession ?? 0;
  return opened > 0 ? opened : undefined;
}

function isLost(error: unknown): error is FortiError {
  return (
    isFortiError(error, "NETWORK", "TIMEOUT", "BAD_RESPONSE") &&
    error.reached !== "no" &&
    error.deviceCode === undefined
  );
}
