/**
 * Does several things one after the other, of which some may fail or take long.
 *
 * @module
 */

import type { Runtime } from "../types.ts";
import { atMost } from "./at-most.ts";

/** How long the others wait for one, in milliseconds. */
const TURN_MS = 1000;

/**
 * Begins each thing when the one before is over, or has taken its turn's time. One that fails keeps none of the others.
 * Answers what they threw, once all are over.
 */
export async function inTurn(
  runtime: Pick<Runtime, "sleep">,
  works: readonly (() => Promise<void>)[],
): Promise<unknown[]> {
  const failures: unknown[] = [];
  const under: Promise<unknown>[] = [];
  for (const work of works) {
    const ending = work().catch((error) => failures.push(error));
    under.push(ending);
    await atMost(runtime, ending, TURN_MS);
  }
  await Promise.all(under);
  return failures;
}
