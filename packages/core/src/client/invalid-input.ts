/**
 * The error for input that cannot be right.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** An INVALID_INPUT: what is wrong, and the way out. Nothing was sent. */
export function invalidInput(message: string, hint?: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message, hint });
}
