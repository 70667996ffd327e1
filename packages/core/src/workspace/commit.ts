/**
 * Commits, and finds out what became of a commit whose answer was lost.
 *
 * @module
 */

import { withHint } from "../client/other-words.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import { commitInDoubt, type Loss, lostError } from "./errors.ts";
import { judgeFailure, mayBeUnlocked } from "./failure.ts";
import { findLoss } from "./find-loss.ts";
import type { CommitEnd, LockPort, LockTarget } from "./lock.ts";

/** So often a commit is sent: a second one does no harm while the lock is held. */
const MAX_COMMITS = 3;

/** Why the lock turned out to be held no longer. */
export interface CommitContext {
  readonly lockedIn: number;
  /** How often something was committed under the lock before. */
  readonly commits: number;
  /** Hears why the lock turned out to be held no longer. */
  lost(loss: Loss): void;
}

/**
 * Saves what was written under a lock.
 *
 * @throws FortiError when nothing is saved; one with `reached: "maybe"` when nobody knows.
 */
export async function commit<Target extends LockTarget, Options>(
  port: LockPort<Target, Options>,
  target: Target,
  options: Options,
  context: CommitContext,
): Promise<void> {
  const begun = await begin(port, target, options, context);
  if (begun === "done") return;
  // A session that does not hold the lock has nothing to commit. What it loses later, the commit has saved.
  const loss = port.session() === context.lockedIn ? undefined : await findLoss(port, target, context.lockedIn);
  if (loss !== undefined) {
    context.lost(loss);
    throw lostError(target, loss, context.commits);
  }
  if (begun !== undefined) await follow(port, target, context, begun);
}

/** Has the commit taken on. Answers how it ends, or that it turned out to be done. */
async function begin<Target extends LockTarget, Options>(
  port: LockPort<Target, Options>,
  target: Target,
  options: Options,
  context: CommitContext,
): Promise<CommitEnd | "done" | undefined> {
  for (let sent = 1; ; sent++) {
    try {
      return await port.commit(target, options);
    } catch (error) {
      if (!isFortiError(error)) throw error;
      const failure = judgeFailure(error);
      if (failure === "unsent") throw withHint(error, UNSENT);
      if (failure === "refused") throw await explainRefusal(port, target, context, error);
      if (await wasCarriedOut(port, target, context, error)) return "done";
      if (sent === MAX_COMMITS)
        throw commitInDoubt(target, "its answer was lost, and so were those to further tries", error);
    }
  }
}

/** Waits for the end of a commit that the device has taken on. */
async function follow<Target extends LockTarget>(
  port: LockPort<Target, never>,
  target: Target,
  { lockedIn }: CommitContext,
  end: CommitEnd,
): Promise<void> {
  try {
    await end();
  } catch (error) {
    if (!isFortiError(error)) throw error;
    if (error.code === "TASK_FAILED") throw withHint(error, NOT_SAVED);
    const isSaved = port.session() === lockedIn && (await port.isDirty(target, undefined).catch(() => true)) === false;
    if (!isSaved) throw commitInDoubt(target, "it has begun, and could not be followed to its end", error);
  }
}

const UNSENT =
  "Nothing was committed: the request has not reached the device; commit again, as long as the lock is held";
const NOT_SAVED = "What was written is still there, uncommitted: put right what the device names, and commit again";

async function explainRefusal<Target extends LockTarget, Options>(
  port: LockPort<Target, Options>,
  target: Target,
  { lockedIn, commits, lost }: CommitContext,
  error: FortiError,
): Promise<FortiError> {
  const loss = mayBeUnlocked(error) ? await findLoss(port, target, lockedIn) : undefined;
  if (loss === undefined) return error;
  lost(loss);
  return lostError(target, loss, commits, error);
}

/** Asks what is left to commit. Throws when it cannot be told what became of the commit. */
async function wasCarriedOut<Target extends LockTarget, Options>(
  port: LockPort<Target, Options>,
  target: Target,
  { lockedIn, lost }: CommitContext,
  error: FortiError,
): Promise<boolean> {
  let own: boolean | undefined;
  try {
    own = (await port.holders(target, undefined)).some((holder) => holder.own);
    if (own && port.session() === lockedIn) return !(await port.isDirty(target, undefined));
  } catch {
    throw commitInDoubt(target, "its answer was lost, and the device could not be asked since", error);
  }
  const loss = await findLoss(port, target, lockedIn);
  if (loss === undefined) throw commitInDoubt(target, "its answer was lost", error);
  lost(loss);
  throw commitInDoubt(target, `its answer was lost, and with it the lock: ${loss.why}`, error);
}
