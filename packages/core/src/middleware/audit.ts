/**
 * Puts every call on record.
 *
 * @module
 */

import { type FortiErrorCode, isFortiError } from "../errors.ts";
import { createScrubber, scrubJson } from "../redact.ts";
import type { DeviceRequest, Effect, Handler, HttpMethod, JsonValue, Middleware, Runtime } from "../types.ts";

/** One call, retries included, with the secrets taken out. It never holds headers, nor the body of a sign-in. */
export interface AuditEvent {
  /** A UUID. */
  readonly id: string;
  /** When the call began, as an ISO 8601 time in UTC. */
  readonly at: string;
  /** What was done: `cmdb firewall/address create`. */
  readonly operation: string;
  /** Whether it reads or writes. */
  readonly effect: Effect;
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Path from the root, percent-encoded. */
  readonly path: string;
  /** Query pairs, not encoded. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** What a write sent. */
  readonly body?: JsonValue;
  /** `refused` never left this machine: read-only, an open circuit breaker, or input that cannot be right. */
  readonly outcome: "ok" | "refused" | "failed";
  /** HTTP status, when the device answered. */
  readonly status?: number;
  /** Why it was refused or failed. Absent when it failed for a reason that is not a `FortiError`. */
  readonly code?: FortiErrorCode;
  /** The device's own code, such as -5. */
  readonly deviceCode?: number;
  /** The error in words. */
  readonly message?: string;
  /** Milliseconds from begin to end. */
  readonly durationMs: number;
  /** What the owner of the client wants on every line: user, ticket, trace id. */
  readonly context?: Readonly<Record<string, JsonValue>>;
}

/**
 * Takes events in order; the next one does not wait until it is done. What it throws or rejects with stops neither the
 * call nor other sinks.
 */
export type AuditSink = (event: AuditEvent) => void | Promise<void>;

/** Where events go. */
export interface AuditOptions {
  /** Who is told. Each gets every event. */
  readonly sinks: readonly AuditSink[];
  /** The clock. */
  readonly runtime: Pick<Runtime, "now">;
  /** Goes into every event. */
  readonly context?: Readonly<Record<string, JsonValue>>;
  /** Hears of a sink that failed. Default: nobody does. */
  readonly onSinkError?: (error: unknown, event: AuditEvent) => void;
}

/** The audit step of a pipeline. */
export interface Audit extends Middleware {
  /** Waits until the sinks are done with every event so far. Never rejects. */
  flush(): Promise<void>;
}

type Result = Pick<AuditEvent, "outcome" | "status" | "code" | "deviceCode" | "message">;

const REFUSED: readonly FortiErrorCode[] = ["READ_ONLY", "CIRCUIT_OPEN", "INVALID_INPUT"];

/**
 * Tells every sink of every call: reads and writes, done, failed and refused. Calls do not wait for sinks.
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
  const { sinks, runtime, context, onSinkError } = options;
  if (sinks.length === 0) return Object.assign((next: Handler) => next, { flush: () => Promise.resolve() });
  const pending = new Set<Promise<unknown>>();

  const tell = async (sink: AuditSink, event: AuditEvent): Promise<void> => {
    try {
      await sink(event);
    } catch (error) {
      onSinkError?.(error, event);
    }
  };
  const record = (request: DeviceRequest, startedAt: number, result: Result): void => {
    const durationMs = Math.max(0, runtime.now() - startedAt);
    const event = { ...describe(request, startedAt), ...result, durationMs, ...(context && { context }) };
    for (const sink of sinks) {
      const done = tell(sink, event)
        .catch(() => undefined)
        .finally(() => pending.delete(done));
      pending.add(done);
    }
  };

  const middleware: Middleware = (next) => async (request) => {
    const startedAt = runtime.now();
    try {
      const response = await next(request);
      record(request, startedAt, { outcome: "ok", status: response.status });
      return response;
    } catch (error) {
      record(request, startedAt, describeFailure(error));
      throw error;
    }
  };
  return Object.assign(middleware, { flush: async () => void (await Promise.allSettled(pending)) });
}

function describe(request: DeviceRequest, startedAt: number): Omit<AuditEvent, "outcome" | "durationMs"> {
  const { effect, method, query, body, secrets } = request;
  const scrub = createScrubber(secrets);
  return {
    id: crypto.randomUUID(),
    at: new Date(startedAt).toISOString(),
    operation: scrub(request.operation),
    effect,
    method,
    path: scrub(request.path),
    ...(query && { query: query.map(([name, value]) => [name, scrub(value)] as const) }),
    ...(effect === "write" && body !== undefined && { body: scrubJson(body, scrub) }),
  };
}

function describeFailure(error: unknown): Result {
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
