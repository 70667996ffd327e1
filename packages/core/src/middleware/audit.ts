/**
 * Puts every call on record.
 *
 * @module
 */

import type { AuditEvent, AuditSink, SinkErrorListener } from "../audit/event.ts";
import { createTeller } from "../audit/teller.ts";
import { checkNumber } from "../check-number.ts";
import { type FortiErrorCode, isFortiError } from "../errors.ts";
import { elapsedMs } from "../runtime/elapsed.ts";
import { showRequest } from "../shown-request.ts";
import { parseTraceparent } from "../trace/trace-context.ts";
import type { DeviceRequest, DeviceResponse, Handler, JsonValue, Middleware, Runtime } from "../types.ts";

/** Where events go. */
export interface AuditOptions {
  /** Who is told. Each gets every event. */
  readonly sinks: readonly AuditSink[];
  /** The clock. */
  readonly runtime: Pick<Runtime, "now" | "sleep">;
  /** Goes into every event. */
  readonly context?: Readonly<Record<string, JsonValue>>;
  /** Goes into every event: `192.0.2.1`. */
  readonly device?: string;
  /** Goes into every event, and into its context: what this client's calls are known by in other systems. */
  readonly traceId?: string;
  /** Longest time in milliseconds that `flush` waits for the sinks. Default 5,000. */
  readonly flushTimeoutMs?: number;
  /** Hears of a sink that failed. Default: nobody does. */
  readonly onSinkError?: SinkErrorListener;
}

/** The audit step of a pipeline. */
export interface Audit extends Middleware {
  /** Waits until the sinks are done with every event so far, or the time is up. Never rejects. */
  flush(): Promise<void>;
}

type Outcome = Pick<AuditEvent, "outcome" | "status" | "code" | "deviceCode" | "message">;

const REFUSED: readonly FortiErrorCode[] = ["READ_ONLY", "CIRCUIT_OPEN", "INVALID_INPUT"];

/**
 * Tells every sink of every call: reads and writes, done, simulated, failed and refused. Calls do not wait for sinks.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { audit, jsonLinesSink } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const record = audit({
 *   sinks: [jsonLinesSink((line) => console.error(line.trimEnd()))],
 *   runtime: systemRuntime,
 *   context: { user: "alice", ticket: "CHG-1042" },
 * });
 * await record.flush();
 * ```
 */
export function audit(options: AuditOptions): Audit {
  const { sinks, runtime, onSinkError } = options;
  const flushTimeoutMs = checkNumber("flushTimeoutMs", options.flushTimeoutMs ?? 5000, 0);
  if (sinks.length === 0) return Object.assign((next: Handler) => next, { flush: () => Promise.resolve() });
  const teller = createTeller({ sinks, runtime, flushTimeoutMs, onSinkError });
  const client = describeClient(options);

  const record = (request: DeviceRequest, startedAt: number, outcome: Outcome): void => {
    teller.tell({
      id: crypto.randomUUID(),
      at: new Date(startedAt).toISOString(),
      ...describeRequest(request),
      ...outcome,
      durationMs: elapsedMs(runtime, startedAt),
      ...client,
      ...describeTrace(request),
    });
  };

  const middleware: Middleware = (next) => async (request) => {
    const startedAt = runtime.now();
    try {
      const response = await next(request);
      record(request, startedAt, describeAnswer(response));
      return response;
    } catch (error) {
      record(request, startedAt, describeFailure(error));
      throw error;
    }
  };
  return Object.assign(middleware, { flush: teller.flush });
}

/** What stands in every event of a client. */
function describeClient({
  device,
  traceId,
  context,
}: AuditOptions): Pick<AuditEvent, "device" | "traceId" | "context"> {
  const full = traceId === undefined ? context : { ...context, traceId };
  return {
    ...(device !== undefined && { device }),
    ...(traceId !== undefined && { traceId }),
    ...(full && { context: full }),
  };
}

type OfRequest = "operation" | "effect" | "method" | "path" | "query" | "body";

function describeRequest(request: DeviceRequest): Pick<AuditEvent, OfRequest> {
  const { body, ...shown } = showRequest(request);
  return { ...shown, effect: request.effect, ...(request.effect === "write" && body !== undefined && { body }) };
}

/** The trace of the call goes before that of the client. */
function describeTrace({ headers }: DeviceRequest): Pick<AuditEvent, "traceId" | "spanId"> {
  const { traceparent } = headers ?? {};
  const trace = traceparent === undefined ? undefined : parseTraceparent(traceparent);
  return trace === undefined ? {} : { traceId: trace.traceId, spanId: trace.spanId };
}

function describeAnswer({ simulated, status }: DeviceResponse): Outcome {
  return simulated === undefined ? { outcome: "ok", status } : { outcome: "simulated" };
}

function describeFailure(error: unknown): Outcome {
  if (!isFortiError(error)) return { outcome: "failed" };
  const { code, status, deviceCode, message } = error;
  return {
    outcome: REFUSED.includes(code) ? "refused" : "failed",
    code,
    message,
    ...(status !== undefined && { status }),
    ...(deviceCode !== undefined && { deviceCode }),
  };
}
