/**
 * Keeps the locks of one client: waits for them, commits, and gives them back on every way out.
 *
 * @module
 */

export type { HeldLock } from "./held-lock.ts";
export { createLockKeeper, type KeptLock, type LockKeeper } from "./keeper.ts";
export type { CommitEnd, ExitSignals, LockHolder, LockOptions, LockPort, LockState, LockTarget } from "./lock.ts";
export { type LockedWork, type LockedWorkOptions, runLocked } from "./run.ts";
export type { Turn } from "./turns.ts";
