/**
 * The error for a write that the device accepted and did not carry out.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** A VERIFY_FAILED: what reading back showed, and what may be behind it. */
export function notTaken(message: string, hint: string): FortiError {
  return new FortiError({ code: "VERIFY_FAILED", message, hint, reached: "yes" });
}
