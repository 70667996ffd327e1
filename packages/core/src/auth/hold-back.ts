/**
 * Keeps a sign-in that was refused from being tried again at once: devices lock out who fails too often.
 *
 * @module
 */

import { FortiError, isFortiError } from "../errors.ts";
import { leftMs } from "../runtime/elapsed.ts";
import type { Runtime } from "../types.ts";

/** Lets a sign-in through, unless one was refused a short time ago. */
export interface HoldBack {
  /** Runs the sign-in, or throws again what the last one was refused with. */
  run<T>(signIn: () => Promise<T>): Promise<T>;
  /** Hears of a failure of any request: what locks this machine out, holds back sign-ins. */
  hear(error: FortiError): void;
}

/** How long a device locks out by default. A wrong password is not tried again for as long: it would lead there. */
const DEFAULT_MS = 60_000;

/** Makes one for a device. */
export function createHoldBack(clock: Pick<Runtime, "now">): HoldBack {
  let refusal: { readonly error: FortiError; readonly at: number } | undefined;

  const remember = (error: FortiError): void => {
    refusal = { error, at: clock.now() };
  };
  return {
    hear: (error) => {
      if (error.code === "LOCKED_OUT") remember(error);
    },
    run: async (signIn) => {
      const waitMs = refusal && leftMs(clock, refusal.at, refusal.error.retryAfterMs ?? DEFAULT_MS);
      if (refusal && waitMs) throw again(refusal.error, waitMs);
      try {
        return await signIn();
      } catch (error) {
        if (isFortiError(error, "LOCKED_OUT", "AUTH_FAILED")) remember(error);
        throw error;
      }
    },
  };
}

function again(error: FortiError, waitMs: number): FortiError {
  const { code, hint, deviceCode } = error;
  const message = `${error.message}; not tried again for another ${Math.ceil(waitMs / 1000)} s`;
  return new FortiError({ code, message, hint, deviceCode, reached: "no", retryAfterMs: waitMs, cause: error });
}
