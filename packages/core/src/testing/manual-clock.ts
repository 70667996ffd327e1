/**
 * Time that a test moves by hand.
 *
 * @module
 */

import { nextTurn } from "../runtime/system.ts";
import type { Runtime } from "../types.ts";

/** Where a manual clock starts, and what chance answers. */
export interface ManualClockOptions {
  /** Milliseconds since the epoch. Default 0. */
  readonly startMs?: number;
  /** Default: always 0.5. */
  readonly random?: () => number;
}

/** A {@link Runtime} whose time stands still until it is advanced. */
export interface ManualClock extends Runtime {
  /**
   * Moves time by `ms` milliseconds. Sleeps that end on the way end in order, each at its own time, and the code behind
   * them runs until it waits again before time moves on.
   */
  advance(ms: number): Promise<void>;
  /** Sleeps that have not ended. */
  readonly sleeping: number;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Makes a clock for tests, so that nothing sleeps for real.
 *
 * @example
 * ```ts
 * import { createManualClock } from "@fortiweave/core/testing";
 *
 * const clock = createManualClock();
 * const nap = clock.sleep(60_000);
 * await clock.advance(60_000);
 * await nap;
 * ```
 */
export function createManualClock(options: ManualClockOptions = {}): ManualClock {
  const sleepers = new Set<Sleeper>();
  let now = options.startMs ?? 0;

  const nextBefore = (until: number): Sleeper | undefined => {
    const due = [...sleepers].filter(({ at }) => at <= until);
    return due.sort((a, b) => a.at - b.at)[0];
  };

  return {
    now: () => now,
    random: options.random ?? (() => 0.5),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const cancel = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", cancel);
          resolve();
        };
        const sleeper: Sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", cancel, { once: true });
      }),
    advance: async (ms) => {
      const until = now + ms;
      await nextTurn();
      for (let next = nextBefore(until); next !== undefined; next = nextBefore(until)) {
        now = next.at;
        next.wake();
        await nextTurn();
      }
      now = until;
    },
    get sleeping() {
      return sleepers.size;
    },
  };
}
