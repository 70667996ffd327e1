/**
 * What a failed call about a lock has done.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "../errors.ts";

/** Nobody knows whether the device has carried it out. */
const OPEN: readonly FortiErrorCode[] = ["NETWORK", "TIMEOUT", "ABORTED", "BAD_RESPONSE", "DEVICE_ERROR"];

/** `unsent`: nothing has happened. `refused`: the device has said no. `lost`: its answer was lost, or says nothing. */
export type Failure = "unsent" | "refused" | "lost";

/** Tells what the failure means. */
export function judgeFailure(error: unknown): Failure {
  if (!isFortiError(error)) return "lost";
  if (error.reached === "no") return "unsent";
  return isFortiError(error, ...OPEN) ? "lost" : "refused";
}

/** Whether a refusal may mean that the lock is not held any more. */
export function mayBeUnlocked(error: unknown): boolean {
  return isFortiError(error, "LOCKED_BY_OTHER", "FORBIDDEN", "SESSION_EXPIRED");
}
