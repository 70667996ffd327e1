/**
 * Lets requests go one at a time.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse, Handler, Middleware } from "../types.ts";
import { cancelled } from "./wait.ts";

/** A queue in front of a device, or of what else takes one request at a time. */
export interface Turns {
  /** The step. */
  readonly middleware: Middleware;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Lets all go that wait, once turns are no longer needed. */
  release(): void;
}

/**
 * Makes a queue: as long as `isNeeded` says so, the next request goes when the one before is answered, in the order in
 * which they came. One that is cancelled while it waits ends with ABORTED, and was not sent.
 *
 * @example
 * ```ts
 * import { createTurns, type Handler } from "@fortiweave/core";
 *
 * export const oneAtATime = (send: Handler): Handler => createTurns(() => true).middleware(send);
 * ```
 */
export function createTurns(isNeeded: () => boolean): Turns {
  const waiting: (() => void)[] = [];
  let isBusy = false;

  const turn = (request: DeviceRequest): Promise<void> =>
    new Promise((resolve, reject) => {
      const { signal } = request;
      const go = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(cancelled({ request, purpose: "for its turn", reached: "no" }));
      };
      signal?.addEventListener("abort", leave, { once: true });
      waiting.push(go);
    });
  const release = (): void => {
    if (isNeeded()) return;
    isBusy = false;
    for (const go of waiting.splice(0)) go();
  };
  const passOn = (): void => {
    release();
    const next = waiting.shift();
    if (next === undefined) isBusy = false;
    else next();
  };
  const inTurn = async (request: DeviceRequest, next: Handler): Promise<DeviceResponse> => {
    if (request.signal?.aborted) throw cancelled({ request, purpose: "for its turn", reached: "no" });
    if (isBusy) await turn(request);
    isBusy = true;
    try {
      return await next(request);
    } finally {
      passOn();
    }
  };

  return {
    middleware: (next) => (request) => (isNeeded() ? inTurn(request, next) : next(request)),
    get waiting() {
      return waiting.length;
    },
    release,
  };
}
