/**
 * The request that ended last, shown so that it gives nothing away.
 *
 * @module
 */

import type { FortiErrorCode } from "../errors.ts";
import { createScrubber, REDACTED } from "../redact.ts";
import type { DeviceRequest, HttpMethod } from "../types.ts";

/** One request that is over, retries included. */
export interface LastRequest {
  /** What was done: `cmdb firewall/address list`. */
  readonly operation: string;
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** The endpoint without keys: `cmdb/firewall/address`. */
  readonly endpoint: string;
  /**
   * Query pairs in order. Values are shown of parameters that are the API's own, such as `vdom` or `count`; of any other,
   * which could hold anything, stands `[redacted]`.
   */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** When it began, in milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds from begin to end. */
  readonly durationMs: number;
  /** HTTP status. Undefined when nothing was answered. */
  readonly status: number | undefined;
  /** Why it failed; `OTHER` is what is no FortiError. Undefined when it did not. */
  readonly code: FortiErrorCode | "OTHER" | undefined;
}

/** How a request ended. */
export type Ending = Pick<LastRequest, "at" | "durationMs" | "status" | "code">;

/** Keeps the last request. */
export interface LastRequestKeeper {
  keep(request: DeviceRequest, ending: Ending): void;
  /** What is shown is only worked out here. */
  show(): LastRequest | undefined;
}

/** Makes a keeper, which shows the values of the parameters with these names. It holds on to no body and no signal. */
export function createLastRequest(shown: ReadonlySet<string>): LastRequestKeeper {
  let last: { readonly request: Kept; readonly ending: Ending } | undefined;
  return {
    keep({ operation, endpoint, method, query, secrets }, ending) {
      last = { request: { operation, endpoint, method, query, secrets }, ending };
    },
    show: () => last && show(last.request, last.ending, shown),
  };
}

type Kept = {
  [Key in "operation" | "endpoint" | "method" | "query" | "secrets"]: DeviceRequest[Key] | undefined;
} & Pick<DeviceRequest, "operation" | "method">;

function show(
  { operation, endpoint = operation, method, query = [], secrets }: Kept,
  ending: Ending,
  shown: ReadonlySet<string>,
): LastRequest {
  const scrub = createScrubber(secrets);
  return {
    operation: scrub(operation),
    method,
    endpoint: scrub(endpoint),
    query: query.map(([name, value]) => [name, shown.has(name) ? scrub(value) : REDACTED]),
    ...ending,
  };
}
