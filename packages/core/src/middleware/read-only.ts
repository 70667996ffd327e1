/**
 * Keeps writes from the device.
 *
 * @module
 */

import { checkChoice } from "../check-choice.ts";
import { FortiError } from "../errors.ts";
import { showRequest } from "../shown-request.ts";
import type { DeviceRequest, DeviceResponse, Middleware } from "../types.ts";

/** What becomes of a write: `refuse` fails it with READ_ONLY; `simulate` answers with what would have been sent. */
export type ReadOnlyMode = "simulate" | "refuse";

/**
 * Lets reads and sign-ins pass; every request whose effect is `write` ends here. Place it inside the audit step, so that
 * such a write is on record.
 *
 * A simulated write answers 200 without a body, with what would have been sent in `simulated`. One that needs what the
 * device answers is refused in either mode.
 */
export function readOnly(mode: ReadOnlyMode = "refuse"): Middleware {
  const simulates = checkChoice("readOnly", mode, ["simulate", "refuse"]) === "simulate";
  return (next) => (request) => {
    if (request.effect !== "write") return next(request);
    return simulates && request.needsAnswer !== true
      ? Promise.resolve(simulate(request))
      : Promise.reject(refuse(request, simulates));
  };
}

function simulate(request: DeviceRequest): DeviceResponse {
  const { operation: _, ...simulated } = showRequest(request);
  return { status: 200, headers: {}, body: undefined, simulated };
}

function refuse(request: DeviceRequest, simulates: boolean): FortiError {
  return new FortiError({
    code: "READ_ONLY",
    message: simulates
      ? `Cannot simulate "${request.operation}": nobody can tell what the device would answer, and this client is read-only`
      : `Cannot complete "${request.operation}": this client is read-only`,
    hint: "Make a client without readOnly to change the device",
    request,
  });
}
