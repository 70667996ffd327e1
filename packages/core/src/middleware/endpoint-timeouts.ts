/**
 * Gives slow endpoints more time than the others, or quick ones less.
 *
 * @module
 */

import { checkNumber } from "../check-number.ts";
import type { Middleware } from "../types.ts";

/**
 * Sets the `timeoutMs` of requests that have none of their own, by where they go: `timeouts` holds milliseconds by area,
 * path or the beginning of one, such as `monitor/system/config/backup`, `cmdb/firewall` or `log`. The longest one that
 * fits counts.
 *
 * @throws FortiError INVALID_INPUT for a time that is no whole number from 1.
 *
 * @example
 * ```ts
 * import { endpointTimeouts, type Handler } from "@fortiweave/core";
 *
 * export const patient = (send: Handler): Handler =>
 *   endpointTimeouts({ "monitor/system/config/backup": 600_000, log: 120_000 })(send);
 * ```
 */
export function endpointTimeouts(timeouts: Readonly<Record<string, number>>): Middleware {
  const known = new Map(
    Object.entries(timeouts).map(([path, ms]) => [path, checkNumber(`timeouts["${path}"]`, ms, 1)]),
  );
  if (known.size === 0) return (next) => next;
  return (next) => (request) => {
    const timeoutMs = request.timeoutMs === undefined ? find(known, request.endpoint) : undefined;
    return next(timeoutMs === undefined ? request : { ...request, timeoutMs });
  };
}

/** What fits an endpoint, or the next one above it. */
function find(known: ReadonlyMap<string, number>, endpoint: string | undefined): number | undefined {
  for (let path = endpoint; path; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
    const timeoutMs = known.get(path);
    if (timeoutMs !== undefined) return timeoutMs;
  }
  return undefined;
}
