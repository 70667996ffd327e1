/**
 * What the error codes of a FortiGate mean.
 *
 * @module
 */

import { errors } from "./generated/fortios/errors.ts";

/**
 * The meaning of the code in an answer's `error` field, in a few words: `entry in use` for -23. Undefined for a code
 * that no source explains.
 */
export function errorText(code: number): string | undefined {
  return errors[String(code)];
}
