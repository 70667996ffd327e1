/**
 * What a client of any product runs on: the pipeline from a call to the transport, and what is counted, recorded and
 * ended with it.
 *
 * @module
 */

import { checkChoice } from "../check-choice.ts";
import type { Logger } from "../logger.ts";
import { type AdaptivePace, createAdaptivePace } from "../middleware/adaptive-pace.ts";
import { authenticate, type SessionStats } from "../middleware/authenticate.ts";
import {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  createCircuitBreaker,
} from "../middleware/circuit-breaker.ts";
import { decode, type Judge } from "../middleware/decode.ts";
import { endpointTimeouts } from "../middleware/endpoint-timeouts.ts";
import { logAttempts } from "../middleware/log-attempts.ts";
import { measure } from "../middleware/measure.ts";
import { type ReadOnlyMode, readOnly } from "../middleware/read-only.ts";
import { type RetryStats, retry } from "../middleware/retry.ts";
import { totalTimeout } from "../middleware/total-timeout.ts";
import { createLatency } from "../stats/latency.ts";
import type { Handler, Middleware, Runtime } from "../types.ts";
import type { SharedOptions, SharedPorts } from "./client-options.ts";
import { createCloseHooks } from "./close-hooks.ts";
import { createGate } from "./gate.ts";
import { createPipeline, createRefusalPipeline, createSignInPipeline } from "./pipeline.ts";
import { createRecord, type Operations } from "./record.ts";
import { createRefusals, type RefusalListener, type RefusedRequest } from "./refusals.ts";
import { createRunningCalls } from "./running-calls.ts";
import { type ClientStats, createCounter } from "./stats.ts";
import { createWaits } from "./waits.ts";

/** What a product brings. */
export interface ChassisProduct<Place> {
  /** Knows how the product says no. */
  readonly judge: Judge;
  /** Says what a call would have been sent as that was refused before it became a request. */
  readonly toRequest: RefusedRequest<Place>;
  /** Query parameters whose values nobody needs to hide. Default: none. */
  readonly ownParameters?: ReadonlySet<string>;
}

/** What a client runs on. `Place` is what its calls are about. */
export interface Chassis<Place> extends Operations {
  /** The whole pipeline, down to the transport. */
  readonly handler: Handler;
  /** Whether writes are not sent, and answer what would have been. */
  readonly simulates: boolean;
  /** Takes errors that are to be logged. */
  readonly logger: Logger | undefined;
  /** Puts on record what is refused before it becomes a request. */
  readonly refused: RefusalListener<Place>;
  /** The client's own breaker, or the one that it shares. */
  readonly circuitBreaker: CircuitBreaker;
  /** What the client did so far. */
  stats(): ClientStats;
  /** The part of it that the retries did. */
  retryStats(): RetryStats;
  /** The session. Undefined for a client that keeps none. */
  session(): SessionStats | undefined;
  /** Has work done before the client signs out, the last that was added first. Answers how to take that back. */
  beforeClose(work: () => Promise<void> | undefined): () => void;
  /**
   * Does what is to be done before, takes no more requests, waits for those under way, signs out, lets go of connections.
   * Safe to call twice. What failed before the end is thrown once everything is closed.
   */
  close(): Promise<void>;
}

/**
 * Makes what a client runs on. Sends nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function createChassis<Place>(
  options: SharedOptions & SharedPorts,
  { judge, toRequest, ownParameters = NO_NAMES }: ChassisProduct<Place>,
): Chassis<Place> {
  const { auth, device, errorLogger, logger, runtime, transport } = options;
  const mode = readOnlyMode(options.readOnly);

  const running = createRunningCalls();
  const counter = createCounter(runtime, ownParameters);
  const record = createRecord(options, {
    runtime,
    device: device === undefined ? undefined : new URL(device),
    warn: (message) => logger?.log("warning", message),
    alarm: (message) => (logger ?? errorLogger)?.log("error", message),
  });
  const observed = { track: running.middleware, count: counter.middleware, trace: record.trace, audit: record.audit };
  const refusals = createRefusals(createRefusalPipeline(observed), toRequest);

  const waits = createWaits(runtime);
  const pace = toPace(options.pace, waits.runtime);
  const retries = retry(options.retry ?? {}, waits.runtime, pace);
  const breaker = toBreaker(options.circuitBreaker ?? {}, waits.runtime);
  const latency = createLatency();
  const attempts = {
    trace: record.trace,
    audit: record.audit,
    retry: retries,
    pace: pace?.middleware ?? passOn,
    circuitBreaker: breaker.middleware,
    measure: measure([latency.observe, pace?.observe, logger && logAttempts(logger)], runtime),
    decode: decode(judge, runtime),
  };
  const gate = createGate(endpointTimeouts(options.timeouts ?? {})(transport.send));
  let isLeaving = false;
  /** Who leaves is let through even where the device failed too often: a session that nobody ends keeps what it has locked. */
  const unlessLeaving: Middleware = (next) => {
    const guarded = breaker.middleware(next);
    return (request) => (isLeaving ? next(request) : guarded(request));
  };
  const signIn = createSignInPipeline({ ...attempts, circuitBreaker: unlessLeaving }, gate.send);
  const strategy = typeof auth === "function" ? auth({ send: signIn, runtime }) : auth;
  const handler = createPipeline(
    {
      ...attempts,
      ...observed,
      refusals: refusals.middleware,
      readOnly: mode === undefined ? passOn : readOnly(mode),
      totalTimeout: totalTimeout(options.totalTimeoutMs, runtime),
      authenticate: strategy === undefined ? passOn : authenticate(strategy),
      ...(strategy?.turns && { turns: strategy.turns }),
    },
    gate.send,
  );
  const failures: unknown[] = [];
  const hooks = createCloseHooks((error) => failures.push(error));

  return {
    handler,
    simulates: mode === "simulate",
    logger: logger ?? errorLogger,
    refused: refusals.listener,
    circuitBreaker: breaker,
    operations: record.operations,
    exportOperations: record.exportOperations,
    stats: () => ({
      ...counter.counts(),
      retry: retries.stats(),
      circuitBreaker: breaker.state(),
      pace: pace?.state() ?? { kind: "off" },
      connections: transport.stats?.(),
      session: strategy?.stats?.(),
      latency: latency.stats(),
    }),
    retryStats: retries.stats,
    session: () => strategy?.stats?.(),
    beforeClose: hooks.add,
    close: async () => {
      const before = hooks.run();
      if (before !== undefined) await before;
      gate.shut();
      waits.end();
      try {
        if (strategy?.close !== undefined) {
          // Calls that are under way need the session yet, and its end may take more than one try.
          await running.settled();
          waits.allow();
          isLeaving = true;
          await strategy.close();
        }
        await transport.close();
      } finally {
        // What was still running is on record once it is over, and not before.
        await running.settled();
        await record.audit.flush();
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

const passOn: Middleware = (next) => next;

function readOnlyMode(option: SharedOptions["readOnly"]): ReadOnlyMode | undefined {
  return option === true ? "simulate" : option || undefined;
}

function toBreaker(given: CircuitBreaker | CircuitBreakerOptions, runtime: Runtime): CircuitBreaker {
  return "middleware" in given ? given : createCircuitBreaker(given, runtime);
}

function toPace(given: SharedOptions["pace"], runtime: Runtime): AdaptivePace | undefined {
  if (typeof given !== "string") return given;
  checkChoice("pace", given, ["adaptive"]);
  return createAdaptivePace(runtime);
}
