/**
 * What to say of locks.
 *
 * @module
 */

import { FortiError, type FortiErrorCode, isFortiError } from "../errors.ts";
import type { LockHolder, LockTarget } from "./lock.ts";

/** Another session holds it. Names who, since when, and from which session. */
export function lockedError(
  { name }: LockTarget,
  holders: readonly LockHolder[],
  waitMs: number,
  cause: FortiError,
): FortiError {
  const others = holders.filter(({ own }) => !own);
  const isOurs = others.length > 0 && others.every(({ sameUser }) => sameUser);
  return new FortiError({
    code: "LOCKED_BY_OTHER",
    message: `Cannot lock ${name}: it is locked by ${namesOf(others)}${waited(waitMs)}`,
    hint: isOurs
      ? "It is another session of the same administrator: end that, or wait until it idles out, by default after 15 minutes"
      : "Wait longer, with waitMs, or ask for it to be unlocked",
    operation: cause.operation,
    status: cause.status,
    deviceCode: cause.deviceCode,
    reached: "yes",
    cause,
  });
}

/** Another part of this client holds it. */
export function busyHereError({ name }: LockTarget, waitMs: number): FortiError {
  return new FortiError({
    code: "LOCKED_BY_OTHER",
    message: `Cannot lock ${name}: this client has locked it itself, or a part of it${waited(waitMs)}`,
    hint: "Give waitMs to wait for its turn; inside the work, call what the work is given",
    reached: "no",
  });
}

/** Why a lock is held no longer. */
export interface Loss {
  readonly code: Extract<FortiErrorCode, "SESSION_EXPIRED" | "LOCKED_BY_OTHER">;
  /** `its session has ended` */
  readonly why: string;
}

/** @param commits How often something was committed under it. */
export function lostError({ name }: LockTarget, { code, why }: Loss, commits: number, cause?: unknown): FortiError {
  return new FortiError({
    code,
    message: `The lock of ${name} is lost: ${why}. What was not committed is gone`,
    hint: `Do it again from its start${commits === 0 ? "" : "; what was committed before stays"}`,
    reached: "yes",
    cause,
  });
}

/** Nothing is held by which it could be done. `what` ends the sentence "Cannot ...". */
export function releasedError({ name }: LockTarget, what: string, byClient: boolean): FortiError {
  return new FortiError({
    code: byClient ? "ABORTED" : "INVALID_INPUT",
    message: `Cannot ${what}: ${name} is no longer locked${byClient ? ", because the client or the process ends" : ""}`,
    hint: byClient ? "What was not committed is gone" : "Do it before the lock is given back, and wait for it there",
    reached: "no",
  });
}

/** It could not be unlocked in the time that there was. */
export function stuckError({ name }: LockTarget, cause: unknown): FortiError {
  const { code, operation, status, deviceCode, reached }: Partial<FortiError> = isFortiError(cause) ? cause : {};
  return new FortiError({
    code: code ?? "NETWORK",
    message: `Cannot unlock ${name}: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "It stays locked until its session ends, by default 15 minutes after its last call, or until somebody unlocks it",
    operation,
    status,
    deviceCode,
    reached,
    cause,
  });
}

/** Nobody knows whether a commit was carried out. `known` says what is. */
export function commitInDoubt({ name }: LockTarget, known: string, cause: FortiError): FortiError {
  const { code, operation, status, deviceCode } = cause;
  return new FortiError({
    code,
    message: `The commit of ${name} may have been carried out: ${known}`,
    hint: "All of it or nothing is committed: read what the device holds before you do it again",
    operation,
    status,
    deviceCode,
    reached: "maybe",
    cause,
  });
}

/** Whoever waited for a lock has had enough. */
export function waitCancelledError({ name }: LockTarget, cause: unknown): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `The wait for the lock of ${name} was cancelled`,
    reached: "no",
    cause,
  });
}

/** The work was cancelled. */
export function cancelledError(names: string, cause: unknown): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `The work on ${names} was cancelled, and nothing of it is committed`,
    reached: "yes",
    cause,
  });
}

/** `"bob" since 2025-05-01T10:00:00.000Z (session 31952)` */
export function namesOf(holders: readonly LockHolder[]): string {
  if (holders.length === 0) return "another session";
  return holders
    .map(({ user, since, session }) => {
      return `${JSON.stringify(user)}${since === undefined ? "" : ` since ${since.toISOString()}`} (session ${session})`;
    })
    .join(" and ");
}

function waited(waitMs: number): string {
  return waitMs === 0 ? "" : `, also after ${waitMs / 1000} s`;
}
