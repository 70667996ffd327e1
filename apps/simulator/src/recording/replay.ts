/**
 * Answers requests from a recording, in place of a device.
 *
 * @module
 */

import { parseJson } from "../http/json-text.ts";
import { json, type Reply } from "../http/reply.ts";
import type { WireRequest } from "../http/wire.ts";
import { bytesOf, type Product, type RecordedBody, type RecordedExchange } from "./recorded.ts";
import { isForm, redactBytes, redactQuery } from "./redact.ts";
import { secretNames } from "./secret-names.ts";

/** A request that the recording knows no answer to, without secrets. */
export interface UnmatchedRequest {
  readonly method: string;
  readonly url: string;
  /** Its first 10,000 characters. */
  readonly body: string;
}

/** How far a recording has been used up. */
export interface ReplayReport {
  /** Exchanges with this device. */
  readonly recorded: number;
  readonly answered: number;
  /** The last 1,000, the oldest first. */
  readonly unmatched: readonly UnmatchedRequest[];
}

export interface Replay {
  /** Undefined: the connection ended without an answer. */
  handle(request: WireRequest): Promise<Reply | undefined>;
  report(): ReplayReport;
  /** From the start again. */
  reset(): void;
}

const MOST_UNMATCHED = 1000;
const MOST_NAMED = 20;
/** Characters. */
const LONGEST_BODY = 10_000;

/**
 * The same request again gets the next answer that was recorded for it, and in the end always the last one. Headers do not
 * count, nor does the `id` of JSON-RPC, which comes back as it was sent.
 *
 * @param exchanges Those with a device of this name count; where there are none, all with the product.
 */
export function createReplay(exchanges: readonly RecordedExchange[], device: string, product: Product): Replay {
  const ofProduct = exchanges.filter((exchange) => exchange.product === product);
  const ofDevice = ofProduct.filter((exchange) => exchange.device === device);
  const mine = ofDevice.length > 0 ? ofDevice : ofProduct;
  const queues = Map.groupBy(mine, ({ request }) => keyOf(request.method, request.url, bytesOf(request.body)));
  const used = new Map<string, number>();
  let answered = 0;
  let unmatched: UnmatchedRequest[] = [];

  function refuse(asked: UnmatchedRequest): Reply {
    unmatched = [...unmatched, asked].slice(-MOST_UNMATCHED);
    const path = pathOf(asked.url);
    const near = mine.filter(({ request }) => pathOf(request.url) === path);
    const named = (near.length > 0 ? near : mine).map(({ request }) => `${request.method} ${request.url}`);
    return json(501, {
      status: "error",
      http_status: 501,
      error: "The recording holds no answer to this request",
      asked,
      recorded: [...new Set(named)].slice(0, MOST_NAMED),
    });
  }

  return {
    async handle({ method, url, headers, body }) {
      const names = await secretNames(product, url, parseJson(body));
      const bytes = redactBytes(Buffer.from(isForm(headers) ? "" : body), names);
      const asked = { method, url: redactQuery(url, names), body: bytes.toString().slice(0, LONGEST_BODY) };
      const key = keyOf(method, asked.url, bytes);
      const queue = queues.get(key) ?? [];
      const position = used.get(key) ?? 0;
      const found = queue[Math.min(position, queue.length - 1)];
      if (found === undefined) return refuse(asked);
      used.set(key, position + 1);
      answered += 1;
      return toReply(found, body);
    },
    report: () => ({ recorded: mine.length, answered, unmatched }),
    reset() {
      used.clear();
      answered = 0;
      unmatched = [];
    },
  };
}

/** What tells requests apart. Neither the order of names in JSON does, nor what a client numbers and signs in by. */
function keyOf(method: string, url: string, body: Buffer = Buffer.alloc(0)): string {
  const text = body.toString();
  const value = parseJson(text);
  if (value === undefined) return `${method} ${url} ${text}`;
  const isRpc = Array.isArray(Object(value).params);
  const { id: _number, session: _session, ...rest } = isRpc ? (value as Record<string, unknown>) : {};
  return `${method} ${url} ${JSON.stringify(sorted(isRpc ? rest : value))}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([name, own]) => [name, sorted(own)] as const);
  return Object.fromEntries(pairs.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function pathOf(url: string): string {
  return url.replace(/\?.*$/s, "");
}

function toReply({ request, response }: RecordedExchange, body: string): Reply | undefined {
  if (response === null) return undefined;
  const bytes = bytesOf(withIdOf(body, response.body));
  if (bytes === undefined) {
    const error = `The answer to ${request.method} ${request.url} was too large to be recorded`;
    return json(501, { status: "error", http_status: 501, error });
  }
  const { "content-type": contentType = "application/json", "content-length": _size, ...headers } = response.headers;
  const sent = Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]);
  return { status: response.status, contentType: String(contentType), headers: Object.fromEntries(sent), body: bytes };
}

/** The recorded body in answer to this request: JSON-RPC gives each request its own `id` back. */
function withIdOf(request: string, recorded: RecordedBody): RecordedBody {
  if (recorded === null || !("json" in recorded)) return recorded;
  const { jsonrpc, params, id } = Object(parseJson(request));
  const { id: answered, result } = Object(recorded.json);
  if ((jsonrpc === undefined && params === undefined) || id === undefined || answered === undefined) return recorded;
  return result === undefined ? recorded : { json: { ...(recorded.json as object), id } };
}
