/**
 * The FortiGate client without a transport or a clock of its own: bring both, for hosts that have their own (n8n) and
 * for tests. Scripts use `connectFortiGate` of the main entry point.
 *
 * @module
 */

import {
  type AuditSink,
  type AuthStrategy,
  audit,
  authenticate,
  type CircuitBreaker,
  type CircuitBreakerOptions,
  createCircuitBreaker,
  decode,
  type JsonValue,
  type Middleware,
  type RetryOptions,
  type Runtime,
  readOnly,
  retry,
  type Transport,
} from "@fortiweave/core";
import { checkVdom } from "./encode.ts";
import { createEngine } from "./engine.ts";
import type { FortiGate } from "./fortigate.ts";
import { judgeFortiGate } from "./judge.ts";
import { createPipeline } from "./pipeline.ts";
import { createQuarantine } from "./quarantine/ban.ts";
import { readOptions } from "./references.ts";
import { createRunningCalls } from "./running-calls.ts";
import { createCounter } from "./stats.ts";
import { createTypedPaths } from "./typed-paths.ts";
import { createUntyped } from "./untyped.ts";
import type { ValidateMode } from "./validate.ts";

/** How the client behaves, however it reaches the device. */
export interface ClientOptions {
  /** VDOM of every call that names none. Default: the administrator's own. */
  readonly vdom?: string;
  /** When and how often to send again. Default: up to 3 times, and only what is safe. */
  readonly retry?: RetryOptions;
  /** A breaker to share with the device's other clients, or the options of an own one. */
  readonly circuitBreaker?: CircuitBreaker | CircuitBreakerOptions;
  /** Refuses every write with READ_ONLY. Default false. */
  readonly readOnly?: boolean;
  /** Hear of every call. Default: none. */
  readonly audit?: readonly AuditSink[];
  /** Stands on every audit line: user, ticket, trace id. */
  readonly context?: Readonly<Record<string, JsonValue>>;
  /**
   * Checks input against the catalogue and the device's version before anything is sent: `known` what the catalogue
   * knows, `strict` also that it knows every field, `off` nothing. Default `known`.
   */
  readonly validate?: ValidateMode;
}

/** What {@link createFortiGate} needs. */
export interface FortiGateOptions extends ClientOptions {
  /** Sends each request. The client closes it. */
  readonly transport: Transport;
  /** The clock that retries and the breaker live by. */
  readonly runtime: Runtime;
  /** How to sign in. Absent: the transport does it. */
  readonly auth?: AuthStrategy;
}

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
  const { transport, runtime, auth, vdom, validate = "known" } = options;
  const running = createRunningCalls();
  const counter = createCounter();
  const record = audit({ sinks: options.audit ?? [], runtime, ...(options.context && { context: options.context }) });
  const retries = retry(options.retry ?? {}, runtime);
  const breaker = toBreaker(options.circuitBreaker ?? {}, runtime);
  const handler = createPipeline(
    {
      track: running.middleware,
      count: counter.middleware,
      audit: record,
      readOnly: options.readOnly ? readOnly() : passOn,
      authenticate: auth === undefined ? passOn : authenticate(auth),
      retry: retries,
      circuitBreaker: breaker.middleware,
      decode: decode(judgeFortiGate, runtime),
    },
    transport.send,
  );
  const engine = createEngine({ handler, runtime, vdom: vdom === undefined ? undefined : checkVdom(vdom), validate });

  const close = async (): Promise<void> => {
    try {
      await transport.close();
    } finally {
      // What was still running is on record once it is over, and not before.
      await running.settled();
      await record.flush();
    }
  };
  return {
    ...createTypedPaths(engine),
    untyped: () => createUntyped(engine),
    quarantine: createQuarantine(engine),
    options: (path, field, callOptions = {}) => readOptions(engine, path, field, callOptions),
    get version() {
      return engine.version;
    },
    stats: () => ({ ...counter.counts(), retry: retries.stats(), circuitBreaker: breaker.state() }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const passOn: Middleware = (next) => next;

function toBreaker(given: CircuitBreaker | CircuitBreakerOptions, runtime: Runtime): CircuitBreaker {
  return "middleware" in given ? given : createCircuitBreaker(given, runtime);
}

export type {
  AuditEvent,
  AuditSink,
  AuthStrategy,
  CircuitBreaker,
  CircuitBreakerOptions,
  CircuitState,
  DeviceRequest,
  DeviceResponse,
  Effect,
  FortiErrorCode,
  Handler,
  HttpMethod,
  JsonValue,
  Middleware,
  RetryOptions,
  RetryStats,
  Runtime,
  Transport,
} from "@fortiweave/core";
export type { CmdbObject } from "./cmdb-object.ts";
export type { CmdbTable } from "./cmdb-table.ts";
export type { Mkey } from "./encode.ts";
export type { Action, AnyEndpoint, Reader } from "./endpoint.ts";
export type {
  FortiGate,
  KeyOf,
  LogReader,
  LogSource,
  MemberField,
  MonitorAction,
  MonitorReader,
  ServiceAction,
  ServiceReader,
  TypedTable,
} from "./fortigate.ts";
export type { AnyLog, Log, SearchOptions } from "./log.ts";
export type { Members } from "./members.ts";
export type { Params } from "./prepare-call.ts";
export type { BannedAddress, BanOptions, BanResult, Quarantine, UnbanResult } from "./quarantine/ban.ts";
export type { ClientStats, Counts } from "./stats.ts";
export type * from "./types.ts";
export type { TableShape, Untyped, UntypedRow } from "./untyped.ts";
export type { ValidateMode } from "./validate.ts";
