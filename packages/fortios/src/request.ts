/**
 * Builds the requests of the FortiOS REST API.
 *
 * @module
 */

import type { DeviceRequest, Effect, FortiError, HttpMethod, JsonValue } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { checkPath, checkScope, checkVdom, encodeMkey, type Mkey } from "./encode.ts";
import { mergeOptions } from "./merge-options.ts";
import type { BaseOptions, CallOptions } from "./types.ts";
import { isForVdoms, type VdomsOptions, writeVdoms } from "./vdoms.ts";

/** One call, in the API's own terms. */
export interface Call {
  readonly area: "cmdb" | "monitor" | "log" | "service";
  /** What follows the area: `firewall/address`. Empty: the area itself. */
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
  readonly files?: readonly string[];
  readonly expect?: "json" | "bytes" | "stream";
  readonly secrets?: readonly string[];
  /** A client that simulates writes refuses this one: its answer is needed. Default false. */
  readonly needsAnswer?: boolean;
  /** May be for several VDOMs, whose answers come as a list of envelopes. Default false. */
  readonly manyVdoms?: boolean;
}

/**
 * The request for a call. What its options leave open the defaults decide.
 *
 * @throws FortiError INVALID_INPUT for a path, key or VDOM that could address something else, and for several VDOMs where
 * the call does not allow them.
 */
export function buildRequest(call: Call, given: CallOptions | VdomsOptions, defaults: CallOptions): DeviceRequest {
  const options = mergeOptions(given, defaults);
  const { area, path, segments = [], action, method, body, files, expect, secrets, needsAnswer } = call;
  const operation = `${path === "" ? area : `${area} ${checkPath(path)}`} ${action}`;
  const query = [...scopeQuery(options, call, operation), ...(call.query ?? [])];
  return {
    operation,
    endpoint: path === "" ? area : `${area}/${path}`,
    effect: call.effect ?? (method === "GET" ? "read" : "write"),
    idempotent: call.idempotent ?? method !== "POST",
    method,
    path: [
      "/api/v2",
      area,
      ...(path === "" ? [] : [path]),
      ...segments.map((segment) => encodeMkey(segment, path)),
    ].join("/"),
    ...(query.length > 0 && { query }),
    ...(body !== undefined && { body }),
    ...(files !== undefined && { files }),
    ...(expect !== undefined && { expect }),
    ...(needsAnswer && { needsAnswer }),
    ...(secrets !== undefined && secrets.length > 0 && { secrets }),
    ...limitsOf(options),
  };
}

/** What may end a request early. */
export function limitsOf({
  signal,
  timeoutMs,
  totalTimeoutMs,
}: BaseOptions): Pick<DeviceRequest, "signal" | "timeoutMs" | "totalTimeoutMs"> {
  return {
    ...(signal !== undefined && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
  };
}

/** An answer for several VDOMs holds several tables in one, so whoever is not ready for that must not get it. */
function scopeQuery(
  options: CallOptions | VdomsOptions,
  { manyVdoms = false, method }: Call,
  operation: string,
): [string, string][] {
  const query: [string, string][] = [];
  if (isForVdoms(options)) {
    if (!manyVdoms) throw onlyOneVdom(operation, method);
    query.push(["vdom", writeVdoms(options.vdom)]);
  } else if (options.vdom !== undefined) {
    query.push(["vdom", checkVdom(options.vdom)]);
  }
  if (options.scope !== undefined) query.push(["scope", checkScope(options.scope)]);
  return query;
}

function onlyOneVdom(operation: string, method: HttpMethod): FortiError {
  return invalidInput(
    `Cannot complete "${operation}" in several VDOMs at once`,
    method === "GET"
      ? "Ask one VDOM after the other; list and get can ask several"
      : "Nothing was sent; write to one VDOM after the other",
  );
}
