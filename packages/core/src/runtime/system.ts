/**
 * The machine's own clock, timers and chance. Nothing else in Fortiweave owns a timer.
 *
 * @module
 */

import { LONGEST_DELAY_MS } from "../check-number.ts";
import type { Runtime } from "../types.ts";

/** Real time. A sleep keeps the process alive. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (ms, signal) => {
    // A timer with a longer delay than it can keep fires at once.
    let left = ms;
    for (; left > LONGEST_DELAY_MS; left -= LONGEST_DELAY_MS) await sleepOnce(LONGEST_DELAY_MS, signal);
    await sleepOnce(left, signal);
  },
};

/** Waits for one turn of the event loop: until all that is ready now was done. Node, Deno and Bun only. */
export function nextTurn(): Promise<void> {
  // From a microtask, so as to come after what is yet to be put off by the code that runs now.
  return new Promise((resolve) => queueMicrotask(() => setImmediate(resolve)));
}

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const wake = (): void => {
      signal?.removeEventListener("abort", cancel);
      resolve();
    };
    const cancel = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", cancel, { once: true });
  });
}
