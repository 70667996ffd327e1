/**
 * Tells the objects among the values of JSON.
 *
 * @module
 */

import type { JsonValue } from "./types.ts";

/** Neither a list nor null. */
export function isJsonObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
