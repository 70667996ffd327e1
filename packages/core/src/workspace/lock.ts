/**
 * Locks that a device keeps for a session: what they are about, who holds them, and how they are asked for.
 *
 * @module
 */

import type { Logger } from "../logger.ts";
import type { Runtime } from "../types.ts";

/** What can be locked. */
export interface LockTarget {
  /** For people: `ADOM "root"`. */
  readonly name: string;
  /** Where it lies, from the widest part down: `root/pkg/default` is a part of `root`. */
  readonly scope: string;
}

/** Who holds a lock, as far as the device tells. */
export interface LockHolder {
  /** Name of the administrator. */
  readonly user: string;
  /** Number of the session. */
  readonly session: number;
  /** By the device's clock. Absent when it does not say. */
  readonly since?: Date;
  /** Whether it is this client's session. */
  readonly own: boolean;
  /** Whether it is the administrator that this client signs in as, in this session or in another. */
  readonly sameUser: boolean;
  /** Whether something was written below it that is not committed. Absent for sessions of others. */
  readonly dirty?: boolean;
}

/** Resolves at the end of a commit that the device has taken on. Throws TASK_FAILED when nothing is saved by it. */
export type CommitEnd = () => Promise<void>;

/** How locks of one product are asked for. `Commit` is what its commits take. */
export interface LockPort<Target extends LockTarget, Commit> {
  /** The clock. */
  readonly runtime: Runtime;
  /** Takes what people may want to know. */
  readonly logger: Logger | undefined;
  /** Number of the session that calls are sent with now: another one holds none of the locks of this one. */
  session(): number;
  /** Locks. False: there are no locks there, and none is needed. Throws LOCKED_BY_OTHER. */
  lock(target: Target, signal: AbortSignal | undefined): Promise<boolean>;
  /** Unlocks, and so discards what is not committed. Doing it twice is no error. */
  unlock(target: Target, signal: AbortSignal | undefined): Promise<void>;
  /** Saves what was written. Where the device takes its time for that, answers how to wait for the end. */
  commit(target: Target, options: Commit): Promise<CommitEnd | undefined>;
  /** Whether something was written that is not committed. */
  isDirty(target: Target, signal: AbortSignal | undefined): Promise<boolean>;
  /** Who holds the target, a part of it, or what it is a part of. */
  holders(target: Target, signal: AbortSignal | undefined): Promise<readonly LockHolder[]>;
  /** Has work done before the client signs out. */
  beforeClose(work: () => Promise<void> | undefined): () => void;
  /** Has work done before a signal ends the process. Absent where there is no process. */
  readonly exits?: ExitSignals | undefined;
}

/** The signals that end a process. */
export interface ExitSignals {
  /** Has work done before. Answers how to take that back. */
  add(work: () => Promise<void>): () => void;
}

/** How to lock. */
export interface LockOptions {
  /** Longest time in milliseconds to wait for whoever holds the lock, here or elsewhere. Default 0: none. */
  readonly waitMs?: number;
  /** Cancels the waiting. */
  readonly signal?: AbortSignal;
}

/** How a lock stands. */
export type LockState =
  /** It is held. */
  | { readonly kind: "held" }
  /** There are no locks there: what is written takes effect at once. */
  | { readonly kind: "not-needed" }
  /** It is being unlocked. */
  | { readonly kind: "ending" }
  /** It was unlocked. */
  | { readonly kind: "released" }
  /** Its session has ended, or another took it. What was not committed is gone. */
  | { readonly kind: "lost"; readonly why: string }
  /** It could not be unlocked. It is tried once more when the client closes. */
  | { readonly kind: "stuck"; readonly why: string };
