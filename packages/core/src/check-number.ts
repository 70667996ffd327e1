/**
 * Checks of numeric options.
 *
 * @module
 */

import { FortiError } from "./errors.ts";

/** The longest delay in milliseconds that a timer of any runtime can keep: about 24.8 days. */
export const LONGEST_DELAY_MS: number = 2 ** 31 - 1;

/** Answers `value` when it is a whole number from `least` to {@link LONGEST_DELAY_MS}, else throws INVALID_INPUT. */
export function checkNumber(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= LONGEST_DELAY_MS) return value;
  throw new FortiError({
    code: "INVALID_INPUT",
    message: `The option ${name} is ${value}, not a whole number from ${least} to ${LONGEST_DELAY_MS}`,
  });
}
