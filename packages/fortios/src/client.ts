/**
 * The FortiGate client without a transport or a clock of its own: bring both, for hosts that have their own (n8n) and
 * for tests. Scripts use `connectFortiGate` of the main entry point.
 *
 * @module
 */

import {
  type AdaptivePace,
  authenticate,
  type CircuitBreaker,
  type CircuitBreakerOptions,
  checkChoice,
  createAdaptivePace,
  createCircuitBreaker,
  createLatency,
  decode,
  endpointTimeouts,
  logAttempts,
  type Middleware,
  measure,
  type ReadOnlyMode,
  type Runtime,
  readOnly,
  retry,
  totalTimeout,
} from "@fortiweave/core";
import { createApiPaths } from "./api-paths.ts";
import type { ClientOptions, FortiGateOptions } from "./client-options.ts";
import { deviceUrl } from "./device-url.ts";
import { checkVdom } from "./encode.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { FortiGate } from "./fortigate.ts";
import { createGate } from "./gate.ts";
import { sendGuiRequest } from "./gui-request.ts";
import { createJudge } from "./judge.ts";
import { createLazyParts } from "./lazy-parts.ts";
import { createPipeline, createRefusalPipeline, createSignInPipeline } from "./pipeline.ts";
import type { PlanMemory } from "./plan/planner.ts";
import { createRecord } from "./record.ts";
import { createRefusals, watchCall } from "./refusals.ts";
import { createRunningCalls } from "./running-calls.ts";
import { type ClientStats, createCounter } from "./stats.ts";
import { createTransactions } from "./transaction/transactions.ts";
import { createWith } from "./view.ts";
import { createWaits } from "./waits.ts";

export { password } from "./auth/password.ts";
export { planText } from "./plan/plan-text.ts";
export type * from "./public-types.ts";

/**
 * Makes a FortiGate client. Sends nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { createFetchTransport, token } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 * import { createFortiGate } from "@fortiweave/fortios/client";
 *
 * await using fgt = createFortiGate({
 *   transport: createFetchTransport({ url: "https://192.0.2.1" }),
 *   runtime: systemRuntime,
 *   auth: token("0123456789abcdefghijklmno"),
 * });
 * console.log(fgt.stats().requests);
 * ```
 */
export function createFortiGate(options: FortiGateOptions): FortiGate {
  const { auth, errorLogger, logger, runtime, transport, vdom } = options;
  const device = options.device === undefined ? undefined : deviceUrl(options.device);
  const mode = readOnlyMode(options.readOnly);

  const running = createRunningCalls();
  const counter = createCounter(runtime);
  const record = createRecord(options, {
    runtime,
    device: device === undefined ? undefined : new URL(device),
    warn: (message) => logger?.log("warning", message),
    alarm: (message) => (logger ?? errorLogger)?.log("error", message),
  });
  const observed = { track: running.middleware, count: counter.middleware, trace: record.trace, audit: record.audit };
  const refusals = createRefusals(createRefusalPipeline(observed));

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
    decode: decode(createJudge(), runtime),
  };
  const gate = createGate(endpointTimeouts(options.timeouts ?? {})(transport.send));
  const strategy =
    typeof auth === "function" ? auth({ send: createSignInPipeline(attempts, gate.send), runtime }) : auth;
  const handler = createPipeline(
    {
      ...attempts,
      ...observed,
      refusals: refusals.middleware,
      readOnly: mode === undefined ? passOn : readOnly(mode),
      totalTimeout: totalTimeout(options.totalTimeoutMs, runtime),
      authenticate: strategy === undefined ? passOn : authenticate(strategy),
    },
    gate.send,
  );

  const engine = createEngine({
    handler,
    runtime,
    vdom: vdom === undefined ? undefined : checkVdom(vdom),
    validate: options.validate ?? "known",
    simulates: mode === "simulate",
    refused: refusals.listener,
    logger: logger ?? errorLogger,
  });
  const transactions = createTransactions(engine);
  const plans: PlanMemory = new WeakMap();

  const stats = (): ClientStats => ({
    ...counter.counts(),
    retry: retries.stats(),
    circuitBreaker: breaker.state(),
    pace: pace?.state() ?? { kind: "off" },
    connections: transport.stats?.(),
    session: strategy?.stats?.(),
    latency: latency.stats(),
  });
  const close = async (): Promise<void> => {
    // The abort of an open transaction is the last that is sent.
    if (transactions.isUnderWay()) await transactions.close();
    gate.shut();
    waits.end();
    try {
      if (strategy?.close !== undefined) {
        // Calls that are under way need the session yet, and its end may take more than one try.
        await running.settled();
        waits.allow();
        await strategy.close();
      }
      await transport.close();
    } finally {
      // What was still running is on record once it is over, and not before.
      await running.settled();
      await record.audit.flush();
    }
  };

  /** The client, as an engine with defaults of its own shows it. */
  const open = (view: Engine, end: () => Promise<void>): FortiGate => ({
    ...createApiPaths(view),
    ...createLazyParts(view, {
      plans,
      begin: (given) => transactions.begin(view, given),
      retries: () => retries.stats().retries,
      maxConnections: () => transport.stats?.().maxConnections,
    }),
    with: createWith(view, (other) => open(other, keepOpen)),
    transaction: (work, given = {}) => transactions.run(view, work, given),
    beginTransaction: (given = {}) => transactions.begin(view, given),
    listTransactions: (given = {}) => transactions.list(view, given),
    request: (request, given = {}) =>
      watchCall(sendGuiRequest(view, device, request, given), undefined, "request", view.refused),
    get version() {
      return view.version;
    },
    operations: record.operations,
    exportOperations: record.exportOperations,
    circuitBreaker: breaker,
    stats,
    close: end,
    [Symbol.asyncDispose]: end,
  });
  return open(engine, close);
}

/** A view of a client leaves its end to whoever made the client. */
const keepOpen = (): Promise<void> => Promise.resolve();

const passOn: Middleware = (next) => next;

function readOnlyMode(option: ClientOptions["readOnly"]): ReadOnlyMode | undefined {
  return option === true ? "simulate" : option || undefined;
}

function toBreaker(given: CircuitBreaker | CircuitBreakerOptions, runtime: Runtime): CircuitBreaker {
  return "middleware" in given ? given : createCircuitBreaker(given, runtime);
}

function toPace(given: ClientOptions["pace"], runtime: Runtime): AdaptivePace | undefined {
  if (typeof given !== "string") return given;
  checkChoice("pace", given, ["adaptive"]);
  return createAdaptivePace(runtime);
}
