/**
 * Puts an answer on the wire.
 *
 * @module
 */

import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { type Reply, sizeOf } from "./reply.ts";

/** Answers that have no body, and say nothing of its length either. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** Answers once the whole answer is sent, or the client is gone. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const closed = new Promise<void>((resolve) => void response.once("close", resolve));
  const { body } = reply;
  writeHead(response, reply);
  if (!(body instanceof Readable)) {
    response.end(body);
  } else if (response.req.method === "HEAD") {
    body.destroy();
    response.end();
  } else {
    body.once("error", (error) => response.destroy(error));
    response.once("close", () => body.destroy());
    body.pipe(response);
  }
  await closed;
}

/** Sends the first half of an answer's body and ends the connection. */
export function cut(response: ServerResponse, answered: Reply, half: Buffer): void {
  writeHead(response, answered);
  // A client that left in the meantime is no fault of ours.
  response.once("error", () => response.destroy());
  response.write(half, () => response.destroy());
}

function writeHead(response: ServerResponse, reply: Reply): void {
  const { status, contentType, headers } = reply;
  const size = BODILESS.has(status) ? undefined : sizeOf(reply);
  response.writeHead(status, {
    "content-type": contentType,
    ...(size !== undefined && { "content-length": size }),
    ...headers,
  });
}
