/**
 * A clock that can be put forward from outside.
 *
 * @module
 */

import type { Clock } from "./clock.ts";

export interface AdvancingClock extends Clock {
  /** Puts it forward. Whoever sleeps until then, wakes. */
  advance(ms: number): void;
}

export function createAdvancingClock(base: Clock): AdvancingClock {
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  let ahead = 0;
  const now = (): number => base.now() + ahead;
  return {
    now,
    async sleep(ms) {
      const woken = Promise.withResolvers<void>();
      const sleeper = { until: now() + ms, wake: woken.resolve };
      sleepers.add(sleeper);
      await Promise.race([base.sleep(ms), woken.promise]);
      sleepers.delete(sleeper);
    },
    advance(ms) {
      ahead += ms;
      for (const { until, wake } of sleepers) if (until <= now()) wake();
    },
  };
}
