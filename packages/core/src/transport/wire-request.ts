/**
 * Writes a request as it goes over the wire, the same for every transport.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import { FortiError } from "../errors.ts";
import type { DeviceRequest, HttpMethod, JsonValue } from "../types.ts";
import type { Endpoint } from "./options.ts";

/** A request in the words of HTTP. */
export interface WireRequest {
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Path and query: what stands in the request line. */
  readonly target: string;
  /** Header names in lower case. */
  readonly headers: Record<string, string>;
  /** JSON text, or text of the request's own. */
  readonly body: string | undefined;
  /** Longest time in milliseconds for this attempt. */
  readonly timeoutMs: number;
  /** Longest silence in milliseconds while the device is to answer. */
  readonly readTimeoutMs: number;
}

/** What RFC 3986 lets stand in a path. Anything else must be percent-encoded, or a URL parser would change it. */
const PATH = /^(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)+$/i;
/** URL parsers resolve these, also in their encoded forms, and so would call another path. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Writes `request` for `endpoint`. Throws INVALID_INPUT for what cannot be sent exactly as it is: a path that is not
 * encoded or that a URL parser would shorten, a header that is none, a GET with a body, two bodies, a body that is not JSON.
 */
export function writeRequest(endpoint: Endpoint, request: DeviceRequest): WireRequest {
  const { method, body, text } = request;
  const target = writeTarget(request);
  if (body !== undefined && text !== undefined)
    throw refuse(request, "it has a body and a text, of which only one fits");
  if (method === "GET" && (body !== undefined || text !== undefined)) throw refuse(request, "a GET has no body");

  const headers: Record<string, string> = { "user-agent": endpoint.userAgent, ...request.headers };
  if (text !== undefined) headers["content-type"] = text.type;
  if (body !== undefined) headers["content-type"] ??= "application/json";
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value))
      throw refuse(request, `its header "${name}" is not valid`);
  }
  const timeoutMs = checkNumber("timeoutMs", request.timeoutMs ?? endpoint.timeoutMs, 1);
  return {
    method,
    target: endpoint.prefix + target,
    headers,
    body: body === undefined ? text?.content : toJson(body, request),
    timeoutMs,
    // Who gives one request more time expects that the device thinks it over in silence.
    readTimeoutMs:
      request.timeoutMs === undefined ? endpoint.readTimeoutMs : Math.max(timeoutMs, endpoint.readTimeoutMs),
  };
}

/**
 * Path and query of a request, encoded as every transport sends them. Throws INVALID_INPUT for a path that is not encoded or
 * that a URL parser would shorten, and for a query that no URL can carry.
 */
export function writeTarget(request: DeviceRequest): string {
  const { path, query = [] } = request;
  if (!PATH.test(path)) throw refuse(request, "its path is not percent-encoded");
  if (DOT_SEGMENT.test(path)) throw refuse(request, 'its path has a "." or ".." of its own, which no URL can carry');
  const pairs = query.map(([name, value]) => `${encode(name, request)}=${encode(value, request)}`);
  return path + (pairs.length === 0 ? "" : `?${pairs.join("&")}`);
}

/** Callers without a compiler can give what JSON cannot carry: a BigInt, or an object that holds itself. */
function toJson(body: JsonValue, request: DeviceRequest): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw refuse(request, "its body holds a value that JSON cannot carry");
  }
}

/** The apostrophe too: URL parsers encode it in a query, and every transport shall send the same. */
function encode(text: string, request: DeviceRequest): string {
  if (!text.isWellFormed()) throw refuse(request, "its query holds half a character (an unpaired surrogate)");
  return encodeURIComponent(text).replaceAll("'", "%27");
}

function refuse(request: DeviceRequest, why: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `Cannot send "${request.operation}": ${why}`, request });
}
