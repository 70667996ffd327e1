/**
 * What to say to whoever uses a transaction that has ended.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { TransactionState } from "./transaction.ts";

/** The error for a call after the end. Nothing was sent. `what` ends the sentence "Cannot ...". */
export function overError(what: string, id: number, state: Exclude<TransactionState, { kind: "open" }>): FortiError {
  const isCancelled = state.kind === "aborted" && state.by === "signal";
  const again = state.kind === "expired" ? "Begin a new one, with a longer timeoutSeconds" : "Begin a new one";
  return new FortiError({
    code: isCancelled ? "ABORTED" : "INVALID_INPUT",
    message: `Cannot ${what}: transaction ${id} ${inWords(state)}`,
    hint: state.kind === "ending" ? "Wait for what ends it" : again,
    reached: "no",
  });
}

/** The error for a function whose transaction was cancelled under it. */
export function cancelledError(id: number, cause: unknown): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `Transaction ${id} was cancelled, and nothing of it is in effect`,
    reached: "yes",
    cause,
  });
}

/** The error for a commit that came too late. */
export function discardedError(id: number, cause: FortiError): FortiError {
  const { status, deviceCode } = cause;
  return new FortiError({
    code: "NOT_FOUND",
    message: `Cannot commit transaction ${id}: the device has discarded it, and nothing of it is in effect`,
    hint: "Do it again, with a longer timeoutSeconds",
    status,
    deviceCode,
    cause,
  });
}

function inWords(state: Exclude<TransactionState, { kind: "open" }>): string {
  switch (state.kind) {
    case "ending":
      return `is waiting for the answer to its ${state.by}`;
    case "committed":
      return "was committed";
    case "aborted":
      return { caller: "was aborted", signal: "was cancelled", client: "was aborted with its client" }[state.by];
    case "expired":
      return "has expired";
    case "in-doubt":
      return "has ended, and nobody knows whether it was committed";
  }
}
