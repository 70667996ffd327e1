/**
 * The time of a simulated device.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";

/** Time, injected, so that tests of bans, transactions and delays need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Real time. A pending sleep does not keep the process alive: the connection that waits for it does. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => sleep(ms, undefined, { ref: false }),
};
