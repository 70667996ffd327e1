/**
 * Reads the body of a request.
 *
 * @module
 */

import type { IncomingMessage } from "node:http";

const LIMIT = 32 * 1024 * 1024;

/** A body that is longer than a device takes. */
export const TOO_LARGE: unique symbol = Symbol("too large");

/** The text of a body, whatever its content type says. One that is too large is read all the same, so that the client gets to see the answer. */
export async function readBody(request: IncomingMessage): Promise<string | typeof TOO_LARGE> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  return size <= LIMIT ? Buffer.concat(chunks).toString() : TOO_LARGE;
}
