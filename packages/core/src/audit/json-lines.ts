/**
 * Writes audit events as JSON Lines.
 *
 * @module
 */

import type { AuditSink } from "../middleware/audit.ts";

/** A sink that gives `write` one line of JSON for each event, with its line break. */
export function jsonLinesSink(write: (line: string) => void | Promise<void>): AuditSink {
  return (event) => write(`${JSON.stringify(event)}\n`);
}
