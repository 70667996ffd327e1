/**
 * Writes the audit record to a stream, such as the standard output of a container.
 *
 * @module
 */

import type { Writable } from "node:stream";
import type { AuditSink } from "../audit/event.ts";
import { jsonLinesSink } from "../audit/json-lines.ts";

/**
 * Writes every event to a stream of Node or of the web, one line of JSON each, in order. The stream stays yours to end.
 * A Node stream that fails afterwards does not end the process any more: the events that it lost are reported instead.
 *
 * @example
 * ```ts
 * import { streamSink } from "@fortiweave/core/node";
 *
 * const sink = streamSink(process.stdout);
 * ```
 */
export function streamSink(stream: Writable | WritableStream<Uint8Array>): AuditSink {
  return jsonLinesSink("getWriter" in stream ? writeToWeb(stream) : writeToNode(stream));
}

type Write = (line: string) => Promise<void>;

function writeToNode(stream: Writable): Write {
  let isGuarded = false;
  return (line) =>
    new Promise((resolve, reject) => {
      // Node throws an error that nobody listens for.
      if (!isGuarded) stream.on("error", () => undefined);
      isGuarded = true;
      stream.write(line, (error) => (error ? reject(error) : resolve()));
    });
}

function writeToWeb(stream: WritableStream<Uint8Array>): Write {
  const encoder = new TextEncoder();
  return async (line) => {
    // Taken for each line, so that others may write in between.
    const writer = stream.getWriter();
    const written = writer.write(encoder.encode(line));
    writer.releaseLock();
    await written;
  };
}
