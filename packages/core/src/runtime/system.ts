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
  sleep: (ms, signal) => sleep(ms, signal, true),
};

/** Real time for what goes on in the background: a sleep does not keep the process alive. */
export const backgroundRuntime: Runtime = {
  ...systemRuntime,
  sleep: (ms, signal) => sleep(ms, signal, false),
};

/** Calls `wake` in `ms` milliseconds, unless what it answers is called before. Keeps the process alive until then. */
export function startTimer(ms: number, wake: () => void): () => void {
  const timer = setTimeout(wake, ms);
  return () => clearTimeout(timer);
}

/** Waits for one turn of the event loop: until all that is ready now was done. Node, Deno and Bun only. */
export function nextTurn(): Promise<void> {
  // From a microtask, so as to come after what is yet to be put off by the code that runs now.
  return new Promise((resolve) => queueMicrotask(() => setImmediate(resolve)));
}

async function sleep(ms: number, signal: AbortSignal | undefined, keepsAlive: boolean): Promise<void> {
  // A timer with a longer delay than it can keep fires at once.
  let left = ms;
  for (; left > LONGEST_DELAY_MS; left -= LONGEST_DELAY_MS) await sleepOnce(LONGEST_DELAY_MS, signal, keepsAlive);
  await sleepOnce(left, signal, keepsAlive);
}

function sleepOnce(ms: number, signal: AbortSignal | undefined, keepsAlive: boolean): Promise<void> {
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
    if (!keepsAlive) letGo(timer);
    signal?.addEventListener("abort", cancel, { once: true });
  });
}

/** In a web page timers are numbers, and there is no process to keep alive. */
function letGo(timer: number | { unref(): unknown }): void {
  if (typeof timer === "object") timer.unref();
}
