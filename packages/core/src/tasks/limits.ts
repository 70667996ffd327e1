/**
 * The options of following a task, checked and completed.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import type { TaskFollowOptions } from "./task.ts";

/** Times in milliseconds; what is not limited is infinite. */
export interface FollowLimits {
  /** Undefined: short at first, then longer. */
  readonly pollMs: number | undefined;
  readonly maxPollFailures: number;
  readonly timeoutMs: number;
  readonly zeroPercentMs: number;
  readonly staleMs: number;
}

const DEFAULT_MAX_POLL_FAILURES = 10;

/** Throws INVALID_INPUT for a number that cannot be meant. */
export function readLimits(options: TaskFollowOptions): FollowLimits {
  const { pollMs, maxPollFailures = DEFAULT_MAX_POLL_FAILURES, timeoutMs = false } = options;
  return {
    pollMs: pollMs === undefined ? undefined : checkNumber("pollMs", pollMs, 1),
    maxPollFailures: checkNumber("maxPollFailures", maxPollFailures, 1),
    timeoutMs: limit("timeoutMs", timeoutMs === false ? undefined : timeoutMs),
    zeroPercentMs: limit("zeroPercentTimeoutMs", options.zeroPercentTimeoutMs),
    staleMs: limit("staleTimeoutMs", options.staleTimeoutMs),
  };
}

function limit(name: string, ms: number | undefined): number {
  return ms === undefined ? Number.POSITIVE_INFINITY : checkNumber(name, ms, 1);
}
