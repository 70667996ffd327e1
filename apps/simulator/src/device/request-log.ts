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
  /** When it came, in epoch milliseconds of the device's clock. */
  readonly at: number;
  /** Until its answer was ready. */
  readonly ms: number;
}

export interface RequestLog {
  add(exchange: Exchange): void;
  /** The oldest first. */
  all(): readonly RequestRecord[];
  /** The last ones as they came, credentials included, the oldest first. */
  recent(count: number): readonly Exchange[];
  /** Hears of every request from now on. Answers what ends that. */
  watch(listener: (exchange: Exchange) => void): () => void;
  clear(): void;
}

const MOST_REQUESTS = 10_000;
/** Of urls, headers and bodies together. */
export const MOST_CHARACTERS: number = 64 * 1024 * 1024;
/** Names of headers that show who somebody is, those that other products have for it too. */
const SECRET_HEADER = /authorization|cookie|token|api-?key|password|secret/;
/** Headers that hold a url. */
const URL_HEADERS: ReadonlySet<string> = new Set(["referer", "location"]);
/** Where clients send what they sign in with, and under which names. */
const SIGN_IN_PATHS: ReadonlySet<string> = new Set(["logincheck", "api/v2/authentication"]);
export const SECRET_NAMES: ReadonlySet<string> = new Set([
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

/** Keeps the last 10,000 requests, or fewer where they are longer together than so many characters. */
export function createRequestLog(
  readable: Readable = withoutSignIn,
  mostCharacters: number = MOST_CHARACTERS,
): RequestLog {
  let kept: Exchange[] = [];
  let characters = 0;
  const listeners = new Set<(exchange: Exchange) => void>();
  return {
    add(exchange) {
      for (const tell of listeners) tell(exchange);
      kept.push(exchange);
      characters += lengthOf(exchange);
      while (kept.length > MOST_REQUESTS || characters > mostCharacters) {
        const oldest = kept.shift();
        characters -= oldest === undefined ? 0 : lengthOf(oldest);
      }
    },
    all: () => kept.map((exchange) => toRecord(exchange, readable)),
    recent: (count) => kept.slice(-count),
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      kept = [];
      characters = 0;
    },
  };
}

function lengthOf({ url, headers, body }: Exchange): number {
  let length = url.length + body.length;
  for (const name in headers) length += name.length + (headers[name]?.length ?? 0);
  return length;
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
    Object.entries(headers).map(([name, value = ""]) => [name, redactHeader(name, String(value))]),
  );
}

/** @param name In lower case. */
export function redactHeader(name: string, value: string): string {
  if (SECRET_HEADER.test(name)) return REDACTED;
  return URL_HEADERS.has(name) ? redactUrl(value) : value;
}

/** Without what stands in the query under these names, tokens in any case. */
export function redactUrl(url: string, names: ReadonlySet<string> = SECRET_NAMES): string {
  return url.replace(/([?&])([^=&]*)=[^&]*/g, (pair, mark: string, name: string) => {
    const plain = decodeForm(name);
    return plain === "access_token" || names.has(plain) ? `${mark}${name}=${REDACTED}` : pair;
  });
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
  // Some write `&amp;` between the fields of a form.
  const isSecret = (name: string): boolean => SECRET_NAMES.has(name.replace(/^amp;/, ""));
  return Object.fromEntries(pairs.map(([name, own]) => [name, isSecret(name) ? REDACTED : own]));
}
