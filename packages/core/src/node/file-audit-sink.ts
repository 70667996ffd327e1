/**
 * Keeps the audit record in a file.
 *
 * @module
 */

import { appendFile, stat } from "node:fs/promises";
import type { AuditSink } from "../audit/event.ts";
import { jsonLinesSink } from "../audit/json-lines.ts";
import { checkNumber } from "../check-number.ts";
import { isMissing, rotateFiles } from "./rotate-files.ts";

/** How large the record may become. */
export interface FileAuditOptions {
  /** Size in bytes that a file must not exceed: then it becomes `path.1`, and a new one begins. Default: no limit. */
  readonly maxBytes?: number;
  /** Old files that are kept, `path.1` being the newest. Default 5; 0 keeps none. */
  readonly keep?: number;
  /** Permissions of a file that it makes. Default 0o600: its owner alone. One that is there keeps its own. */
  readonly mode?: number;
}

/** A line that is not written yet, and whoever waits for it. */
interface Waiting {
  readonly line: Uint8Array;
  readonly done: PromiseWithResolvers<void>;
}

/**
 * Appends every event to the file at `path`, one line of JSON each, in order. The file is opened when there is something
 * to write, so that others may rotate it, too, at any time; but only one process at a time should write it when it has a
 * `maxBytes`. A line is never cut; one that is larger than `maxBytes` has a file of its own.
 *
 * Calls do not wait for the disk: close the client, or await `flush()` of the audit step, before the process ends.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { fileAuditSink } from "@fortiweave/core/node";
 *
 * const sink = fileAuditSink("audit.jsonl", { maxBytes: 10_000_000, keep: 9 });
 * ```
 */
export function fileAuditSink(path: string, options: FileAuditOptions = {}): AuditSink {
  const { maxBytes, mode = 0o600 } = options;
  if (maxBytes !== undefined) checkNumber("maxBytes", maxBytes, 1);
  const keep = checkNumber("keep", options.keep ?? 5, 0);
  const encoder = new TextEncoder();
  const queue: Waiting[] = [];
  let isWriting = false;

  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (queue.length > 0) await writeBatch();
    isWriting = false;
  };
  const writeBatch = async (): Promise<void> => {
    const [first] = queue;
    const { room, problem } = await makeRoom(path, { needed: first?.line.length ?? 0, maxBytes, keep });
    const batch = queue.splice(0, Math.max(1, countFitting(queue, room)));
    try {
      await appendFile(path, Buffer.concat(batch.map(({ line }) => line)), { mode });
      if (problem !== undefined) throw problem;
      for (const { done } of batch) done.resolve();
    } catch (error) {
      // They are reported to those who wait for them, and do not hold up the next.
      for (const { done } of batch) done.reject(error);
    }
  };

  return jsonLinesSink((line) => {
    const done = Promise.withResolvers<void>();
    queue.push({ line: encoder.encode(line), done });
    if (!isWriting) void writeAll();
    return done.promise;
  });
}

/** How many bytes the file may grow by, and why it could not be rotated: then it grows beyond its limit. */
interface Room {
  readonly room: number;
  readonly problem?: Error;
}

async function makeRoom(
  path: string,
  { needed, maxBytes, keep }: { readonly needed: number; readonly maxBytes: number | undefined; readonly keep: number },
): Promise<Room> {
  if (maxBytes === undefined) return { room: Number.POSITIVE_INFINITY };
  try {
    const size = await sizeOf(path);
    if (size === 0 || size + needed <= maxBytes) return { room: maxBytes - size };
    await rotateFiles(path, keep);
    return { room: maxBytes };
  } catch (cause) {
    const problem = new Error(`The audit file ${path} cannot be rotated; the event was written all the same`, {
      cause,
    });
    return { room: Number.POSITIVE_INFINITY, problem };
  }
}

/** How many of the first lines have room together. */
function countFitting(lines: readonly Waiting[], room: number): number {
  let bytes = 0;
  const end = lines.findIndex(({ line }) => {
    bytes += line.length;
    return bytes > room;
  });
  return end < 0 ? lines.length : end;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
