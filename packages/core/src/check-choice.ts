/**
 * Checks of options that are one of a few words.
 *
 * @module
 */

import { FortiError } from "./errors.ts";

/** Answers `value` when it is one of `choices`, else throws INVALID_INPUT: scripts without types meet this. */
export function checkChoice<T extends string>(name: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw new FortiError({
    code: "INVALID_INPUT",
    message: `The option ${name} is ${JSON.stringify(value)}, not one of ${choices.join(", ")}`,
  });
}
