/**
 * How long a device takes to answer, by endpoint.
 *
 * @module
 */

import type { Attempt } from "../middleware/measure.ts";
import { createPerEndpoint, endpointOf } from "./per-endpoint.ts";
import { createSample, type Sample } from "./sample.ts";

/** The response times of one endpoint, in milliseconds. */
export interface LatencyStats {
  /** Answers, refusals too. Attempts without an answer are not in here: how long they took says nothing. */
  readonly count: number;
  /** Mean over all answers. */
  readonly avgMs: number;
  /** The quickest answer of all. */
  readonly minMs: number;
  /** The slowest answer of all. */
  readonly maxMs: number;
  /** Half of the last 128 answers took this long or less. */
  readonly p50Ms: number;
  /** 95 of 100 of the last 128 answers took this long or less. */
  readonly p95Ms: number;
  /** Whether half of the last answers took a second or longer. */
  readonly isSlow: boolean;
}

/** What was measured so far. */
export interface Latency {
  /** Takes one attempt. */
  observe(attempt: Attempt): void;
  /** By endpoint, such as `cmdb/firewall/address`; beyond 256 endpoints the rest is `other`. */
  stats(): Readonly<Record<string, LatencyStats>>;
}

/** So many of the last answers count for the percentiles: enough for the 95th, few enough to follow the device. */
export const RECENT_ANSWERS = 128;
/** From this median on an endpoint is slow. */
const SLOW_MS = 1000;

interface Series {
  readonly recent: Sample;
  count: number;
  totalMs: number;
  minMs: number;
  maxMs: number;
}

/** Makes an empty record. */
export function createLatency(): Latency {
  const series = createPerEndpoint(
    (): Series => ({
      recent: createSample(RECENT_ANSWERS),
      count: 0,
      totalMs: 0,
      minMs: Number.POSITIVE_INFINITY,
      maxMs: 0,
    }),
  );
  return {
    observe({ request, status, durationMs }) {
      if (status === undefined) return;
      const one = series.at(endpointOf(request));
      one.recent.add(durationMs);
      one.count++;
      one.totalMs += durationMs;
      if (durationMs < one.minMs) one.minMs = durationMs;
      if (durationMs > one.maxMs) one.maxMs = durationMs;
    },
    stats: () => series.toObject(summarize),
  };
}

function summarize({ recent, count, totalMs, minMs, maxMs }: Series): LatencyStats {
  const p50Ms = recent.percentile(0.5);
  const p95Ms = recent.percentile(0.95);
  return { count, avgMs: totalMs / count, minMs, maxMs, p50Ms, p95Ms, isSlow: p50Ms >= SLOW_MS };
}
