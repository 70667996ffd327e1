/**
 * Stops calling a device that does not answer.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError, isFortiError } from "../errors.ts";
import type { DeviceRequest, Middleware, Runtime } from "../types.ts";

/** When the breaker opens, and for how long. */
export interface CircuitBreakerOptions {
  /** Failures in a row that open it. Default 10. */
  readonly threshold?: number;
  /** Milliseconds it stays open before it lets one request try. Default 30,000. */
  readonly openMs?: number;
}

/** Where a breaker stands. Times are milliseconds since the epoch. */
export type CircuitState =
  | { readonly kind: "closed" /** Failures in a row so far. */; readonly failures: number }
  | { readonly kind: "open"; readonly since: number /** From then on one request may try. */; readonly retryAt: number }
  | { readonly kind: "half-open" /** When the request that tries was sent. */; readonly since: number };

/** A breaker for one device: share it between the clients of that device, never between devices. */
export interface CircuitBreaker {
  /** The step for a pipeline. */
  readonly middleware: Middleware;
  /** Where it stands now. */
  state(): CircuitState;
}

/** What one call tells about the health of the device: nothing, when it was cancelled or never left this machine. */
type Sign = "alive" | "failing" | "none";

/**
 * Makes a circuit breaker. Network faults, timeouts and HTTP 5xx without a code of the device's own count as failures;
 * any other answer, a refusal too, shows that the device lives. While it is open, requests fail with CIRCUIT_OPEN,
 * which says in `retryAfterMs` when to come back, and send nothing. Then one request goes through: its success closes
 * the breaker, its failure opens it again.
 *
 * @example
 * ```ts
 * import { createCircuitBreaker } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const breaker = createCircuitBreaker({ threshold: 5, openMs: 10_000 }, systemRuntime);
 * console.log(breaker.state().kind); // "closed"
 * ```
 */
export function createCircuitBreaker(options: CircuitBreakerOptions, runtime: Runtime): CircuitBreaker {
  const threshold = checkNumber("threshold", options.threshold ?? 10, 1);
  const openMs = checkNumber("openMs", options.openMs ?? 30_000, 0);
  let state: CircuitState = { kind: "closed", failures: 0 };

  const open = (forMs: number): CircuitState => {
    const since = runtime.now();
    return { kind: "open", since, retryAt: since + forMs };
  };
  const afterProbe = (sign: Sign): CircuitState => {
    if (sign === "alive") return { kind: "closed", failures: 0 };
    // A probe that told nothing leaves the way free for the next one.
    return open(sign === "failing" ? openMs : 0);
  };
  const afterCall = (sign: Sign, failures: number): CircuitState => {
    if (sign === "alive") return { kind: "closed", failures: 0 };
    return failures + 1 < threshold ? { kind: "closed", failures: failures + 1 } : open(openMs);
  };
  const admit = (request: DeviceRequest): boolean => {
    if (state.kind === "closed") return false;
    const now = runtime.now();
    if (state.kind === "half-open" || now < state.retryAt) throw refuse(request, state, now);
    state = { kind: "half-open", since: now };
    return true;
  };
  const learn = (sign: Sign, isProbe: boolean): void => {
    if (isProbe) state = afterProbe(sign);
    // A call that began before the breaker opened says nothing about the device now.
    else if (state.kind === "closed" && sign !== "none") state = afterCall(sign, state.failures);
  };

  const middleware: Middleware = (next) => async (request) => {
    const isProbe = admit(request);
    try {
      const response = await next(request);
      learn("alive", isProbe);
      return response;
    } catch (error) {
      learn(readSign(error), isProbe);
      throw error;
    }
  };
  return { middleware, state: () => state };
}

function readSign(error: unknown): Sign {
  if (!isFortiError(error)) return "none";
  if (error.code === "ABORTED" || error.code === "INVALID_INPUT" || error.code === "TLS") return "none";
  if (error.code === "NETWORK" || error.code === "TIMEOUT") return "failing";
  return error.status !== undefined && error.status >= 500 && error.deviceCode === undefined ? "failing" : "alive";
}

function refuse(request: DeviceRequest, state: Exclude<CircuitState, { kind: "closed" }>, now: number): FortiError {
  const retryAfterMs = state.kind === "open" ? state.retryAt - now : undefined;
  const when =
    retryAfterMs === undefined
      ? "one request is trying it right now"
      : `the next try is in ${Math.ceil(retryAfterMs / 1000)} s, at ${new Date(now + retryAfterMs).toISOString()}`;
  return new FortiError({
    code: "CIRCUIT_OPEN",
    message: `Cannot complete "${request.operation}": the device failed too often in a row, and ${when}`,
    hint: "Check that the device is up and answers, or wait",
    request,
    retryAfterMs,
  });
}
