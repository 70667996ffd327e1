/**
 * Keeps the audit record in a file.
 *
 * @module
 */

import { appendFile } from "node:fs/promises";
import { jsonLinesSink } from "../audit/json-lines.ts";
import type { AuditSink } from "../middleware/audit.ts";

/**
 * Appends every event to the file at `path`, one line of JSON each, in order. A file it makes can be read by its owner
 * alone; one that is there keeps its mode. The file is opened for each line, so that it may be rotated at any time.
 *
 * Calls do not wait for the disk: await `flush()` of the audit step before the process ends.
 *
 * @example
 * ```ts
 * import { audit } from "@fortiweave/core";
 * import { fileAuditSink } from "@fortiweave/core/node";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const record = audit({ sinks: [fileAuditSink("audit.jsonl")], runtime: systemRuntime });
 * ```
 */
export function fileAuditSink(path: string): AuditSink {
  let writing: Promise<void> = Promise.resolve();
  return jsonLinesSink((line) => {
    // A line that could not be written is reported to those who wait for it, and does not hold up the next.
    writing = writing.catch(() => undefined).then(() => appendFile(path, line, { mode: 0o600 }));
    return writing;
  });
}
