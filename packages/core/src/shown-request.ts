/**
 * What people may see of a request.
 *
 * @module
 */

import { isJsonObject } from "./json-object.ts";
import { createScrubber, scrubJson } from "./redact.ts";
import type { DeviceRequest, HttpMethod, JsonValue } from "./types.ts";

/** A request without its headers, its secrets and its files. */
export interface ShownRequest {
  readonly operation: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly target?: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** With the size of a file in place of the file. */
  readonly body?: JsonValue;
}

/** Takes out of a request what nobody may see. */
export function showRequest(request: DeviceRequest): ShownRequest {
  const { operation, method, path, target, query, body, files = [], secrets } = request;
  const scrub = createScrubber(secrets);
  return {
    operation: scrub(operation),
    method,
    path: scrub(path),
    ...(target !== undefined && { target: scrub(target) }),
    ...(query && { query: query.map(([name, value]) => [name, scrub(value)] as const) }),
    ...(body !== undefined && { body: scrubJson(withoutFiles(body, files), scrub) }),
  };
}

function withoutFiles(body: JsonValue, files: readonly string[]): JsonValue {
  if (files.length === 0 || !isJsonObject(body)) return body;
  const shown = Object.entries(body).map(([name, value]) => [
    name,
    files.includes(name) ? sizeOf(String(value)) : value,
  ]);
  return Object.fromEntries(shown);
}

/** Base64 writes three bytes as four characters, and fills the last four up. */
function sizeOf(base64: string): string {
  const filling = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return `[file of ${(base64.length / 4) * 3 - filling} bytes]`;
}
