/**
 * The entries of a log, page by page.
 *
 * @module
 */

import type { Engine } from "./engine.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { createLogSession, pageSizeOf, type SearchOptions } from "./log-session.ts";

/** The entries that match. */
export async function* searchLog(
  engine: Engine,
  path: string,
  options: SearchOptions,
): AsyncGenerator<Record<string, unknown>> {
  const pageSize = pageSizeOf(options);
  const session = createLogSession(engine, path, options);
  let start = 0;
  try {
    for (;;) {
      const envelope = await session.ask(start, pageSize);
      const rows = rowsIn(envelope);
      yield* rows;
      start += rows.length;
      const isLast = rows.length === 0 || !hasMore(envelope, start, rows.length === pageSize);
      if (session.isComplete && isLast) return;
      await session.pause(rows.length > 0);
    }
  } finally {
    await session.end();
  }
}

function hasMore({ total_lines }: Envelope, answered: number, fullPage: boolean): boolean {
  return total_lines === undefined ? fullPage : answered < total_lines;
}
