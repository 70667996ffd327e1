/**
 * A lock that is held, up to its end.
 *
 * @module
 */

import type { Effect } from "../types.ts";
import { commit } from "./commit.ts";
import { type Loss, lostError, releasedError } from "./errors.ts";
import { mayBeUnlocked } from "./failure.ts";
import { findLoss } from "./find-loss.ts";
import type { LockPort, LockState, LockTarget } from "./lock.ts";
import { RELEASE_MS, release } from "./release.ts";

/** A lock of this client. Disposed of, it is unlocked, and what was not committed is gone. */
export interface HeldLock<Target extends LockTarget = LockTarget, Commit = unknown> extends AsyncDisposable {
  /** What is locked. */
  readonly target: Target;
  /** How it stands. */
  readonly state: LockState;
  /**
   * Saves what was written. Throws SESSION_EXPIRED or LOCKED_BY_OTHER when the lock is lost, and with it what was not
   * committed; an error with `reached: "maybe"` says that nobody knows whether it was saved.
   */
  commit(options: Commit): Promise<void>;
  /** Unlocks. What was not committed is gone. Safe to call twice. Throws when it may still be locked. */
  unlock(): Promise<void>;
  /** Whether something was written that is not committed. */
  isDirty(options?: { readonly signal?: AbortSignal }): Promise<boolean>;
  /**
   * Makes a call that relies on the lock. Once it is lost, writes throw before they are sent. `failuresIn` finds what was
   * refused in an answer to several operations.
   */
  guard<T>(effect: Effect, call: () => Promise<T>, failuresIn?: (answer: T) => readonly unknown[]): Promise<T>;
  /** As {@link unlock}, because the client ends: whatever is still under way, and maybe in less time. */
  close(budgetMs?: number): Promise<void>;
}

/** Makes the handle of a lock that the device has given. `ended` hears once that it is held no longer. */
export function createHeldLock<Target extends LockTarget, Commit>(
  port: LockPort<Target, Commit>,
  target: Target,
  isNeeded: boolean,
  ended: () => void,
): HeldLock<Target, Commit> {
  const lockedIn = port.session();
  const running = new Set<Promise<unknown>>();
  let state: LockState = { kind: isNeeded ? "held" : "not-needed" };
  let loss: Loss | undefined;
  let commits = 0;
  let ending: Promise<void> | undefined;
  let isClosed = false;

  const isUsable = (): boolean => state.kind === "held" || state.kind === "not-needed";
  const noteLoss = (found: Loss): void => {
    loss = found;
    if (state.kind === "held") state = { kind: "lost", why: found.why };
  };
  /** Throws when nothing can be written by it any more. */
  const check = async (what: string): Promise<void> => {
    if (state.kind === "held" && port.session() !== lockedIn) {
      const found = await findLoss(port, target, lockedIn);
      if (found !== undefined) noteLoss(found);
    }
    if (loss !== undefined) throw lostError(target, loss, commits);
    if (!isUsable()) throw releasedError(target, what, isClosed);
  };
  /** What to throw in place of a refusal that comes from the lock being lost. */
  const explain = async (error: unknown): Promise<unknown> => {
    if (state.kind !== "held" || !mayBeUnlocked(error)) return error;
    const found = await findLoss(port, target, lockedIn);
    if (found === undefined) return error;
    noteLoss(found);
    return lostError(target, found, commits, error);
  };

  const end = async (budgetMs: number): Promise<void> => {
    const wasNeeded = state.kind !== "not-needed";
    state = { kind: "ending" };
    try {
      if (wasNeeded) await release(port, target, budgetMs);
      state = loss === undefined ? { kind: "released" } : { kind: "lost", why: loss.why };
      ended();
    } catch (error) {
      state = { kind: "stuck", why: error instanceof Error ? error.message : String(error) };
      throw error;
    }
  };
  const endOnce = (budgetMs: number): Promise<void> => {
    // What could not be unlocked is tried again.
    if (state.kind === "stuck") ending = undefined;
    ending ??= end(budgetMs);
    return ending;
  };
  const unlock = async (): Promise<void> => {
    // What is on its way belongs to the lock.
    await Promise.allSettled(running);
    await endOnce(RELEASE_MS);
  };

  return {
    target,
    get state() {
      return state;
    },
    async commit(options) {
      await Promise.allSettled(running);
      await check("commit");
      if (state.kind === "held") await commit(port, target, options, { lockedIn, commits, lost: noteLoss });
      commits += 1;
    },
    unlock,
    async isDirty({ signal } = {}) {
      await check("ask what is not committed");
      return state.kind === "held" && (await port.isDirty(target, signal));
    },
    async guard(effect, call, failuresIn = () => []) {
      if (effect !== "write") return call();
      await check("write");
      const work = call();
      running.add(work);
      try {
        const answer = await work;
        for (const failure of failuresIn(answer)) {
          const told = await explain(failure);
          if (told !== failure) throw told;
        }
        return answer;
      } catch (error) {
        throw await explain(error);
      } finally {
        running.delete(work);
      }
    },
    close(budgetMs = RELEASE_MS) {
      isClosed = true;
      return endOnce(budgetMs);
    },
    [Symbol.asyncDispose]: unlock,
  };
}
