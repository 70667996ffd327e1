/**
 * Makes an event small enough for a message, and never cuts one in the middle.
 *
 * @module
 */

import { isJsonObject } from "../../json-object.ts";
import type { JsonValue } from "../../types.ts";
import type { AuditEvent } from "../event.ts";

/** What remains of a text when nothing else helps. */
const SHORT = 64;

/** Something that can be left out of an event. */
interface Part {
  /** How much that saves, in bytes of JSON. */
  readonly saves: number;
  leaveOut(event: AuditEvent): AuditEvent;
}

/**
 * The message of an event, in no more than `maxBytes`. When it is too long, parts are left out, the largest first, each
 * with a mark in its place: fields of the body, values of the query and of the context, the words of the error; then
 * these as a whole; at last, every text is shortened.
 */
export function fitMessage(event: AuditEvent, maxBytes: number, write: (event: AuditEvent) => Uint8Array): Uint8Array {
  let rest = event;
  let message = write(event);
  if (message.length <= maxBytes) return message;
  const parts = partsOf(event);
  for (let at = 0; at < parts.length && message.length > maxBytes; ) {
    // One at a time, and more and more of the many small ones at the end.
    const next = at + 1 + (at >> 3);
    rest = parts.slice(at, next).reduce((from, part) => part.leaveOut(from), rest);
    message = write(rest);
    at = next;
  }
  // Of the body as a whole, the mark says the size that it had.
  const marked = event.body === undefined ? rest : { ...rest, body: event.body };
  for (const shorten of [withoutParts, shortest]) {
    if (message.length > maxBytes) message = write(shorten(marked));
  }
  return message;
}

/** What can be left out and is longer than its mark, the longest first. */
function partsOf(event: AuditEvent): Part[] {
  const { body, query = [], context = {}, message } = event;
  const parts: Part[] = [
    ...Object.entries(isJsonObject(body) ? body : {}).map(([name, value]) => ({
      saves: saving(value),
      leaveOut: (from: AuditEvent) => ({ ...from, body: { ...Object(from.body), [name]: markOf(value) } }),
    })),
    ...Object.entries(context).map(([name, value]) => ({
      saves: saving(value),
      leaveOut: (from: AuditEvent) => ({ ...from, context: { ...from.context, [name]: markOf(value) } }),
    })),
    ...query.map(([name, value], index) => ({
      saves: saving(value),
      leaveOut: (from: AuditEvent) => ({ ...from, query: from.query?.with(index, [name, markOf(value)]) ?? [] }),
    })),
    {
      saves: message === undefined ? 0 : saving(message),
      leaveOut: (from) => ({ ...from, message: markOf(message ?? "") }),
    },
  ];
  return parts.filter(({ saves }) => saves > 0).sort((a, b) => b.saves - a.saves);
}

/** The whole of what can be long, in place of its single parts. */
function withoutParts({ body, query: _query, context: _context, ...event }: AuditEvent): AuditEvent {
  return body === undefined ? event : { ...event, body: markOf(body) };
}

function shortest(event: AuditEvent): AuditEvent {
  const entries = Object.entries(withoutParts(event));
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? shorten(value) : value]),
  ) as unknown as AuditEvent;
}

function shorten(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT).toWellFormed()}...` : text;
}

function markOf(value: JsonValue): string {
  return `[left out: ${sizeOf(value)} bytes]`;
}

function saving(value: JsonValue): number {
  return sizeOf(value) - sizeOf(markOf(value));
}

const encoder = new TextEncoder();

function sizeOf(value: JsonValue): number {
  return encoder.encode(JSON.stringify(value)).length;
}
