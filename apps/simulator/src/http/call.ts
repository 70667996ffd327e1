/**
 * One request, taken apart and signed in.
 *
 * @module
 */

import type { Principal } from "../device/tokens.ts";
import type { Query } from "./url.ts";

export interface Call {
  readonly method: string;
  /** What follows `/api/v2/{area}/`, decoded. */
  readonly segments: readonly string[];
  readonly query: Query;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly principal: Principal;
  /** Where it comes from. */
  readonly remoteAddress: string;
  /** Of the transaction that the request belongs to. */
  readonly transactionId: number | undefined;
}

/** A body as an object: absent, `null` and `""` count as an empty one. Undefined when it is something else. */
export function bodyObject(body: unknown): Record<string, unknown> | undefined {
  if (body === undefined || body === null || body === "") return {};
  return typeof body === "object" && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
}
