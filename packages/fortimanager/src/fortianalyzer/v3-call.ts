/**
 * FortiAnalyzer's own dialect: JSON-RPC 2.0, with `apiver` 3 beside the url.
 *
 * @module
 */

import type { Effect, JsonValue } from "@fortiweave/core";
import type { RpcCall, RpcMethod } from "../engine.ts";

/** Parameters by wire name. Undefined ones are left out. */
export type V3Params = Readonly<Record<string, JsonValue | undefined>>;

/** One call in that dialect. */
export interface V3Call {
  readonly method: RpcMethod;
  /** With names in it. */
  readonly url: string;
  readonly params?: V3Params;
  /** In people's words. */
  readonly operation: string;
  /** Without names. */
  readonly endpoint: string;
  /** Default: `read` for `get`, else `write`. */
  readonly effect?: Effect;
  /** Whether it may be sent twice. Default: as for FortiManager. */
  readonly idempotent?: boolean;
  /** Values that must never be shown. */
  readonly secrets?: readonly string[];
}

/** A FortiAnalyzer that FortiManager manages, and that is to answer in its place. */
export interface Behind {
  /** The ADOM that it is in. */
  readonly adom: string;
  /** Its name there. */
  readonly name: string;
}

/** The call as the engine takes it. */
export function toRpcCall({ method, url, params, ...rest }: V3Call, behind?: Behind): RpcCall {
  const root = behind && { root: `deployment/proxy/adom/${behind.adom}/${behind.name}` };
  return { method, items: [{ url, apiver: 3, ...params }], envelope: { jsonrpc: "2.0", ...root }, ...rest };
}
