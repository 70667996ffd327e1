/**
 * Remembers what clients sent.
 *
 * @module
 */

/** One request as it arrived, without credentials. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text; null without a body. */
  readonly body: unknown;
  /** HTTP status of the answer; 0 when the connection was dropped instead. */
  readonly status: number;
}

/** A request as it came off the wire, and the status of its answer. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly status: number;
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

/** Keeps the last 10,000 requests, or fewer where their bodies are longer than 64 Mi characters together. */
export function createRequestLog(): RequestLog {
  let kept: Exchange[] = [];
  let characters = 0;
  return {
    add(exchange) {
      kept.push(exchange);
      characters += exchange.body.length;
      while (kept.length > MOST_REQUESTS || characters > MOST_CHARACTERS) characters -= kept.shift()?.body.length ?? 0;
    },
    all: () => kept.map(toRecord),
    clear() {
      kept = [];
      characters = 0;
    },
  };
}

function toRecord({ method, url, headers, body, status }: Exchange): RequestRecord {
  return { method, url: redactUrl(url), headers: redactHeaders(headers), body: readable(body), status };
}

function redactHeaders(headers: Exchange["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [
      name,
      SECRET_HEADERS.has(name) ? "[redacted]" : String(value),
    ]),
  );
}

function redactUrl(url: string): string {
  return url.replace(/([?&]access_token=)[^&]*/g, "$1[redacted]");
}

function readable(body: string): unknown {
  if (body === "") return null;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
