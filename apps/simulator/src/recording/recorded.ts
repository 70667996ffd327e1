/**
 * What a recording holds: one exchange a line, as JSON.
 *
 * @module
 */

import { isUtf8 } from "node:buffer";

/** What took part in an exchange. */
export type Product = "FortiGate" | "FortiManager" | "FortiCloud";

/**
 * A body, so that exactly the same bytes come of it again: JSON where it is written as short as it can be, else text, else
 * base64. `omitted` is the size in bytes of one that was too large to be recorded. Null without a body.
 */
export type RecordedBody =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly omitted: number }
  | null;

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: RecordedBody;
}

export interface RecordedResponse {
  readonly status: number;
  /** By names in lower case. Those of the connection itself are not in it. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: RecordedBody;
}

/** A request and its answer, without secrets. */
export interface RecordedExchange {
  /** Name of the device: `fortigate-1`. */
  readonly device: string;
  readonly product: Product;
  /** `7.6.5` */
  readonly version: string;
  /** When the request came, in ISO 8601, by the device's clock. */
  readonly at: string;
  /** Until the answer was ready, in milliseconds of the device's clock. */
  readonly ms: number;
  readonly request: RecordedRequest;
  /** Null when there was no answer. */
  readonly response: RecordedResponse | null;
}

export function toRecordedBody(bytes: Buffer): RecordedBody {
  if (bytes.length === 0) return null;
  if (!isUtf8(bytes)) return { base64: bytes.toString("base64") };
  const text = bytes.toString();
  try {
    const json: unknown = JSON.parse(text);
    if (JSON.stringify(json) === text) return { json };
  } catch {
    // It is text then.
  }
  return { text };
}

/** The bytes of a body. Undefined: they were not recorded. */
export function bytesOf(body: RecordedBody): Buffer | undefined {
  if (body === null) return Buffer.alloc(0);
  if ("omitted" in body) return undefined;
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  return Buffer.from("text" in body ? body.text : JSON.stringify(body.json));
}
