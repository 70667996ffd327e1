/**
 * Reads the body of a request.
 *
 * @module
 */

import type { IncomingMessage } from "node:http";
import { isMultipart } from "./multipart.ts";

/** A body that is longer than a device takes. */
export const TOO_LARGE: unique symbol = Symbol("too large");

/** The text of a body, whatever its content type says. One that is too large is read all the same, so that the client gets to see the answer. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string | typeof TOO_LARGE> {
  const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
  if (length === "0" && encoding === undefined) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks).toString(encodingOf(request.headers)) : TOO_LARGE;
}

/** Forms may hold files, which are no text: each byte of theirs is one character. */
function encodingOf({ "content-type": type }: IncomingMessage["headers"]): BufferEncoding {
  return isMultipart(type) ? "latin1" : "utf8";
}

/** At least the first half of a body that says how long it is, and of any other the first piece. */
export async function readHalf(request: IncomingMessage): Promise<string> {
  const enough = Number(request.headers["content-length"] ?? 0) >> 1;
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever leaves the loop early would destroy the request, and with it the connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= enough) break;
  }
  return Buffer.concat(chunks).toString();
}
