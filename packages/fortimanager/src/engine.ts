/**
 * What every part of the client works with: one FortiManager, reached through the pipeline.
 *
 * @module
 */

import type { Effect, FortiError, JsonValue, Logger, Runtime, SimulatedRequest } from "@fortiweave/core";
import type { RefusalListener } from "@fortiweave/core/client";
import type { RpcResult as RpcResultItem } from "@fortiweave/core/json-rpc";
import type { CallOptions } from "./types.ts";

/** The verbs of the JSON-RPC API. `execute` is FortiAnalyzer's. */
export type RpcMethod =
  | "get"
  | "add"
  | "set"
  | "update"
  | "replace"
  | "delete"
  | "clone"
  | "move"
  | "unset"
  | "exec"
  | "execute";

/** One operation: an item of `params`, with everything that stands beside its url. */
export interface RpcItem {
  /** With or without a slash in front: `pm/config/adom/root/obj/firewall/address`. Slashes in names are written `\/`. */
  readonly url: string;
  /** `data`, `filter`, `option`, `scope member`, ... by wire name. Undefined ones are left out. */
  readonly [name: string]: JsonValue | undefined;
}

/** One request: several operations of one verb. */
export interface RpcCall {
  /** The verb of all items. */
  readonly method: RpcMethod;
  /** At least one. */
  readonly items: readonly RpcItem[];
  /** In people's words, for audit lines and errors: `firewall/address add`. Default: the first url's template and the verb. */
  readonly operation?: string;
  /** For statistics, without keys. Default: the url's template. */
  readonly endpoint?: string;
  /** Default: `read` for `get`, else `write`. */
  readonly effect?: Effect;
  /** Whether it may be sent twice. Default: what reads, and what writes known entries without a task of its own. */
  readonly idempotent?: boolean;
  /** Has FortiManager carry it out as a task: the answer holds its number. */
  readonly createTask?: { readonly adom: string; readonly name?: string };
  /** What stands beside `params` in the envelope, such as `root`. */
  readonly envelope?: Readonly<Record<string, JsonValue>>;
  /** Values in the items that must never be shown. Those of fields that the catalogue calls secret are found anyway. */
  readonly secrets?: readonly string[];
  /** A client that simulates writes refuses this one: its answer is needed. Default false. */
  readonly needsAnswer?: boolean;
}

/** One entry of `result`, as it came; or what a client that simulates writes would have sent. */
export interface RpcResult extends RpcResultItem {
  /** Not from the device: the request that was not sent. */
  readonly simulated?: SimulatedRequest;
}

/** A whole answer. */
export interface RpcEnvelope {
  /** One result for each operation, in order. */
  readonly result: readonly RpcResult[];
  /** The number that the answer repeats. Absent: it was simulated. */
  readonly id?: number;
  /** Some answers tell the number of the session, which is the `lock_sid` of its locks. */
  readonly session?: number | string;
  /** Whatever else stands in it. */
  readonly [name: string]: unknown;
}

/** What became of one item of a request. */
export type RpcOutcome =
  | { readonly ok: true; readonly result: RpcResult }
  | { readonly ok: false; readonly error: FortiError; readonly result: RpcResult };

/** One FortiManager and its API. */
export interface Engine {
  readonly runtime: Runtime;
  /** Takes errors and warnings that are to be logged. */
  readonly logger: Logger | undefined;
  /** Whether writes are not sent, and answer what would have been. */
  readonly simulates: boolean;
  /** Puts on record what is refused before it is sent. */
  readonly refused: RefusalListener<string>;
  /** What holds for every call that does not say otherwise. */
  readonly defaults: CallOptions;
  /** Sends a call of one item and answers its result. Throws what the item says went wrong. */
  send(call: RpcCall, options?: CallOptions): Promise<RpcResult>;
  /**
   * Sends a call and answers what became of each of its items, in order, also where there is only one. Throws what befell
   * the request as a whole.
   */
  sendMany(call: RpcCall, options?: CallOptions): Promise<readonly RpcOutcome[]>;
  /** Sends a call and answers the whole envelope. Throws as {@link send} does for one item; of several, each has its status. */
  exchange(call: RpcCall, options?: CallOptions): Promise<RpcEnvelope>;
  /** The version, such as `7.6.4`: asked for once, when it is first needed, and kept. */
  version(options?: CallOptions): Promise<string>;
  /** The version as far as it is known by now. */
  readonly knownVersion: string | undefined;
  /** How many sessions the client has had so far. A lock of an earlier one may be gone. Always 1 with an API key. */
  readonly sessionNumber: number;
  /** Has `work` done before the client signs out. Answers how to take that back. */
  beforeClose(work: () => Promise<void>): () => void;
  /** The same engine without defaults, for what must be done even when the caller's signal has been aborted. */
  readonly unattended: Engine;
  /** The same engine, which sends no write and answers what it would send. For dry runs. */
  readonly simulating: Engine;
  /** The same engine with other defaults. */
  with(defaults: CallOptions): Engine;
}
