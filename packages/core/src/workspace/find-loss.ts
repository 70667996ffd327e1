/**
 * Finds out whether a lock is still held, and if not, why.
 *
 * @module
 */

import { type Loss, namesOf } from "./errors.ts";
import type { LockHolder, LockPort, LockTarget } from "./lock.ts";

type Port<Target extends LockTarget> = Pick<LockPort<Target, never>, "session" | "holders">;

/**
 * Why it is held no longer; undefined when it is. Where the device cannot be asked, another session than the one that
 * locked is enough: no session holds another one's locks.
 *
 * @param lockedIn The session that locked.
 */
export async function findLoss<Target extends LockTarget>(
  port: Port<Target>,
  target: Target,
  lockedIn: number,
): Promise<Loss | undefined> {
  const holders = await port.holders(target, undefined).catch(() => undefined);
  const isNew = port.session() !== lockedIn;
  if (!isNew && (holders === undefined || holders.some(({ own }) => own))) return undefined;
  const others = (holders ?? []).filter(({ own }) => !own);
  if (isNew) return { code: "SESSION_EXPIRED", why: `the session that held it has ended${sinceThen(others)}` };
  if (others.length > 0) return { code: "LOCKED_BY_OTHER", why: `it was taken by ${namesOf(others)}` };
  return {
    code: "SESSION_EXPIRED",
    why: "nobody holds it any more: its session has ended, or somebody has unlocked it",
  };
}

/** It may have survived in the session that is not ours any more. */
function sinceThen(others: readonly LockHolder[]): string {
  if (others.length === 0) return ", and nobody holds it now";
  const who = namesOf(others);
  if (!others.every(({ sameUser }) => sameUser)) return `, and it is now locked by ${who}`;
  return `, and it is still locked by ${who}, an earlier session of the same administrator`;
}
