/**
 * Gets a lock: waits for whoever holds it, and finds out what became of a request whose answer was lost.
 *
 * @module
 */

import { withHint } from "../client/other-words.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import { leftMs } from "../runtime/elapsed.ts";
import { lockedError, waitCancelledError } from "./errors.ts";
import { judgeFailure } from "./failure.ts";
import type { LockHolder, LockPort, LockTarget } from "./lock.ts";
import { release } from "./release.ts";

const FIRST_WAIT_MS = 500;
const GROWTH = 1.5;
const LONGEST_WAIT_MS = 5000;

/** So many answers may be lost before it gives up. */
const MAX_LOST = 3;

/** How to get it. */
export interface AcquireOptions {
  /** Longest time to wait for whoever holds it, in milliseconds, and since when. */
  readonly waitMs: number;
  readonly startedAt: number;
  readonly signal: AbortSignal | undefined;
  /** Hears that it may be locked, and could not be unlocked. */
  stuck(): void;
}

type Port<Target extends LockTarget> = Omit<LockPort<Target, never>, "commit">;

/**
 * Locks. Answers false where there are no locks. When it throws, nothing is locked, unless it has called `stuck`, and the
 * error's hint says so.
 *
 * @throws FortiError LOCKED_BY_OTHER that names who holds it; ABORTED.
 */
export async function acquire<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  { waitMs, startedAt, signal, stuck }: AcquireOptions,
): Promise<boolean> {
  const { runtime } = port;
  let pauseMs = FIRST_WAIT_MS;
  for (let lost = 0; ; ) {
    try {
      return await port.lock(target, signal);
    } catch (error) {
      const failure = judgeFailure(error);
      if (failure === "lost") {
        lost += 1;
        const holders = signal?.aborted || lost > MAX_LOST ? undefined : await ask(port, target, signal);
        if (holders?.some(({ own }) => own)) return true;
        if (holders !== undefined) continue;
        throw await giveBack(port, target, error, stuck);
      }
      if (!isFortiError(error, "LOCKED_BY_OTHER")) throw error;
      const left = leftMs(runtime, startedAt, waitMs);
      if (left === 0) throw lockedError(target, (await ask(port, target, signal)) ?? [], waitMs, error);
      await pause(port, Math.min(left, pauseMs * (0.5 + runtime.random())), target, signal);
      pauseMs = Math.min(LONGEST_WAIT_MS, pauseMs * GROWTH);
    }
  }
}

/** Who holds it. Undefined: the device could not be asked. */
function ask<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  signal: AbortSignal | undefined,
): Promise<readonly LockHolder[] | undefined> {
  return port.holders(target, signal).catch(() => undefined);
}

/** The lock may have arrived all the same. Answers what to throw. */
async function giveBack<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  error: unknown,
  stuck: () => void,
): Promise<unknown> {
  try {
    await release(port, target);
    return error;
  } catch (failure) {
    stuck();
    const { message, hint = "" } = failure as FortiError;
    return isFortiError(error) ? withHint(error, `It may be locked all the same. ${message}. ${hint}`) : failure;
  }
}

async function pause<Target extends LockTarget>(
  { runtime }: Port<Target>,
  ms: number,
  target: Target,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await runtime.sleep(ms, signal);
  } catch (cause) {
    throw signal?.aborted ? waitCancelledError(target, cause) : cause;
  }
}
