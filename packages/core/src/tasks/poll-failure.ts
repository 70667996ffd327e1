/**
 * What a failed poll means.
 *
 * @module
 */

import { withHint } from "../client/other-words.ts";
import type { FortiError, FortiErrorCode } from "../errors.ts";

/** The next poll may do better: the connection was lost, or the device restarts. */
const PASSING: ReadonlySet<FortiErrorCode> = new Set([
  "NETWORK",
  "TIMEOUT",
  "RATE_LIMITED",
  "CIRCUIT_OPEN",
  "SESSION_EXPIRED",
  "BAD_RESPONSE",
  "DEVICE_ERROR",
]);

/** @param wasSeen The task was answered before: who lacks the permission now has lost a session, and may find another. */
export function isPassing({ code }: FortiError, wasSeen: boolean): boolean {
  return PASSING.has(code) || (code === "FORBIDDEN" && wasSeen);
}

/** Too many polls failed. */
export function lostSight(error: FortiError, id: number, failures: number): FortiError {
  return withHint(
    error,
    `Task ${id} may go on: ${failures} polls failed one after the other; follow it again once the device answers`,
  );
}
