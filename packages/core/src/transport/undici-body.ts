/**
 * The body of an answer over undici as a stream that comes no faster than it is read.
 *
 * @module
 */

/** What the connection can be told. */
export interface BodySource {
  /** Leave the rest in the network for now. */
  readonly pause: () => void;
  /** Go on. */
  readonly resume: () => void;
  /** Nobody wants the rest. */
  readonly cancel: () => void;
}

/** A stream, and what fills it. */
export interface StreamedBody {
  readonly stream: ReadableStream<Uint8Array>;
  push(chunk: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

/** Bytes that may wait for their reader in memory. */
const HIGH_WATER_MARK = 64 * 1024;

/** Makes the stream of one answer. */
export function createStreamedBody({ pause, resume, cancel }: BodySource): StreamedBody {
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined;
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        sink = controller;
      },
      pull: resume,
      cancel,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER_MARK }),
  );
  return {
    stream,
    push: (chunk) => {
      // Not a Buffer, which is a Uint8Array with other habits.
      sink?.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      if ((sink?.desiredSize ?? 0) <= 0) pause();
    },
    end: () => sink?.close(),
    fail: (error) => sink?.error(error),
  };
}
