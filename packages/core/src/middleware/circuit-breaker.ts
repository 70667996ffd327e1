/**
 * Stops calling a device that does not answer.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError, isFortiError } from "../errors.ts";
import { leftMs } from "../runtime/elapsed.ts";
import type { DeviceRequest, Middleware, Runtime } from "../types.ts";
import { wait } from "./wait.ts";

/** When the breaker opens, for how long, and what a request does that meets it open. */
export interface CircuitBreakerOptions {
  /** Failures in a row that open it. Default 10. */
  readonly threshold?: number;
  /** Milliseconds it stays open before it lets one request try. Default 30,000. */
  readonly openMs?: number;
  /** A request that meets it open waits and tries again instead of failing at once. Default false. */
  readonly autoRetry?: boolean;
  /** With `autoRetry`: times that a request waits before it fails after all. Default 3. */
  readonly maxRetries?: number;
  /** With `autoRetry`: milliseconds of each such wait, whatever `openMs` is. Default 5,000. */
  readonly retryDelayMs?: number;
}

/** The way that a breaker leaves to requests. Times are milliseconds since the epoch. */
export type CircuitPhase =
  | { readonly kind: "closed" }
  | {
      readonly kind: "open";
      readonly since: number;
      /** From then on one request may try. */
      readonly retryAt: number;
    }
  | {
      readonly kind: "half-open";
      /** When the request that tries was sent. */
      readonly since: number;
    };

/** What a breaker goes by. */
export interface CircuitCounts {
  /** Failures in a row so far. */
  readonly failures: number;
  /** Failures in a row that open it. */
  readonly threshold: number;
  /** Milliseconds it stays open before it lets one request try. */
  readonly openMs: number;
  /** When the last failure came, in milliseconds since the epoch. Undefined when none did. */
  readonly lastFailureAt: number | undefined;
}

/** Where a breaker stands. */
export type CircuitState = CircuitPhase & CircuitCounts;

/** A breaker for one device: share it between the clients of that device, never between devices. */
export interface CircuitBreaker {
  /** The step for a pipeline. */
  readonly middleware: Middleware;
  /** Where it stands now. */
  state(): CircuitState;
  /** Closes it and forgets the failures: for when the device is known to be back. */
  reset(): void;
}

/** What one call tells about the health of the device: nothing, when it was cancelled or never left this machine. */
type Sign = "alive" | "failing" | "none";

const CLOSED: CircuitPhase = { kind: "closed" };

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
  const retryDelayMs = checkNumber("retryDelayMs", options.retryDelayMs ?? 5000, 0);
  const maxRetries = checkNumber("maxRetries", options.maxRetries ?? 3, 0);
  const mostWaits = options.autoRetry ? maxRetries : 0;
  let phase = CLOSED;
  let failures = 0;
  let lastFailureAt: number | undefined;

  const open = (forMs: number): void => {
    const since = runtime.now();
    phase = { kind: "open", since, retryAt: since + forMs };
  };
  const close = (): void => {
    phase = CLOSED;
    failures = 0;
  };
  const isShut = (): boolean => phase.kind === "half-open" || (openLeftMs(phase, runtime) ?? 0) > 0;
  /** Lets a request through. Of one that tries whether the device is back, the phase that it begins. */
  const admit = (): CircuitPhase | undefined => {
    if (phase.kind === "closed") return undefined;
    phase = { kind: "half-open", since: runtime.now() };
    return phase;
  };
  const learn = (sign: Sign, probe: CircuitPhase | undefined): void => {
    // A call that began before the breaker opened says nothing about the device now, nor does a probe from before a reset.
    if (probe === undefined ? phase.kind !== "closed" : phase !== probe) return;
    if (sign === "alive") close();
    if (sign === "failing") {
      failures++;
      lastFailureAt = runtime.now();
      if (probe !== undefined || failures >= threshold) open(openMs);
    }
    // A probe that told nothing leaves the way free for the next one.
    if (sign === "none" && probe !== undefined) open(0);
  };

  const middleware: Middleware = (next) => async (request) => {
    for (let waits = 0; isShut(); waits++) {
      if (waits === mostWaits) throw refuse(request, openLeftMs(phase, runtime), runtime.now());
      await wait(runtime, retryDelayMs, { request, purpose: "for the device to come back", reached: "no" });
    }
    const probe = admit();
    try {
      const response = await next(request);
      learn("alive", probe);
      return response;
    } catch (error) {
      learn(readSign(error), probe);
      throw error;
    }
  };
  const state = (): CircuitState => ({ ...phase, failures, threshold, openMs, lastFailureAt });
  return { middleware, state, reset: close };
}

function readSign(error: unknown): Sign {
  if (!isFortiError(error)) return "none";
  // Cancelled because the call's total time was over: the device took too long.
  if (error.code === "ABORTED") return isFortiError(error.cause, "TIMEOUT") ? "failing" : "none";
  if (error.code === "INVALID_INPUT" || error.code === "TLS") return "none";
  if (error.code === "NETWORK" || error.code === "TIMEOUT") return "failing";
  return error.status !== undefined && error.status >= 500 && error.deviceCode === undefined ? "failing" : "alive";
}

/** How long it stays open yet. Undefined unless it is open. */
function openLeftMs(phase: CircuitPhase, runtime: Runtime): number | undefined {
  return phase.kind === "open" ? leftMs(runtime, phase.since, phase.retryAt - phase.since) : undefined;
}

function refuse(request: DeviceRequest, retryAfterMs: number | undefined, now: number): FortiError {
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
