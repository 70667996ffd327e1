/**
 * How long to wait between two polls.
 *
 * @module
 */

const FIRST_MS = 100;
const GROWTH = 1.5;
const LONGEST_MS = 5000;
const FIRST_AFTER_FAILURE_MS = 1000;
const LONGEST_AFTER_FAILURE_MS = 30_000;

/** Tells one wait after the other. */
export interface PollWaits {
  /** Milliseconds until the next poll, after so many that failed one after the other. */
  next(failures: number): number;
}

/** A short task is soon seen to be over, a long one is not asked for all the time. With `pollMs`, always so long. */
export function createPollWaits(pollMs: number | undefined): PollWaits {
  let ms = FIRST_MS;
  return {
    next(failures) {
      const regular = pollMs ?? ms;
      if (failures > 0) return Math.max(regular, afterFailures(failures));
      ms = Math.min(LONGEST_MS, ms * GROWTH);
      return regular;
    },
  };
}

function afterFailures(failures: number): number {
  return Math.min(LONGEST_AFTER_FAILURE_MS, FIRST_AFTER_FAILURE_MS * 2 ** (failures - 1));
}
