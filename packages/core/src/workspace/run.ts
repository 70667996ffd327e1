/**
 * Work under one or more locks, from the first lock to the last unlock.
 *
 * @module
 */

import { inOtherWords } from "../client/other-words.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import type { Effect } from "../types.ts";
import { cancelledError } from "./errors.ts";
import type { HeldLock } from "./held-lock.ts";
import type { KeptLock, LockKeeper } from "./keeper.ts";
import type { LockOptions, LockTarget } from "./lock.ts";

/** How to work under locks. */
export interface LockedWorkOptions<Commit = unknown> extends LockOptions {
  /** Whether what was written is committed at the end. Default true. */
  readonly commit?: boolean;
  /** What commits take. */
  readonly commitOptions: Commit;
}

/** What work under locks is given. */
export interface LockedWork<Target extends LockTarget, Commit> {
  /** The locks, as their targets were given. */
  readonly locks: readonly HeldLock<Target, Commit>[];
  /** All locks that it works under, for work inside of it. */
  readonly inside: readonly KeptLock<Target, Commit>[];
  /** Cancels calls of work that nobody waits for any more. */
  readonly signal: AbortSignal;
  /** Makes a call that relies on all of them. See {@link HeldLock.guard}. */
  guard<T>(effect: Effect, call: () => Promise<T>, failuresIn?: (answer: T) => readonly unknown[]): Promise<T>;
}

/**
 * Locks every target, does the work, commits, and unlocks in reverse. When the work throws or is cancelled, it only
 * unlocks. Targets are locked in the order of their names, so that no two scripts wait for each other. Inside of other
 * work, what that has locked is neither locked, committed nor unlocked once more.
 */
export async function runLocked<Target extends LockTarget, Commit, T>(
  keeper: LockKeeper<Target, Commit>,
  targets: readonly Target[],
  work: (given: LockedWork<Target, Commit>) => T | Promise<T>,
  { commit = true, commitOptions, ...options }: LockedWorkOptions<Commit>,
  inside: readonly KeptLock<Target, Commit>[] = [],
): Promise<T> {
  const { signal } = options;
  const ours: KeptLock<Target, Commit>[] = [];
  const over = new AbortController();
  let outcome: { readonly value: T } | { readonly error: unknown };
  try {
    for (const target of inOrder(targets)) {
      const around = [...inside, ...ours];
      if (keeper.covering(target, around) === undefined) ours.push(await keeper.lock(target, options, around));
    }
    const all = [...inside, ...ours];
    const locks = targets.map((target) => (keeper.covering(target, all) as KeptLock<Target, Commit>).lock);
    const stop = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
    const given = { locks, inside: all, signal: stop, guard: guardAll(all) };
    const names = targets.map(({ name }) => name).join(" and ");
    const value = await unlessCancelled(() => work(given), signal, names);
    if (commit) await commitAll(ours, commitOptions);
    outcome = { value };
  } catch (error) {
    outcome = { error };
  }
  // What is still under way belongs to no work any more.
  over.abort();
  const failure = await keeper.unlock(ours);
  if ("error" in outcome) throw withSuppressed(outcome.error, failure);
  if (failure !== undefined) throw failure;
  return outcome.value;
}

function inOrder<Target extends LockTarget>(targets: readonly Target[]): Target[] {
  return [...targets].sort((a, b) => (a.scope < b.scope ? -1 : 1));
}

/** A call relies on every lock around it. */
function guardAll<Target extends LockTarget, Commit>(
  kept: readonly KeptLock<Target, Commit>[],
): LockedWork<Target, Commit>["guard"] {
  return (effect, call, failuresIn) =>
    kept.reduceRight<typeof call>(
      (next, { lock }) =>
        () =>
          lock.guard(effect, next, failuresIn),
      call,
    )();
}

async function commitAll<Target extends LockTarget, Commit>(
  kept: readonly KeptLock<Target, Commit>[],
  options: Commit,
): Promise<void> {
  const done: string[] = [];
  for (const { lock } of kept) {
    try {
      await lock.commit(options);
      done.push(lock.target.name);
    } catch (error) {
      throw done.length === 0 || !isFortiError(error) ? error : partlyCommitted(error, done);
    }
  }
}

function partlyCommitted(cause: FortiError, done: readonly string[]): FortiError {
  return inOtherWords(cause, { message: `${cause.message}; committed before that: ${done.join(" and ")}`, cause });
}

/** The error that came first stays the one to throw; the other goes with it. */
function withSuppressed(error: unknown, suppressed: unknown): unknown {
  if (suppressed !== undefined && error instanceof Error) Reflect.set(error, "suppressed", suppressed);
  return error;
}

/** The work may go on in vain after the signal, but nobody waits for it, and its writes are refused. */
function unlessCancelled<T>(work: () => T | Promise<T>, signal: AbortSignal | undefined, names: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(cancelledError(names, signal?.reason));
    if (signal?.aborted) return cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    const fail = (error: unknown): void => reject(signal?.aborted === true ? cancelledError(names, error) : error);
    Promise.resolve()
      .then(work)
      .then(resolve, fail)
      .finally(() => signal?.removeEventListener("abort", cancel));
  });
}
