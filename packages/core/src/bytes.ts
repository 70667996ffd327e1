/**
 * The bytes and the text of a body.
 *
 * @module
 */

/** The chunks as one array with a buffer of its own. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return fill(new Uint8Array(lengthOf(chunks)), chunks);
}

/** The text that the bytes are in UTF-8, without a byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}

/** The text that the chunks are together. */
export function joinText(chunks: readonly Uint8Array[]): string {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return decodeText(only);
  const length = lengthOf(chunks);
  if (length > LARGEST_ROOM) return decodeText(joinBytes(chunks));
  if (length > room.length) room = new Uint8Array(length);
  return decodeText(fill(room.subarray(0, length), chunks));
}

const UTF8 = new TextDecoder();
/** Kept from one text to the next: to make room, and to get rid of it, costs more than the copy. */
let room = new Uint8Array(0);
const LARGEST_ROOM = 4 * 1024 * 1024;

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function fill(all: Uint8Array<ArrayBuffer>, chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}
