/**
 * A failure, and what is known of it by now.
 *
 * @module
 */

import { FortiError, type FortiErrorInit } from "../errors.ts";

/** The same failure with another hint. */
export function withHint(error: FortiError, hint: string): FortiError {
  return inOtherWords(error, { hint });
}

/** The same failure, with some of it said in another way. */
export function inOtherWords(
  error: FortiError,
  words: Pick<Partial<FortiErrorInit>, "message" | "hint" | "cause">,
): FortiError {
  const { code, message, hint, operation, status, deviceCode, cliErrors, reached, retryAfterMs, cause } = error;
  const own = { code, message, hint, operation, status, deviceCode, cliErrors, reached, retryAfterMs, cause };
  return new FortiError({ ...own, ...words });
}
