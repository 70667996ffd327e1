/**
 * Gives locks back, also over a connection that fails.
 *
 * @module
 */

import { FortiError, isFortiError } from "../errors.ts";
import { leftMs } from "../runtime/elapsed.ts";
import type { Runtime } from "../types.ts";
import { stuckError } from "./errors.ts";
import type { LockPort, LockTarget } from "./lock.ts";

/** How long it is tried, in milliseconds: longer than a circuit breaker stays open by default. */
export const RELEASE_MS = 45_000;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

type Port<Target extends LockTarget> = Pick<LockPort<Target, never>, "runtime" | "unlock" | "holders">;

/**
 * Unlocks, and tries again until the device has answered or the time is up. Resolves when the lock is not ours (any
 * more), for whichever reason.
 *
 * @throws FortiError when it may still be ours.
 */
export async function release<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  budgetMs: number = RELEASE_MS,
): Promise<void> {
  const { runtime } = port;
  const startedAt = runtime.now();
  let cause: unknown;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    try {
      const left = Math.max(1, leftMs(runtime, startedAt, budgetMs));
      await within(runtime, left, (signal) => port.unlock(target, signal));
      return;
    } catch (error) {
      if (await isNotOurs(port, target, error)) return;
      // What opened the circuit says more than that it is open, or that the time was up then.
      if (cause === undefined || !isFortiError(error, "CIRCUIT_OPEN", "TIMEOUT")) cause = error;
      const asked = isFortiError(error) ? (error.retryAfterMs ?? 0) : 0;
      const next = Math.max(waitMs * (0.5 + runtime.random()), asked);
      if (isHopeless(error) || next >= leftMs(runtime, startedAt, budgetMs)) throw stuckError(target, cause);
      await runtime.sleep(next);
    }
  }
}

/** Whether there is nothing of ours to unlock: whatever a refusal says, the device is asked. */
async function isNotOurs<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  error: unknown,
): Promise<boolean> {
  if (!isFortiError(error) || error.reached !== "yes") return false;
  try {
    return !(await port.holders(target, undefined)).some(({ own }) => own);
  } catch {
    return false;
  }
}

/** Trying again would only lock the administrator out, or never be sent. */
function isHopeless(error: unknown): boolean {
  return !isFortiError(error) || isFortiError(error, "AUTH_FAILED", "LOCKED_OUT", "INVALID_INPUT", "READ_ONLY", "TLS");
}

/** Cancels the work when it takes longer, and throws TIMEOUT then. */
async function within<T>(
  runtime: Pick<Runtime, "sleep">,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const done = new AbortController();
  runtime.sleep(ms, done.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    return await work(late.signal);
  } catch (error) {
    if (!late.signal.aborted) throw error;
    throw new FortiError({ code: "TIMEOUT", message: `The device has not answered in ${ms / 1000} s`, cause: error });
  } finally {
    done.abort();
  }
}
