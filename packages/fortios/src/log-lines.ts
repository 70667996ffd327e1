/**
 * The lines of a log as the device stores them: text without an envelope, so its progress must be asked for elsewhere.
 *
 * @module
 */

import type { Engine } from "./engine.ts";
import { createLogSession, pageSizeOf, type SearchOptions, searchParams } from "./log-session.ts";
import { callOptionsIn } from "./merge-options.ts";
import { prepareCall } from "./prepare-call.ts";

/** What parts the path of the lines from that of the entries. */
const RAW = /\/raw$/;

/** The lines that match. */
export async function* readLines(engine: Engine, path: string, options: SearchOptions): AsyncGenerator<string> {
  const rows = pageSizeOf(options);
  const { id, total } = await finishSearch(engine, path.replace(RAW, ""), options);
  let start = 0;
  for (;;) {
    const params = { ...searchParams(options), rows, start, session_id: id };
    const call = await prepareCall(engine, "log", path, { action: "search", method: "GET" }, params);
    let count = 0;
    for await (const line of linesOf(await engine.stream(call, callOptionsIn(options)))) {
      count++;
      yield line;
    }
    start += count;
    // A device may give fewer at a time than it is asked for.
    if (count === 0 || (count < rows && start >= total)) return;
  }
}

/** A search that is complete. */
interface Finished {
  readonly id: number | undefined;
  /** Lines that it has found. 0 where the device does not say. */
  readonly total: number;
}

/** Waits until the device has found everything: text alone does not tell whether more is to come. */
async function finishSearch(engine: Engine, path: string, options: SearchOptions): Promise<Finished> {
  const session = createLogSession(engine, path, options);
  try {
    let found = 0;
    for (;;) {
      const { completed = 100, total_lines: total = 0 } = await session.ask(0, 1);
      if (session.isComplete) return { id: session.id, total };
      await session.pause(completed > found);
      found = completed;
    }
  } finally {
    await session.end();
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}
