/**
 * The runtime-neutral engine of Fortiweave: one request passes through a pipeline of small middleware to a transport,
 * and comes back as an answer or as a typed error.
 *
 * @example
 * ```ts
 * import { authenticate, compose, createDefaultTransport, decode, type Handler, retry, token } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const transport = createDefaultTransport({ url: "https://192.0.2.1" });
 * const send: Handler = compose(
 *   [authenticate(token("0123456789abcdefghijklmno")), retry({}, systemRuntime), decode(() => undefined)],
 *   transport.send,
 * );
 * ```
 *
 * @module
 */

export { compositeSink } from "./audit/composite.ts";
export type { AuditEvent, AuditSink, SinkErrorListener } from "./audit/event.ts";
export { jsonLinesSink } from "./audit/json-lines.ts";
export { type Bearer, createBearer } from "./auth/bearer.ts";
export { askCode, type CodeSource, checkCredentials, type SignInProblem, signInError } from "./auth/credentials.ts";
export { createSession, type SessionOptions, type SessionProtocol, type SessionVerdict } from "./auth/session.ts";
export { token } from "./auth/token.ts";
export { checkChoice } from "./check-choice.ts";
export { checkNumber } from "./check-number.ts";
export {
  type ErrorFormat,
  FortiError,
  type FortiErrorCode,
  type FortiErrorInit,
  isFortiError,
  type Reached,
} from "./errors.ts";
export type { FleetDevice, FleetDevices } from "./fleet/devices.ts";
export { type Fleet, type FleetOptions, fleet } from "./fleet/fleet.ts";
export type {
  FleetDone,
  FleetFailed,
  FleetOutcome,
  FleetOutcomeBase,
  FleetProgress,
  FleetSkipped,
} from "./fleet/outcome.ts";
export type { FleetReport, FleetReportEntry, FleetReportError } from "./fleet/report.ts";
export type { FleetContext, FleetRun, FleetRunOptions, FleetWork } from "./fleet/run.ts";
export { consoleLogger, createLogger, type Logger, type LogLevel } from "./logger.ts";
export {
  type AdaptivePace,
  createAdaptivePace,
  type PaceCounts,
  type PacePhase,
  type PacePressure,
  type PaceState,
} from "./middleware/adaptive-pace.ts";
export { type Audit, type AuditOptions, audit } from "./middleware/audit.ts";
export {
  type Auth,
  type AuthStrategy,
  authenticate,
  type SessionStats,
  type SignInPort,
} from "./middleware/authenticate.ts";
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitCounts,
  type CircuitPhase,
  type CircuitState,
  createCircuitBreaker,
} from "./middleware/circuit-breaker.ts";
export { compose } from "./middleware/compose.ts";
export { decode, type Judge, type Refusal, type Verdict } from "./middleware/decode.ts";
export { endpointTimeouts } from "./middleware/endpoint-timeouts.ts";
export { logAttempts } from "./middleware/log-attempts.ts";
export { type Attempt, type AttemptObserver, measure } from "./middleware/measure.ts";
export { type ReadOnlyMode, readOnly } from "./middleware/read-only.ts";
export { type Retry, type RetryOptions, type RetryStats, retry, type Stretch } from "./middleware/retry.ts";
export type { DelayOptions } from "./middleware/retry-delay.ts";
export { totalTimeout } from "./middleware/total-timeout.ts";
export { createTurns, type Turns } from "./middleware/turns.ts";
export { type CsvCell, writeCsv } from "./operations/csv.ts";
export { exportOperations, type OperationFormat } from "./operations/export.ts";
export type { OperationFilter } from "./operations/filter.ts";
export { createOperationLog, type OperationLog, type OperationLogOptions } from "./operations/log.ts";
export type { OperationArea, OperationRecord } from "./operations/record.ts";
export { createScrubber, REDACTED } from "./redact.ts";
export { createLatency, type Latency, type LatencyStats } from "./stats/latency.ts";
export { createSample, type Sample } from "./stats/sample.ts";
export type { Telemetry } from "./trace/telemetry.ts";
export { type TraceSource, trace } from "./trace/trace.ts";
export type { TraceContext } from "./trace/trace-context.ts";
export { createDefaultTransport } from "./transport/default.ts";
export {
  abortFault,
  closedFault,
  type FaultContext,
  isConnectFault,
  networkFault,
  timeoutFault,
} from "./transport/fault.ts";
export { createFetchTransport } from "./transport/fetch.ts";
export { type Endpoint, resolveOptions, type TlsOptions, type TransportOptions } from "./transport/options.ts";
export type { ProxyServer } from "./transport/proxy.ts";
export { type WireRequest, writeRequest, writeTarget } from "./transport/wire-request.ts";
export type {
  DeviceRequest,
  DeviceResponse,
  Effect,
  Handler,
  HttpMethod,
  JsonValue,
  Middleware,
  Runtime,
  SimulatedRequest,
  Transport,
  TransportStats,
} from "./types.ts";
