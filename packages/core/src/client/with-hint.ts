/**
 * A failure, and what is known of it by now.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** The same failure with another hint. */
export function withHint(error: FortiError, hint: string): FortiError {
  const { code, message, operation, status, deviceCode, cliErrors, reached, retryAfterMs, cause } = error;
  return new FortiError({
    code,
    message,
    hint,
    operation,
    status,
    deviceCode,
    cliErrors,
    reached,
    retryAfterMs,
    cause,
  });
}
