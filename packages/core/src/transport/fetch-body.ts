/**
 * The body of an answer of `fetch` as a stream that fails in our words.
 *
 * @module
 */

import type { Watch } from "./watch.ts";

/** What a stream is made of. */
export interface FetchBody {
  /** What fetch gave. Null: nothing. */
  readonly body: ReadableStream<Uint8Array> | null;
  readonly watch: Watch;
  /** The error for what broke the stream. */
  readonly toFault: (error: unknown) => Error;
  /** Hears that the stream is over, however it ended. */
  readonly onEnd: () => void;
}

/** Makes a stream of the body. It reads ahead of its reader no further than fetch itself does. */
export function createFetchStream({ body, watch, toFault, onEnd }: FetchBody): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  const end = (): void => {
    watch.release();
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        watch.heard();
        try {
          const part = await reader?.read();
          watch.rest();
          if (part?.value === undefined) {
            end();
            controller.close();
          } else {
            controller.enqueue(part.value);
          }
        } catch (error) {
          end();
          controller.error(toFault(error));
        }
      },
      cancel: async (reason) => {
        end();
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
