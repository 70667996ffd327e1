/**
 * Writes the envelope of a JSON-RPC request as FortiManager and FortiAnalyzer read it.
 *
 * @module
 */

import { isJsonObject } from "../json-object.ts";
import type { DeviceRequest, JsonValue } from "../types.ts";

/** Where JSON-RPC is spoken. */
export const RPC_PATH = "/jsonrpc";

/** One operation, with everything that stands beside its url by wire name. Undefined values are left out. */
export interface RpcParams {
  /** The url, with or without a slash in front. */
  readonly url: string;
  /** `data`, `filter`, `option`, ... */
  readonly [name: string]: JsonValue | undefined;
}

/** One request: operations of one verb. */
export interface RpcRequest {
  /** What the answer is told from others by. */
  readonly id: number;
  /** The verb of all operations: `get`. */
  readonly method: string;
  /** At least one. */
  readonly params: readonly RpcParams[];
  /** Has the device carry it out as a task. */
  readonly createTask?: { readonly adom: string; readonly name?: string } | undefined;
  /** What stands beside `params`, such as `root`; `jsonrpc: "2.0"` is FortiAnalyzer's own dialect. */
  readonly envelope?: Readonly<Record<string, JsonValue>> | undefined;
}

/** The body of a request. Options come and go by name (`verbose`), unless the envelope says otherwise. */
export function writeEnvelope({ id, method, params, createTask, envelope }: RpcRequest): JsonValue {
  return {
    id,
    method,
    // What is undefined in an operation JSON leaves out.
    params: params as readonly JsonValue[],
    verbose: 1,
    ...(createTask && { "create task": createTask }),
    ...envelope,
  };
}

/** What was sent, as far as an answer is checked against it. Undefined for a body of another kind. */
export function readEnvelope({ body }: DeviceRequest): SentRpc | undefined {
  if (!isJsonObject(body) || !Array.isArray(body.params)) return undefined;
  return body as unknown as SentRpc;
}

/** A body that {@link writeEnvelope} has made. */
export interface SentRpc {
  /** What the answer must repeat. */
  readonly id: JsonValue;
  /** The verb. */
  readonly method: string;
  /** The operations. */
  readonly params: readonly RpcParams[];
  /** The key of a session. */
  readonly session?: JsonValue;
  /** `2.0` for FortiAnalyzer's own dialect. */
  readonly jsonrpc?: JsonValue;
  /** Set when a task was asked for. */
  readonly "create task"?: JsonValue;
}

/** A copy of the request that carries the key of a session. */
export function carrySession(request: DeviceRequest, key: string): DeviceRequest {
  const { body, secrets = [] } = request;
  return { ...request, body: { ...(isJsonObject(body) ? body : {}), session: key }, secrets: [...secrets, key] };
}
