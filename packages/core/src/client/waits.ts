/**
 * The waits of a client's calls, for another try or for their turn. They end with the client.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { Runtime } from "../types.ts";

/** The waits of one client. */
export interface Waits {
  /** The clock to wait by. */
  readonly runtime: Runtime;
  /** Ends every wait with ABORTED, and lets none begin. */
  end(): void;
  /** Lets waits begin again. */
  allow(): void;
}

/** Makes the waits of a client. */
export function createWaits(runtime: Runtime): Waits {
  let ending = new AbortController();
  const sleep: Runtime["sleep"] = async (ms, signal) => {
    const end = ending.signal;
    try {
      await runtime.sleep(ms, signal === undefined ? end : AbortSignal.any([signal, end]));
    } catch (reason) {
      throw end.aborted ? closed() : reason;
    }
  };
  return {
    runtime: { now: () => runtime.now(), random: () => runtime.random(), sleep },
    end: () => ending.abort(),
    allow: () => {
      ending = new AbortController();
    },
  };
}

/** Whoever waits says of which request. */
function closed(): FortiError {
  return new FortiError({ code: "ABORTED", message: "This client was closed", reached: "no" });
}
