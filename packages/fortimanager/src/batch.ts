/**
 * Many operations in few requests.
 *
 * @module
 */

import { checkNumber, FortiError, isFortiError } from "@fortiweave/core";
import type { WriteOptions } from "./call-parameters.ts";
import type { Engine, RpcCall, RpcItem, RpcOutcome } from "./engine.ts";

/** How a batch is sent. */
export interface BatchOptions extends Omit<WriteOptions, "more"> {
  /** Most operations in one request. Default 500; with `createTask` all are in one. */
  readonly itemsPerRequest?: number;
  /** What it does. Default: `read` for `get`, else `write`. */
  readonly effect?: "read" | "write";
}

/** What became of one operation of a batch. */
export type BatchOutcome<Data = unknown> = BatchSuccess<Data> | BatchFailure;

/** An operation that went well. */
export interface BatchSuccess<Data = unknown> {
  /** Tells it from a failure. */
  readonly ok: true;
  /** The url of the operation. */
  readonly url: string;
  /** The `data` of its result. */
  readonly value: Data;
}

/** An operation that failed. */
export interface BatchFailure {
  /** Tells it from a success. */
  readonly ok: false;
  /** The url of the operation. */
  readonly url: string;
  /** Why. Its `reached` is `no` for what was not sent any more. */
  readonly error: FortiError;
}

/** Big enough to save requests, small enough for the memory of a small FortiManager. */
const ITEMS_PER_REQUEST = 500;

/**
 * Sends the items of a call in as few requests as they fit in, one after the other. When a later request fails as a whole,
 * its items fail with it, and what follows is not sent.
 */
export async function sendInChunks(engine: Engine, call: RpcCall, options: BatchOptions): Promise<RpcOutcomeOrError[]> {
  const size = checkNumber("itemsPerRequest", options.itemsPerRequest ?? ITEMS_PER_REQUEST, 1);
  const outcomes: RpcOutcomeOrError[] = [];
  for (let at = 0; at < call.items.length; at += size) {
    const items = call.items.slice(at, at + size);
    try {
      for (const outcome of await engine.sendMany({ ...call, items }, options)) outcomes.push(outcome);
    } catch (error) {
      if (!isFortiError(error) || outcomes.length === 0) throw error;
      const rest = call.items.slice(at + size);
      return [...outcomes, ...items.map(() => failed(error)), ...rest.map((item) => failed(notSent(item, error)))];
    }
  }
  return outcomes;
}

/** What became of an item: there is a result only where FortiManager answered. */
export type RpcOutcomeOrError =
  | RpcOutcome
  | { readonly ok: false; readonly error: FortiError; readonly result?: never };

function failed(error: FortiError): RpcOutcomeOrError {
  return { ok: false, error };
}

function notSent({ url }: RpcItem, cause: FortiError): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `Cannot complete the batch: ${url} was not sent, because a request before it failed (${cause.code})`,
    hint: "Send it again once that is mended",
    operation: cause.operation,
    reached: "no",
    cause,
  });
}
