/**
 * The options that clients of every product have.
 *
 * @module
 */

import type { Logger } from "../logger.ts";
import type { AdaptivePace } from "../middleware/adaptive-pace.ts";
import type { Auth } from "../middleware/authenticate.ts";
import type { CircuitBreaker, CircuitBreakerOptions } from "../middleware/circuit-breaker.ts";
import type { ReadOnlyMode } from "../middleware/read-only.ts";
import type { RetryOptions } from "../middleware/retry.ts";
import type { Runtime, Transport } from "../types.ts";
import type { RecordOptions } from "./record.ts";

/** How a client behaves, whatever the product. */
export interface SharedOptions extends RecordOptions {
  /** When and how often to send again. Default: up to 3 times, and only what is safe. */
  readonly retry?: RetryOptions;
  /** A breaker to share with the device's other clients, or the options of an own one. */
  readonly circuitBreaker?: CircuitBreaker | CircuitBreakerOptions;
  /**
   * `adaptive` sends no faster than the device answers: see `createAdaptivePace`. Or a pace to share with the device's
   * other clients. Default: as fast as it is asked.
   */
  readonly pace?: "adaptive" | AdaptivePace;
  /**
   * Longest time in milliseconds for everything round one request: sign-in, every attempt and every wait. Then it ends
   * with TIMEOUT. Default: no limit.
   */
  readonly totalTimeoutMs?: number;
  /**
   * Longest times in milliseconds for one attempt, in place of `timeoutMs`, by endpoint as `stats().latency` names it, or
   * by what an endpoint begins with: `{ "monitor/system/config/backup": 600_000, log: 120_000 }`. A call's own goes before
   * it. Default: none.
   */
  readonly timeouts?: Readonly<Record<string, number>>;
  /**
   * Keeps writes from the device. `simulate`, or true: a write is checked as always, sent nowhere, and answered with what
   * would have been sent, in `simulated`; one that needs what the device answers fails with READ_ONLY. `refuse`: every
   * write fails with READ_ONLY. Default false.
   */
  readonly readOnly?: boolean | ReadOnlyMode;
  /** Hears what goes on inside: warnings, and at level `debug` every attempt. Default: nobody does. */
  readonly logger?: Logger;
}

/** What a client is given to work with, whatever the product. */
export interface SharedPorts {
  /** Sends each request. The client closes it. */
  readonly transport: Transport;
  /** The clock that retries and the breaker live by. */
  readonly runtime: Runtime;
  /** How to sign in. Absent: the transport does it. */
  readonly auth?: Auth;
  /** Where the device is, for the record: `https://192.0.2.1`. Default: nobody knows. */
  readonly device?: string;
  /**
   * Takes what `with({ onError: "log" })` logs, and that an audit sink failed, where the client has no logger. The
   * `connect` functions bring the console.
   */
  readonly errorLogger?: Logger;
}
