/**
 * Lets requests out to the device until the client closes.
 *
 * @module
 */

import { closedFault } from "../transport/fault.ts";
import type { Handler } from "../types.ts";

/** A handler that can be shut. */
export interface Gate {
  readonly send: Handler;
  /** From now on only what ends a session goes out: no call, and no retry of one. */
  shut(): void;
}

/** Makes a gate in front of a transport. */
export function createGate(send: Handler): Gate {
  let isShut = false;
  return {
    send: (request) => {
      if (isShut && request.effect !== "session") return Promise.reject(closedFault(request));
      return send(request);
    },
    shut: () => {
      isShut = true;
    },
  };
}
