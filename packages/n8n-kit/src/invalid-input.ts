import { FortiError } from "@fortiweave/core";

/** The error for a parameter that cannot be right. */
export function invalidInput(message: string, hint: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message, hint });
}
