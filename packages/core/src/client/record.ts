/**
 * What a client keeps on record of its calls, and where.
 *
 * @module
 */

import type { AuditSink, SinkErrorListener } from "../audit/event.ts";
import type { FortiError } from "../errors.ts";
import { type Audit, audit } from "../middleware/audit.ts";
import { compose } from "../middleware/compose.ts";
import { exportOperations, type OperationFormat } from "../operations/export.ts";
import type { OperationFilter } from "../operations/filter.ts";
import { createOperationLog, type OperationLog, type OperationLogOptions } from "../operations/log.ts";
import type { OperationRecord } from "../operations/record.ts";
import type { Telemetry } from "../trace/telemetry.ts";
import { type TraceSource, trace } from "../trace/trace.ts";
import type { JsonValue, Middleware, Runtime } from "../types.ts";
import { invalidInput } from "./invalid-input.ts";

/** What goes on record, and who hears of it. */
export interface RecordOptions {
  /**
   * Who hears of every call: functions, or sinks such as `fileAuditSink` and `syslogSink`. Default: nobody. No call
   * waits for them. The client flushes them when it closes, and leaves it to you to close them: clients may share one.
   */
  readonly audit?: AuditSink | readonly AuditSink[];
  /** Longest time in milliseconds that `close` waits for the audit sinks. Default 5,000. */
  readonly auditTimeoutMs?: number;
  /** Hears of an audit sink that failed. Default: the client's logger, else the console, of the first failure. */
  readonly onSinkError?: SinkErrorListener;
  /** Stands on every audit line: user, ticket. */
  readonly context?: Readonly<Record<string, JsonValue>>;
  /** What this client's calls are known by in other systems: any text. Stands on every audit line and in its context. */
  readonly traceId?: string;
  /**
   * The W3C trace that the calls belong to: a `traceparent`, or a function that says it for each call. The device gets it
   * in the header, the audit lines have its trace and span.
   */
  readonly traceparent?: TraceSource;
  /** Watches every call: `openTelemetry()` of `@fortiweave/core/opentelemetry` makes a span of each. */
  readonly telemetry?: Telemetry;
  /** Keeps the last calls for `operations` and `exportOperations`: 1,000 of them, or as many as `limit` says. Default false. */
  readonly trackOperations?: boolean | OperationLogOptions;
}

/** Which operations to export, and how. */
export interface ExportOptions extends OperationFilter {
  /** `json`: an array. `csv`: RFC 4180 with a header, for spreadsheets. `text`: one operation a line. */
  readonly format: OperationFormat;
}

/** What a client tells of its calls. */
export interface Operations {
  /**
   * The last calls that this client made, oldest first, with the secrets taken out: done, simulated, refused and failed.
   * Throws INVALID_INPUT without the option `trackOperations`.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios/client";
   *
   * export function changes(fgt: FortiGate): string[] {
   *   return fgt.operations({ writes: true }).map(({ timestamp, operation }) => `${timestamp} ${operation}`);
   * }
   * ```
   */
  operations(filter?: OperationFilter): OperationRecord[];
  /** The same as a text: `exportOperations({ format: "csv", writes: true })`. */
  exportOperations(options: ExportOptions): string;
}

/** The record of one client. */
export interface ClientRecord extends Operations {
  /** The step that says which trace a call belongs to. */
  readonly trace: Middleware;
  /** The step that puts calls on record. */
  readonly audit: Audit;
}

/** What the record of a client needs beside its options. */
export interface RecordPorts {
  readonly runtime: Runtime;
  /** Where the device is, when that is known. */
  readonly device: URL | undefined;
  /** Takes warnings. */
  readonly warn: (message: string) => void;
  /** Takes what somebody should hear of even where nobody asked for warnings. */
  readonly alarm: (message: string) => void;
}

/**
 * Makes the record of a client. What is not asked for costs nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function createRecord(options: RecordOptions, { runtime, device, warn, alarm }: RecordPorts): ClientRecord {
  const { context, traceId, auditTimeoutMs, onSinkError = alarmOnce(alarm) } = options;
  const log = openLog(options.trackOperations ?? false);
  const sinks = [options.audit ?? []].flat();
  const operations: Operations["operations"] = (filter) => {
    if (log === undefined) throw notTracked();
    return log.list(filter);
  };
  return {
    trace: traceStep(options, device, warn),
    audit: audit({
      sinks: log === undefined ? sinks : [...sinks, log.sink],
      runtime,
      onSinkError,
      ...(device && { device: device.host }),
      ...(context && { context }),
      ...(traceId !== undefined && { traceId }),
      ...(auditTimeoutMs !== undefined && { flushTimeoutMs: auditTimeoutMs }),
    }),
    operations,
    exportOperations: ({ format, ...filter }) => exportOperations(operations(filter), format),
  };
}

function openLog(option: boolean | OperationLogOptions): OperationLog | undefined {
  if (option === false) return undefined;
  return createOperationLog(option === true ? {} : option);
}

/** The span of a call is a child of the trace that is given. */
function traceStep(
  { traceparent, telemetry }: RecordOptions,
  device: URL | undefined,
  warn: RecordPorts["warn"],
): Middleware {
  const steps: Middleware[] = [];
  if (traceparent !== undefined) steps.push(trace(traceparent, warn));
  if (telemetry !== undefined) steps.push(telemetry(device));
  return (next) => compose(steps, next);
}

function alarmOnce(alarm: RecordPorts["alarm"]): SinkErrorListener {
  let isSaid = false;
  return (error) => {
    if (!isSaid) alarm(`The audit record is not complete: ${error instanceof Error ? error.message : String(error)}`);
    isSaid = true;
  };
}

function notTracked(): FortiError {
  return invalidInput(
    "This client does not keep its operations on record",
    "Make the client with trackOperations: true, or with { limit: 5000 } to keep more of them",
  );
}
