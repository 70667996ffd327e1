/**
 * A lock in a script's own hands.
 *
 * @module
 */

import type { HeldLock, LockState } from "@fortiweave/core/workspace";
import type { FortiManager } from "../fortimanager.ts";
import type { CommitOptions } from "./lock-port.ts";
import type { WorkspaceTarget } from "./target.ts";

/** A lock. Disposed of, it is unlocked, and what was not committed is gone. */
export interface Lock extends AsyncDisposable {
  /** What is locked, in words: `ADOM "root"`. */
  readonly name: string;
  /** How it stands. `not-needed`: there is no workspace mode, and what is written takes effect at once. */
  readonly state: LockState;
  /**
   * The client under this lock: once the lock is lost, its writes throw before they are sent. Other calls of the client
   * that made it work as well, and find out by being refused.
   */
  readonly fmg: FortiManager;
  /**
   * Saves what was written, and follows the task that FortiManager makes of it.
   *
   * @throws FortiError SESSION_EXPIRED or LOCKED_BY_OTHER when the lock is lost, and with it what was not committed;
   * TASK_FAILED; one with `reached: "maybe"` when nobody knows whether it was saved.
   */
  commit(options?: CommitOptions): Promise<void>;
  /** Unlocks. What was not committed is gone. Safe to call twice. Throws when it may still be locked. */
  unlock(): Promise<void>;
  /** Whether something was written that is not committed. */
  isDirty(options?: { readonly signal?: AbortSignal }): Promise<boolean>;
}

/** Makes the handle. */
export function toLock(held: HeldLock<WorkspaceTarget, CommitOptions>, fmg: FortiManager): Lock {
  return {
    name: held.target.name,
    get state() {
      return held.state;
    },
    fmg,
    commit: (options = {}) => held.commit(options),
    unlock: () => held.unlock(),
    isDirty: (options) => held.isDirty(options),
    [Symbol.asyncDispose]: () => held.unlock(),
  };
}
