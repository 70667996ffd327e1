/**
 * The time that the device shows and logs with, which an administrator may set. Sessions, bans and tokens run by the
 * other clock, that nobody sets.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";

export interface WallClock extends Clock {
  /** @param time Milliseconds since the epoch. */
  set(time: number): void;
  /** Right again. */
  reset(): void;
}

export function createWallClock(clock: Clock): WallClock {
  let offset = 0;
  return {
    now: () => clock.now() + offset,
    sleep: (ms) => clock.sleep(ms),
    set(time) {
      offset = time - clock.now();
    },
    reset() {
      offset = 0;
    },
  };
}
