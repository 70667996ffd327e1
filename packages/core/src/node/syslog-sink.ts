/**
 * Sends the audit record to a syslog collector.
 *
 * @module
 */

import { hostname } from "node:os";
import { pid } from "node:process";
import type { AuditEvent, AuditSink } from "../audit/event.ts";
import { writeCef } from "../audit/syslog/cef.ts";
import { fitMessage } from "../audit/syslog/fit.ts";
import { type SyslogOrigin, writeHeader, writeRfc5424, writeText } from "../audit/syslog/rfc5424.ts";
import type { OpenChannel } from "./syslog/channel.ts";
import { openDatagram } from "./syslog/datagram.ts";
import { resolveSyslog, type SyslogOptions, type SyslogTarget } from "./syslog/options.ts";
import { createSender, type SenderStats } from "./syslog/sender.ts";
import { openStream } from "./syslog/stream.ts";

/** What a syslog sink did so far. */
export type SyslogStats = SenderStats;

/** Sends events to a collector. */
export interface SyslogSink extends AuditSink {
  /** Connects at once if need be, and waits until every event is sent or dropped. */
  flush(): Promise<void>;
  /** Waits as `flush`, but no longer than `closeTimeoutMs`; drops the rest, and takes no more. Safe to call twice. */
  close(): Promise<void>;
  /** What became of the events. */
  stats(): SyslogStats;
}

/**
 * Sends every event to a syslog collector, in order, over UDP, TCP or TLS.
 *
 * No call waits for the collector. While it is away, events wait in memory, and the sink tries again after 0.5, 1, 2 and
 * so on up to 30 seconds, less by chance; beyond `queueLimit` the oldest is dropped, which `onSinkError` hears of. A
 * connection that breaks may take with it what it had already taken: syslog knows no receipts.
 *
 * Neither an idle connection nor a wait keeps the process alive: close the client, or the sink, before the process ends.
 * On Deno, UDP needs `--allow-net` for `0.0.0.0` too.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { syslogSink } from "@fortiweave/core/node";
 *
 * const ca = await readFile("siem-ca.pem", "utf8");
 * const sink = syslogSink({ host: "siem.example.com", protocol: "tls", format: "cef", tls: { ca } });
 * console.log(sink.stats().queued);
 * await sink.close();
 * ```
 */
export function syslogSink(options: SyslogOptions): SyslogSink {
  const target = resolveSyslog(options);
  const { runtime, closeTimeoutMs } = target;
  const sender = createSender({ ...target, open: opener(target) });
  const write = createWriter(options, target);

  return Object.assign((event: AuditEvent) => sender.send(fitMessage(event, target.maxBytes, write)), {
    flush: sender.flush,
    stats: sender.stats,
    close: async () => {
      const over = new AbortController();
      const timeout = runtime.sleep(closeTimeoutMs, over.signal).catch(() => undefined);
      await Promise.race([sender.flush(), timeout]);
      over.abort();
      sender.stop();
    },
  });
}

function opener(target: SyslogTarget): OpenChannel {
  const open = target.protocol === "udp" ? openDatagram : openStream;
  return (signal) => open(target, signal);
}

/** Writes events as messages. The machine is asked for its name when there is something to write. */
function createWriter(options: SyslogOptions, target: SyslogTarget): (event: AuditEvent) => Uint8Array {
  const encoder = new TextEncoder();
  let origin: SyslogOrigin | undefined;
  return (event) => {
    origin ??= {
      facility: target.facility,
      hostname: options.hostname ?? ownHostname(),
      appName: options.appName ?? "fortiweave",
      procId: String(pid),
    };
    const message =
      target.format === "cef"
        ? `${writeHeader(event, origin)} - ${writeText(writeCef(event))}`
        : writeRfc5424(event, origin, target.structuredDataId);
    return encoder.encode(message);
  };
}

/** Deno tells it only to those whom it allows to know. */
function ownHostname(): string {
  try {
    return hostname();
  } catch {
    return "-";
  }
}
