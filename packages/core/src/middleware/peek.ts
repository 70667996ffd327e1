/**
 * Looks into a stream without losing anything of it.
 *
 * @module
 */

import { joinBytes } from "../bytes.ts";

/** The start of a stream, and the stream from its start. */
export interface Peeked {
  readonly start: Uint8Array;
  /** Whether that was all. */
  readonly isWhole: boolean;
  /** In place of the stream that was given. */
  readonly stream: ReadableStream<Uint8Array>;
}

/** Reads a stream to its end, or until it has more than `limit` bytes of it. */
export async function peek(given: ReadableStream<Uint8Array>, limit: number): Promise<Peeked> {
  const reader = given.getReader();
  const parts: Uint8Array[] = [];
  let isWhole = false;
  for (let length = 0; !isWhole && length <= limit; ) {
    const { value } = await reader.read();
    if (value === undefined) isWhole = true;
    else {
      parts.push(value);
      length += value.length;
    }
  }
  const waiting = [...parts];
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = waiting.shift() ?? (await reader.read()).value;
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { start: joinBytes(parts), isWhole, stream };
}
