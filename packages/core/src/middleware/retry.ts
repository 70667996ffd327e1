/**
 * Sends a request again when that is safe and likely to help.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError, type FortiErrorCode, isFortiError, type Reached } from "../errors.ts";
import { createPerEndpoint, endpointOf } from "../stats/per-endpoint.ts";
import type { DeviceRequest, Middleware, Runtime } from "../types.ts";
import { createDelay, type DelayOptions } from "./retry-delay.ts";
import { wait } from "./wait.ts";

/** When and how often to send again. */
export interface RetryOptions extends DelayOptions {
  /** Times a request is sent again after its first attempt. Default 3; 0 switches retries off. */
  readonly maxRetries?: number;
  /** No attempt starts later than this many milliseconds after the first. Default 60,000. */
  readonly totalBudgetMs?: number;
}

/** What the retries did so far. */
export interface RetryStats {
  /** Requests that came in. */
  readonly calls: number;
  /** Attempts beyond the first of each call. */
  readonly retries: number;
  /** Calls that succeeded after at least one retry. */
  readonly recovered: number;
  /** Calls that failed although they were retried. */
  readonly exhausted: number;
  /** Milliseconds spent waiting between attempts, added up over all calls. */
  readonly waitedMs: number;
  /** Retries by the error that caused them. */
  readonly byCode: Readonly<Partial<Record<FortiErrorCode, number>>>;
  /** Retries by endpoint, such as `cmdb/firewall/address`; beyond 256 endpoints the rest is `other`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
  /** When a request was last sent again, in milliseconds since the epoch. Undefined when none was. */
  readonly lastRetryAt: number | undefined;
}

/** The retry step of a pipeline. */
export interface Retry extends Middleware {
  /** A snapshot of the statistics. */
  stats(): RetryStats;
}

/** Says by which factor to stretch the waits right now. */
export interface Stretch {
  /** 1 leaves the waits as they are. */
  stretch(): number;
}

const TRANSIENT_CODES: readonly FortiErrorCode[] = ["NETWORK", "TIMEOUT", "RATE_LIMITED"];
/** A gateway in front of the device, or the device while it starts. Not 500: that is how a FortiGate refuses a value. */
const TRANSIENT_STATUSES: ReadonlySet<number | undefined> = new Set([502, 503, 504]);
const DISTANCE: Readonly<Record<Reached, number>> = { no: 0, maybe: 1, yes: 2 };

/**
 * Retries idempotent requests that failed in passing (NETWORK, TIMEOUT, RATE_LIMITED, HTTP 502, 503, 504). A request
 * that is not idempotent is only sent again when the failed attempt surely never reached the device. Nothing else is
 * retried: not a certificate that is not trusted, not a lockout, not a refusal.
 *
 * A wait that the device asked for is kept, unless it does not fit in the total budget: then the error comes at once
 * and says in `retryAfterMs` how long to wait. Cancelling the request's signal ends a wait with ABORTED. `pace`
 * stretches the waits, up to `maxMs`, while the device has too much to do.
 *
 * @example
 * ```ts
 * import { retry } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const retries = retry({ maxRetries: 5, strategy: "linear" }, systemRuntime);
 * console.log(retries.stats().retries);
 * ```
 */
export function retry(options: RetryOptions, runtime: Runtime, pace?: Stretch): Retry {
  const maxRetries = checkNumber("maxRetries", options.maxRetries ?? 3, 0);
  const totalBudgetMs = checkNumber("totalBudgetMs", options.totalBudgetMs ?? 60_000, 0);
  const delay = createDelay(options, runtime);
  const count = { calls: 0, retries: 0, recovered: 0, exhausted: 0, waitedMs: 0 };
  const byCode: Partial<Record<FortiErrorCode, number>> = {};
  const byEndpoint = createPerEndpoint(() => ({ retries: 0 }));
  let lastRetryAt: number | undefined;

  const countRetry = (request: DeviceRequest, code: FortiErrorCode, waitedMs: number): void => {
    count.retries++;
    count.waitedMs += waitedMs;
    byCode[code] = (byCode[code] ?? 0) + 1;
    byEndpoint.at(endpointOf(request)).retries++;
    lastRetryAt = runtime.now();
  };

  const middleware: Middleware = (next) => async (request) => {
    count.calls++;
    const deadline = runtime.now() + totalBudgetMs;
    let last: FortiError | undefined;
    for (let retries = 0; ; retries++) {
      try {
        const response = await next(request);
        if (retries > 0) count.recovered++;
        return response;
      } catch (error) {
        if (!isFortiError(error)) throw error;
        // When the breaker opens between two attempts, what opened it says more than that it did.
        const tripped: FortiError | undefined = error.code === "CIRCUIT_OPEN" ? last : undefined;
        last = tripped ?? keepReached(error, last, request);
        const waitMs = Math.max(delay(retries, pace?.stretch()), last.retryAfterMs ?? 0);
        const tooLate = runtime.now() + waitMs > deadline;
        if (tripped || tooLate || retries === maxRetries || !isWorthRetrying(last, request)) {
          if (retries > 0) count.exhausted++;
          throw last;
        }
        await wait(runtime, waitMs, { request, purpose: "to try again", reached: last.reached, cause: last });
        countRetry(request, last.code, waitMs);
      }
    }
  };
  const stats = (): RetryStats => ({
    ...count,
    byCode: { ...byCode },
    byEndpoint: byEndpoint.toObject(({ retries }) => retries),
    lastRetryAt,
  });
  return Object.assign(middleware, { stats });
}

function isWorthRetrying(error: FortiError, request: DeviceRequest): boolean {
  if (!request.idempotent && error.reached !== "no") return false;
  if (TRANSIENT_CODES.includes(error.code)) return true;
  return (error.code === "DEVICE_ERROR" || error.code === "BAD_RESPONSE") && TRANSIENT_STATUSES.has(error.status);
}

/** What `reached` says must hold for the whole call: when an earlier attempt got further, the error says so. */
function keepReached(error: FortiError, last: FortiError | undefined, request: DeviceRequest): FortiError {
  if (last === undefined || DISTANCE[error.reached] >= DISTANCE[last.reached]) return error;
  const { code, message, hint, status, deviceCode, cliErrors, retryAfterMs } = error;
  const { reached } = last;
  return new FortiError({
    code,
    message,
    hint,
    status,
    deviceCode,
    cliErrors,
    retryAfterMs,
    reached,
    request,
    cause: error,
  });
}
