/**
 * Reads the body of an answer as far as it can be read.
 *
 * @module
 */

import { decodeText } from "../bytes.ts";
import { createScrubber } from "../redact.ts";
import type { DeviceRequest } from "../types.ts";

/** A body and what it turned out to be. `value` is the JSON value, the text when it is none, or undefined when empty. */
export interface AnswerBody {
  readonly kind: "json" | "empty" | "page" | "text";
  readonly value: unknown;
}

/** As much of an unreadable body as goes into a message. */
const EXCERPT_LENGTH = 120;
/** More than enough of a page to find that much text in. */
const PAGE_LENGTH = 4000;

/** Reads what a transport answered, or the start of it: text, bytes, or an object that was parsed on the way. */
export function readBody(body: unknown): AnswerBody {
  if (typeof body === "object" && body !== null && !(body instanceof Uint8Array)) return { kind: "json", value: body };
  const text = body instanceof Uint8Array ? decodeText(body) : String(body ?? "");
  if (text.trim() === "") return { kind: "empty", value: undefined };
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return { kind: /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text) ? "page" : "text", value: text };
  }
}

/** Names a body that is not JSON and quotes how it starts, without the secrets of the request. */
export function describeBody({ kind, value }: AnswerBody, request: DeviceRequest): string {
  if (kind === "empty") return "an empty body";
  // Secrets go before the cut, which could leave half of one.
  const text = createScrubber(request.secrets)(String(value)).slice(0, PAGE_LENGTH);
  return kind === "page" ? `a web page: "${shorten(withoutTags(text))}"` : `text that is not JSON: "${shorten(text)}"`;
}

function withoutTags(page: string): string {
  return page.replace(/<(script|style)\b.*?<\/\1>/gis, " ").replace(/<[^>]*>/g, " ");
}

function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > EXCERPT_LENGTH ? `${line.slice(0, EXCERPT_LENGTH).trimEnd()}...` : line;
}
