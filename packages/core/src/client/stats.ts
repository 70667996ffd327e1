/**
 * Counts what a client did.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "../errors.ts";
import type { PaceState } from "../middleware/adaptive-pace.ts";
import type { SessionStats } from "../middleware/authenticate.ts";
import type { CircuitState } from "../middleware/circuit-breaker.ts";
import type { RetryStats } from "../middleware/retry.ts";
import type { LatencyStats } from "../stats/latency.ts";
import type { Middleware, Runtime, TransportStats } from "../types.ts";
import { createLastRequest, type LastRequest } from "./last-request.ts";

/** What a client did so far, as plain data without a secret in it. Times are milliseconds since the epoch. */
export interface ClientStats extends Counts {
  /** What the retries did. */
  readonly retry: RetryStats;
  /** Where the circuit breaker stands. */
  readonly circuitBreaker: CircuitState;
  /** Where the adaptive pace stands; `off` when the client has none. */
  readonly pace: PaceState | { readonly kind: "off" };
  /** The connections. Undefined when the transport does not know: fetch and n8n leave them to the runtime. */
  readonly connections: TransportStats | undefined;
  /** The session. Undefined for a client that keeps none: an API token needs no session. */
  readonly session: SessionStats | undefined;
  /** Response times by endpoint, such as `cmdb/firewall/address`; beyond 256 endpoints the rest is `other`. */
  readonly latency: Readonly<Record<string, LatencyStats>>;
}

/** What the counter itself knows. */
export interface Counts {
  /** Requests that were made, each counted once however often it was sent. */
  readonly requests: number;
  /** Requests that change nothing. */
  readonly reads: number;
  /** Requests that may change something. */
  readonly writes: number;
  /** Requests that succeeded. */
  readonly successes: number;
  /** Requests that failed or were refused. */
  readonly failures: number;
  /** Requests that are under way. */
  readonly active: number;
  /** The part of the requests that are over that succeeded: 0 to 1, and 1 while none is over. */
  readonly successRate: number;
  /** Failures by code; `OTHER` is what is no FortiError. */
  readonly byCode: Readonly<Partial<Record<FortiErrorCode | "OTHER", number>>>;
  /** The request that ended last. Undefined before the first. */
  readonly lastRequest: LastRequest | undefined;
}

/** A step that counts, and what it counted. */
export interface Counter {
  readonly middleware: Middleware;
  counts(): Counts;
}

/** Makes a counter. Of the last request it shows the values of the query parameters with these names, and of no other. */
export function createCounter(clock: Pick<Runtime, "now">, shown: ReadonlySet<string>): Counter {
  const totals = { requests: 0, reads: 0, writes: 0, successes: 0, failures: 0 };
  const byCode: Partial<Record<FortiErrorCode | "OTHER", number>> = {};
  const last = createLastRequest(shown);
  const middleware: Middleware = (next) => async (request) => {
    const at = clock.now();
    const end = (status: number | undefined, code: LastRequest["code"]): void =>
      last.keep(request, { at, durationMs: Math.max(0, clock.now() - at), status, code });
    totals.requests++;
    if (request.effect === "read") totals.reads++;
    if (request.effect === "write") totals.writes++;
    try {
      const response = await next(request);
      totals.successes++;
      end(response.simulated === undefined ? response.status : undefined, undefined);
      return response;
    } catch (error) {
      const { code, status } = isFortiError(error) ? error : { code: "OTHER" as const, status: undefined };
      totals.failures++;
      byCode[code] = (byCode[code] ?? 0) + 1;
      end(status, code);
      throw error;
    }
  };
  const counts = (): Counts => {
    const { requests, successes, failures } = totals;
    const over = successes + failures;
    return {
      ...totals,
      active: requests - over,
      successRate: over === 0 ? 1 : successes / over,
      byCode: { ...byCode },
      lastRequest: last.show(),
    };
  };
  return { middleware, counts };
}
