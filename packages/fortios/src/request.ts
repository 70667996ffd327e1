/**
 * Builds the requests of the FortiOS REST API.
 *
 * @module
 */

import type { DeviceRequest, Effect, HttpMethod, JsonValue } from "@fortiweave/core";
import { checkPath, checkVdom, encodeMkey, type Mkey } from "./encode.ts";
import type { CallOptions } from "./types.ts";

/** One call, in the API's own terms. */
export interface Call {
  readonly area: "cmdb" | "monitor" | "log" | "service";
  /** What follows the area: `firewall/address`. */
  readonly path: string;
  /** What follows the path, not yet encoded: the key of an entry, a child table, the key of its entry. */
  readonly segments?: readonly Mkey[];
  /** The last words of the operation: `create`, `member add`. */
  readonly action: string;
  readonly method: HttpMethod;
  /** Default: `read` for GET, else `write`. */
  readonly effect?: Effect;
  /** Default: true for all but POST. */
  readonly idempotent?: boolean;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: JsonValue;
  readonly expect?: "json" | "bytes";
  readonly secrets?: readonly string[];
}

/**
 * The request for a call.
 *
 * @throws FortiError INVALID_INPUT for a path, key or VDOM that could address something else.
 */
export function buildRequest(call: Call, options: CallOptions, defaultVdom: string | undefined): DeviceRequest {
  const { area, path, segments = [], action, method, body, expect, secrets } = call;
  const table = `${area} ${checkPath(path)}`;
  const query = [...scopeQuery(options, defaultVdom), ...(call.query ?? [])];
  return {
    operation: `${table} ${action}`,
    effect: call.effect ?? (method === "GET" ? "read" : "write"),
    idempotent: call.idempotent ?? method !== "POST",
    method,
    path: ["/api/v2", area, path, ...segments.map((segment) => encodeMkey(segment, path))].join("/"),
    ...(query.length > 0 && { query }),
    ...(body !== undefined && { body }),
    ...(expect !== undefined && { expect }),
    ...(secrets !== undefined && secrets.length > 0 && { secrets }),
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
  };
}

/** A call with global scope leaves the client's VDOM out: the two contradict each other. */
function scopeQuery({ vdom, scope }: CallOptions, defaultVdom: string | undefined): [string, string][] {
  const name = vdom ?? (scope === "global" ? undefined : defaultVdom);
  const query: [string, string][] = [];
  if (name !== undefined) query.push(["vdom", checkVdom(name)]);
  if (scope !== undefined) query.push(["scope", scope]);
  return query;
}
