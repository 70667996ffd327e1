/**
 * Compares values as JSON would carry them.
 *
 * @module
 */

import { isRecord } from "./is-record.ts";

/** Whether two values are the same as JSON, whatever the order of their keys. What is undefined is not there. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...Object.keys(a), ...Object.keys(b)].every((name) => sameJson(a[name], b[name]));
}
