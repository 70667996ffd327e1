/**
 * Makes one sink of several.
 *
 * @module
 */

import type { AuditSink } from "./event.ts";

/**
 * A sink that gives every event to each of `sinks`. One that fails or hangs stops no other.
 *
 * @example
 * ```ts
 * import { compositeSink, jsonLinesSink } from "@fortiweave/core";
 * import { fileAuditSink, syslogSink } from "@fortiweave/core/node";
 *
 * const everywhere = compositeSink(
 *   fileAuditSink("audit.jsonl"),
 *   syslogSink({ host: "siem.example.com", protocol: "tls" }),
 *   jsonLinesSink((line) => console.error(line.trimEnd())),
 * );
 * await everywhere.close?.();
 * ```
 */
export function compositeSink(...sinks: readonly AuditSink[]): AuditSink {
  const each = async (act: (sink: AuditSink) => unknown): Promise<void> => {
    const results = await Promise.allSettled(sinks.map(async (sink) => await act(sink)));
    const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${sinks.length} audit sinks failed`);
  };
  return Object.assign((event: Parameters<AuditSink>[0]) => each((sink) => sink(event)), {
    sinks,
    flush: () => each((sink) => sink.flush?.()),
    close: () => each((sink) => sink.close?.()),
  });
}
