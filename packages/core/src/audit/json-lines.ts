/**
 * Writes audit events as JSON Lines.
 *
 * @module
 */

import type { AuditSink } from "./event.ts";

/** A sink that gives `write` one line of JSON for each event, with its line break. */
export function jsonLinesSink(write: (line: string) => unknown): AuditSink {
  return (event) => write(`${JSON.stringify(event)}\n`);
}
