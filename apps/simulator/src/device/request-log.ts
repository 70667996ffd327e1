/**
 * Remembers what clients sent.
 *
 * @module
 */

import { parseJson } from "../http/json-text.ts";
import { decodeForm, parseUrl } from "../http/url.ts";

/** One request as it arrived, without credentials. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, or the form of a sign-in; else the text; null without a body. */
  readonly body: unknown;
  /** HTTP status of the answer; 0 when there was none, or only a part of one. */
  readonly status: number;
  /** Whether the device got to work on it, whatever came of that. */
  readonly handled: boolean;
  /** Of a request to a FortiManager: what the answer said of each item. */
  readonly codes?: readonly number[];
}

/** A request as it came off the wire, and the status of its answer. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly status: number;
  readonly isHandled: boolean;
  readonly codes?: readonly number[] | undefined;
}

export interface RequestLog {
  add(exchange: Exchange): void;
  /** The oldest first. */
  all(): readonly RequestRecord[];
  clear(): void;
}

const MOST_REQUESTS = 10_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;
const SECRET_HEADERS: ReadonlySet<string> = new Set(["authorization", "cookie", "x-csrftoken"]);
/** Where clients send what they sign in with, and under which names. */
const SIGN_IN_PATHS: ReadonlySet<string> = new Set(["logincheck", "api/v2/authentication"]);
const SECRET_NAMES: ReadonlySet<string> = new Set([
  "secretkey",
  "password",
  "new_password1",
  "new_password2",
  "token_code",
  "session_key",
]);
export const REDACTED = "[redacted]";

/** What is shown of a body, without what may not be shown. */
export type Readable = (url: string, body: unknown) => unknown;

/** Keeps the last 10,000 requests, or fewer where their bodies are longer than 64 Mi characters together. */
export function createRequestLog(readable: Readable = withoutSignIn): RequestLog {
  let kept: Exchange[] = [];
  let characters = 0;
  return {
    add(exchange) {
      kept.push(exchange);
      characters += exchange.body.length;
      while (kept.length > MOST_REQUESTS || characters > MOST_CHARACTERS) characters -= kept.shift()?.body.length ?? 0;
    },
    all: () => kept.map((exchange) => toRecord(exchange, readable)),
    clear() {
      kept = [];
      characters = 0;
    },
  };
}

function toRecord(exchange: Exchange, readable: Readable): RequestRecord {
  const { method, url, headers, body, status, isHandled, codes } = exchange;
  return {
    method,
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body: body === "" ? null : readable(url, parse(body)),
    status,
    handled: isHandled,
    ...(codes === undefined ? {} : { codes }),
  };
}

function redactHeaders(headers: Exchange["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [name, SECRET_HEADERS.has(name) ? REDACTED : String(value)]),
  );
}

function redactUrl(url: string): string {
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (pair, mark: string, name: string) =>
    decodeForm(name) === "access_token" ? `${mark}${name}=${REDACTED}` : pair,
  );
}

function withoutSignIn(url: string, value: unknown): unknown {
  return SIGN_IN_PATHS.has(parseUrl(url).segments.join("/")) ? redactSignIn(value) : value;
}

function parse(body: string): unknown {
  const value = parseJson(body);
  return value === undefined ? body : value;
}

/** What is neither a JSON object nor a form, such as the half of one, has no names to go by. */
function redactSignIn(value: unknown): unknown {
  const isForm = typeof value === "string" && /^\w+=/.test(value);
  if (!isForm && (typeof value !== "object" || Array.isArray(value))) return REDACTED;
  const pairs = isForm ? [...new URLSearchParams(value)] : Object.entries(value ?? {});
  return Object.fromEntries(pairs.map(([name, own]) => [name, SECRET_NAMES.has(name) ? REDACTED : own]));
}
