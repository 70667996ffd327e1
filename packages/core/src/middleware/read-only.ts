/**
 * Refuses writes.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { Middleware } from "../types.ts";

/**
 * Lets reads and sign-ins pass and refuses every request whose effect is `write` with READ_ONLY, before anything is
 * sent. Place it inside the audit step, so that a refused write is on record.
 */
export function readOnly(): Middleware {
  return (next) => (request) => {
    if (request.effect !== "write") return next(request);
    const error = new FortiError({
      code: "READ_ONLY",
      message: `Cannot complete "${request.operation}": this client is read-only`,
      hint: "Make a client without readOnly to change the device",
      request,
    });
    return Promise.reject(error);
  };
}
