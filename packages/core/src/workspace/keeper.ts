/**
 * The locks of one client: none is forgotten on any way out.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { type AcquireOptions, acquire } from "./acquire.ts";
import { createHeldLock, type HeldLock } from "./held-lock.ts";
import { inTurn } from "./in-turn.ts";
import type { LockOptions, LockPort, LockTarget } from "./lock.ts";
import { release } from "./release.ts";
import { createLockTurns, isWithin, type Turn } from "./turns.ts";

/** A lock, and how it is told apart from others of the client. */
export interface KeptLock<Target extends LockTarget = LockTarget, Commit = unknown> {
  /** The lock. */
  readonly lock: HeldLock<Target, Commit>;
  /** What keeps others of the client from it meanwhile. */
  readonly turn: Turn;
}

/** The locks of one client. */
export interface LockKeeper<Target extends LockTarget, Commit> {
  /**
   * Locks. On one client, targets that have anything in common are locked one after the other, in the order of asking,
   * each within its own `waitMs`.
   *
   * @param inside Locks that the caller works under. A target that they cover is not locked again.
   * @throws FortiError LOCKED_BY_OTHER that names who holds it, since when and in which session; INVALID_INPUT; ABORTED.
   */
  lock(
    target: Target,
    options: LockOptions,
    inside?: readonly KeptLock<Target, Commit>[],
  ): Promise<KeptLock<Target, Commit>>;
  /** Unlocks these, the last first. One that fails keeps none of the others. Answers the first failure. */
  unlock(kept: readonly KeptLock<Target, Commit>[]): Promise<unknown>;
  /** The lock among these that covers a target. */
  covering(target: Target, inside: readonly KeptLock<Target, Commit>[]): KeptLock<Target, Commit> | undefined;
}

/** How long it is tried when the client closes, in milliseconds. Where it signs out, its locks go with its session. */
const CLOSE_MS = 10_000;

/** How long there is before a signal ends the process, in milliseconds. */
const EXIT_MS = 4000;

/** Makes the locks of a client. Sends nothing. */
export function createLockKeeper<Target extends LockTarget, Commit>(
  port: LockPort<Target, Commit>,
): LockKeeper<Target, Commit> {
  const turns = createLockTurns(port.runtime);
  const held = new Set<KeptLock<Target, Commit>>();
  /** What may be locked without anybody's knowing. */
  const stray = new Set<Target>();
  const pending = new Set<Promise<unknown>>();
  let closing = new AbortController();
  let forgetClose: (() => void) | undefined;
  let forgetExit: (() => void) | undefined;

  /** Gives everything back, the last lock first. Throws the first failure. */
  const releaseAll = async (budgetMs: number): Promise<void> => {
    closing.abort();
    await Promise.allSettled(pending);
    closing = new AbortController();
    const failures = await inTurn(port.runtime, [
      ...[...held].reverse().map(
        ({ lock }) =>
          () =>
            lock.close(budgetMs),
      ),
      ...[...stray].map((target) => () => release(port, target, budgetMs).then(() => void stray.delete(target))),
    ]);
    watch();
    if (failures.length > 0) throw failures[0];
  };
  /** Listens for the ends of client and process as long as there is something to give back. */
  const watch = (): void => {
    const isNeeded = held.size + stray.size + pending.size > 0;
    if (isNeeded && forgetClose === undefined) {
      forgetClose = port.beforeClose(() => releaseAll(CLOSE_MS));
      forgetExit = port.exits?.add(() => releaseAll(EXIT_MS).catch(() => undefined));
    }
    if (isNeeded) return;
    forgetClose?.();
    forgetExit?.();
    forgetClose = undefined;
    forgetExit = undefined;
  };

  const lockInTurn = async (target: Target, turn: Turn, wait: Omit<AcquireOptions, "stuck">) => {
    const isNeeded = await acquire(port, target, { ...wait, stuck: () => void stray.add(target) });
    const ended = (): void => {
      held.delete(kept);
      turn.end();
      watch();
    };
    const kept: KeptLock<Target, Commit> = { lock: createHeldLock(port, target, isNeeded, ended), turn };
    held.add(kept);
    if (!isNeeded) {
      port.logger?.log("info", `No workspace mode in ${target.name}: writes take effect at once`);
      // Nobody has to wait for what nobody holds.
      turn.end();
    }
    return kept;
  };
  const take = async (
    target: Target,
    { waitMs = 0, signal }: LockOptions,
    inside: readonly KeptLock<Target, Commit>[],
  ): Promise<KeptLock<Target, Commit>> => {
    checkNumber("waitMs", waitMs, 0);
    const until = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
    const startedAt = port.runtime.now();
    const own = inside.map(({ turn }) => turn);
    const turn = await turns.take(target, own, waitMs, until);
    try {
      return await lockInTurn(target, turn, { waitMs, startedAt, signal: until });
    } catch (error) {
      turn.end();
      throw error;
    }
  };

  return {
    async lock(target, options, inside = []) {
      const taking = take(target, options, inside);
      pending.add(taking);
      watch();
      try {
        return await taking;
      } finally {
        pending.delete(taking);
        watch();
      }
    },
    unlock: async (kept) =>
      (
        await inTurn(
          port.runtime,
          [...kept].reverse().map(({ lock }) => lock.unlock),
        )
      )[0],
    covering: (target, inside) =>
      inside.find(({ lock }) => isWithin(target.scope, lock.target.scope) && lock.state.kind !== "released"),
  };
}
