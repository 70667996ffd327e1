/**
 * Waits that have an end.
 *
 * @module
 */

import type { Runtime } from "../types.ts";

/** Waits for something, so many milliseconds at most. Leaves no timer behind. Rejects as it does, and when it is cancelled. */
export async function atMost(
  runtime: Pick<Runtime, "sleep">,
  something: Promise<unknown>,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const until = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
  try {
    await Promise.race([something, runtime.sleep(ms, until)]);
  } finally {
    over.abort();
  }
}
