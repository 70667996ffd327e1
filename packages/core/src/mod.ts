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

export { jsonLinesSink } from "./audit/json-lines.ts";
export { token } from "./auth/token.ts";
export {
  type ErrorFormat,
  FortiError,
  type FortiErrorCode,
  type FortiErrorInit,
  isFortiError,
  type Reached,
} from "./errors.ts";
export { type Audit, type AuditEvent, type AuditOptions, type AuditSink, audit } from "./middleware/audit.ts";
export { type AuthStrategy, authenticate } from "./middleware/authenticate.ts";
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
} from "./middleware/circuit-breaker.ts";
export { compose } from "./middleware/compose.ts";
export { decode, type Judge, type Refusal, type Verdict } from "./middleware/decode.ts";
export { readOnly } from "./middleware/read-only.ts";
export { type Retry, type RetryOptions, type RetryStats, retry } from "./middleware/retry.ts";
export { createScrubber, REDACTED, scrubJson } from "./redact.ts";
export { createDefaultTransport } from "./transport/default.ts";
export {
  abortFault,
  type FaultContext,
  isConnectFault,
  networkFault,
  PIN_MISMATCH,
  timeoutFault,
} from "./transport/fault.ts";
export { createFetchTransport } from "./transport/fetch.ts";
export { type Endpoint, resolveOptions, type TlsOptions, type TransportOptions } from "./transport/options.ts";
export { type WireRequest, writeRequest } from "./transport/wire-request.ts";
export type {
  DeviceRequest,
  DeviceResponse,
  Effect,
  Handler,
  HttpMethod,
  JsonValue,
  Middleware,
  Runtime,
  Transport,
} from "./types.ts";
