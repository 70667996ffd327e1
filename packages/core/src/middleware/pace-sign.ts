/**
 * Reads from every attempt how the device is.
 *
 * @module
 */

import { createPerEndpoint } from "../stats/per-endpoint.ts";
import { createSample, type Sample } from "../stats/sample.ts";
import type { Attempt } from "./measure.ts";

/** What one attempt tells of the device. */
export type Sign = "healthy" | "slow" | "overloaded" | "none";

/** Answers are slow from here on, when they also take three times as long as the quick ones of the same operation. */
const SLOW_MS = 200;
const SLOW_FACTOR = 3;
/** So many answers tell which ones are quick, and so many how it is now. */
const USUAL_ANSWERS = 64;
const QUICK = 0.05;
const PRESENT_ANSWERS = 5;
const OVERLOADED_STATUSES: ReadonlySet<number | undefined> = new Set([502, 503, 504]);

/** The speed of one operation. */
interface Speed {
  readonly usual: Sample;
  readonly present: Sample;
}

/** Makes a reader, which learns how quick each operation usually is. */
export function createSignReader(): (attempt: Attempt) => Sign {
  const speeds = createPerEndpoint(
    (): Speed => ({ usual: createSample(USUAL_ANSWERS), present: createSample(PRESENT_ANSWERS) }),
  );
  return ({ request, status, code, durationMs }) => {
    if (code === "RATE_LIMITED" || code === "TIMEOUT" || OVERLOADED_STATUSES.has(status)) return "overloaded";
    if (status === undefined) return "none";
    const { usual, present } = speeds.at(request.operation);
    usual.add(durationMs);
    present.add(durationMs);
    return present.size === PRESENT_ANSWERS && isSlow(usual, present) ? "slow" : "healthy";
  };
}

/** Most answers are quick, and of these it costs little to know. */
function isSlow(usual: Sample, present: Sample): boolean {
  const now = present.percentile(0.5);
  return now >= SLOW_MS && now >= SLOW_FACTOR * usual.percentile(QUICK);
}
