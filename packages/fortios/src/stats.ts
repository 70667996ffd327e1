/**
 * Counts what a client did.
 *
 * @module
 */

import {
  type CircuitState,
  type FortiErrorCode,
  isFortiError,
  type Middleware,
  type RetryStats,
} from "@fortiweave/core";

/** What a client did so far, as plain data. */
export interface ClientStats {
  /** Requests that were made, each counted once however often it was sent. */
  readonly requests: number;
  /** Requests that change nothing. */
  readonly reads: number;
  /** Requests that may change something. */
  readonly writes: number;
  /** Requests that failed or were refused. */
  readonly failures: number;
  /** Failures by code; `OTHER` is what is no FortiError. */
  readonly byCode: Readonly<Partial<Record<FortiErrorCode | "OTHER", number>>>;
  /** What the retries did. */
  readonly retry: RetryStats;
  /** Where the circuit breaker stands. */
  readonly circuitBreaker: CircuitState;
}

/** What the counter itself knows. */
export type Counts = Omit<ClientStats, "retry" | "circuitBreaker">;

/** A step that counts, and what it counted. */
export interface Counter {
  readonly middleware: Middleware;
  counts(): Counts;
}

/** Makes a counter. */
export function createCounter(): Counter {
  const totals = { requests: 0, reads: 0, writes: 0, failures: 0 };
  const byCode: Partial<Record<FortiErrorCode | "OTHER", number>> = {};
  const middleware: Middleware = (next) => async (request) => {
    totals.requests++;
    if (request.effect === "read") totals.reads++;
    if (request.effect === "write") totals.writes++;
    try {
      return await next(request);
    } catch (error) {
      const code = isFortiError(error) ? error.code : "OTHER";
      totals.failures++;
      byCode[code] = (byCode[code] ?? 0) + 1;
      throw error;
    }
  };
  return { middleware, counts: () => ({ ...totals, byCode: { ...byCode } }) };
}
