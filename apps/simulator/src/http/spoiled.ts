/**
 * The device's own answer, spoiled on its way.
 *
 * @module
 */

import { Readable } from "node:stream";
import type { Clock } from "../device/clock.ts";
import type { FaultSpec } from "../device/faults.ts";
import { type Reply, sizeOf } from "./reply.ts";

const DEFAULT_MS = 1000;
const PIECES = 10;
/** So much of a body whose length nobody knows counts as its first half. */
const HALF_OF_STREAM = 64 * 1024;

/** How long a `delay` or a `slow` answer takes. */
export function msOf({ ms = DEFAULT_MS }: FaultSpec): number {
  return ms;
}

/** What is sent in place of an answer: itself, unless the fault is one that spoils it. */
export async function spoil(reply: Reply, fault: FaultSpec, clock: Clock): Promise<Reply> {
  switch (fault.kind) {
    case "slow":
      return slowed(reply, msOf(fault) / PIECES, clock);
    case "truncated":
      return truncated(reply);
    case "wrong-type":
      return { ...reply, contentType: reply.contentType.startsWith("text/html") ? "application/json" : "text/html" };
    case "twice":
      return doubled(reply, clock);
    default:
      return reply;
  }
}

export async function firstHalf({ body }: Reply): Promise<Buffer> {
  if (!(body instanceof Readable)) {
    const bytes = Buffer.from(body);
    return bytes.subarray(0, bytes.length >> 1);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size >= HALF_OF_STREAM) break;
  }
  return Buffer.concat(chunks);
}

async function truncated(reply: Reply): Promise<Reply> {
  const { "content-length": _ofTheWhole, ...headers } = reply.headers ?? {};
  return { ...reply, headers, body: await firstHalf(reply) };
}

function slowed(reply: Reply, pause: number, clock: Clock): Reply {
  const size = sizeOf(reply);
  return {
    ...reply,
    body: Readable.from(trickle(reply, pause, clock)),
    headers: { ...reply.headers, ...(size === undefined ? {} : { "content-length": String(size) }) },
  };
}

/** The body in pieces with pauses between them; of one without an end in sight, the first pieces only. */
async function* trickle({ body }: Reply, pause: number, clock: Clock): AsyncGenerator<Buffer> {
  let paused = 0;
  for await (const chunk of body instanceof Readable ? body : inPieces(Buffer.from(body))) {
    if (paused < PIECES) await clock.sleep(pause);
    paused += 1;
    yield Buffer.from(chunk);
  }
}

function* inPieces(bytes: Buffer): Generator<Buffer> {
  const length = Math.ceil(bytes.length / PIECES);
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

/** Headers that may stand twice without harm. */
function doubled(reply: Reply, clock: Clock): Reply {
  const cookies = [reply.headers?.["set-cookie"] ?? "simulator=1; path=/"].flat();
  const date = new Date(clock.now()).toUTCString();
  return {
    ...reply,
    headers: {
      ...reply.headers,
      date: [date, date],
      "set-cookie": [...cookies, ...cookies],
      "x-frame-options": ["SAMEORIGIN", "SAMEORIGIN"],
    },
  };
}
