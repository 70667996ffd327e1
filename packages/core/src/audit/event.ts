/**
 * What the record of a call holds, and who takes it.
 *
 * @module
 */

import type { FortiErrorCode } from "../errors.ts";
import type { Effect, HttpMethod, JsonValue } from "../types.ts";

/** One call, retries included, with the secrets taken out. It never holds headers, nor the body of a sign-in. */
export interface AuditEvent {
  /** A UUID. */
  readonly id: string;
  /** When the call began, as an ISO 8601 time in UTC. */
  readonly at: string;
  /** The device, as `192.0.2.1` or `fgt.example.com:8443`. Absent when only the transport knows. */
  readonly device?: string;
  /** What was done: `cmdb firewall/address create`. */
  readonly operation: string;
  /** Whether it reads or writes. */
  readonly effect: Effect;
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Path from the root, percent-encoded. */
  readonly path: string;
  /** What it was about, where the path says nothing: `get pm/config/adom/root/obj/firewall/address`. */
  readonly target?: string;
  /** Query pairs, not encoded. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** What a write sent. */
  readonly body?: JsonValue;
  /**
   * `refused` never left this machine: an open circuit breaker, a client that refuses writes, or input that cannot be
   * right. Nor did `simulated`, a write of a client that simulates them.
   */
  readonly outcome: "ok" | "simulated" | "refused" | "failed";
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
  /** The trace that the call belongs to: that of its `traceparent`, else the client's `traceId`. */
  readonly traceId?: string;
  /** The span in its `traceparent`. */
  readonly spanId?: string;
  /** What the owner of the client wants on every line: user, ticket. */
  readonly context?: Readonly<Record<string, JsonValue>>;
}

/**
 * Takes events in order: any function, also an asynchronous one. The next event does not wait until it is done. What it
 * throws or rejects with stops neither the call nor other sinks.
 */
export interface AuditSink {
  /** Takes one event. When it answers a promise, the event is taken once that resolves. */
  (event: AuditEvent): unknown;
  /** The sinks that it stands for, when it is made of several. Each is then told for itself. */
  readonly sinks?: readonly AuditSink[];
  /** Hurries with what it has put off, and waits until it is done. */
  flush?(): Promise<void>;
  /** Lets go of files and connections. Whoever made the sink closes it: several clients may share one. */
  close?(): Promise<void>;
}

/** Hears of a sink that failed, and of which event; undefined when it failed to flush. What it throws is lost. */
export type SinkErrorListener = (error: unknown, event: AuditEvent | undefined) => void;
