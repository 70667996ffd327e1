/**
 * An open workflow session in a script's own hands.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import type { FortiManager } from "../fortimanager.ts";
import type { Lock } from "../workspace/lock-handle.ts";
import { takeStep } from "./calls.ts";
import { takeSurely } from "./sure-step.ts";
import { type SubmitOptions, wordsOf } from "./words.ts";

/** An open workflow session. Disposed of, its ADOM is unlocked, and what was not saved is gone. */
export interface WorkflowDraft extends AsyncDisposable {
  /** Number of the session. */
  readonly id: number;
  /** The lock of its ADOM. */
  readonly lock: Lock;
  /** The client under this lock: once the lock is lost, its writes throw before they are sent. */
  readonly fmg: FortiManager;
  /** Keeps what was written so far in the session, for after the lock. */
  save(): Promise<void>;
  /** Saves, and submits the session for approval. It is not open any more. */
  submit(options?: Omit<SubmitOptions, "waitMs" | "signal">): Promise<void>;
  /** Forgets what was written and saved. The session stays, and can be opened again. */
  discard(): Promise<void>;
}

/** Makes the handle. The engine is that of the lock. */
export function createDraft(engine: Engine, adom: string, id: number, lock: Lock): WorkflowDraft {
  const save = async (): Promise<void> => void (await takeStep(engine, adom, "save", id));
  return {
    id,
    lock,
    fmg: lock.fmg,
    save,
    async submit(options = {}) {
      await save();
      await takeSurely(engine, adom, "submit", id, wordsOf(options), "submitted");
    },
    discard: async () => void (await takeStep(engine, adom, "discard", id)),
    [Symbol.asyncDispose]: () => lock.unlock(),
  };
}
