/** Errors in the form in which Node-RED hands them to catch nodes. */

import { isFortiError } from "@fortiweave/core";

/**
 * A catch node finds `msg.error.message`, `msg.error.code` (such as `NOT_FOUND`) and, under `msg.error.cause`, what else
 * is known: hint, operation, HTTP status, the FortiGate's own code and words.
 */
export function toNodeError(error: unknown): Error {
  if (!isFortiError(error)) return error instanceof Error ? error : new Error(String(error));
  const message = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
  const shown = new Error(message, { cause: error.toJSON() });
  // Node-RED writes `name: message` into msg.error.message, and "Error:" adds nothing.
  shown.name = "";
  return Object.assign(shown, { code: error.code });
}

/** The one word that the node's status shows. */
export function codeOf(error: unknown): string {
  return isFortiError(error) ? error.code : "error";
}
