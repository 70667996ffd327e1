/**
 * Chooses operations.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { HttpMethod } from "../types.ts";
import type { OperationArea, OperationRecord } from "./record.ts";

/** Which operations. What is left out chooses all. */
export interface OperationFilter {
  /** True: only those that write. False: only those that do not. */
  readonly writes?: boolean;
  /** Only with one of these verbs. */
  readonly method?: HttpMethod | readonly HttpMethod[];
  /** Only in one of these branches of the API. */
  readonly area?: OperationArea | readonly OperationArea[];
  /** Only those that began then or later: a date, or a text that `Date` reads, such as `2026-11-05T10:00:00Z`. */
  readonly since?: Date | string;
}

/**
 * Makes the test for a filter.
 *
 * @throws FortiError INVALID_INPUT when `since` is no time.
 */
export function matches({ writes, method, area, since }: OperationFilter): (record: OperationRecord) => boolean {
  const methods = method === undefined ? undefined : [method].flat();
  const areas = area === undefined ? undefined : [area].flat();
  const from = since === undefined ? undefined : timeOf(since);
  return (record) =>
    (writes === undefined || writes === (record.effect === "write")) &&
    (methods === undefined || methods.includes(record.method)) &&
    (areas === undefined || areas.includes(record.area)) &&
    (from === undefined || Date.parse(record.timestamp) >= from);
}

function timeOf(since: Date | string): number {
  const time = new Date(since).getTime();
  if (!Number.isNaN(time)) return time;
  throw new FortiError({
    code: "INVALID_INPUT",
    message: `The filter since is no time: ${JSON.stringify(since)}`,
    hint: "Give a Date, or a time like 2026-11-05T10:00:00Z",
  });
}
