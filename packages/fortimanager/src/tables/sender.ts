/**
 * Sends the calls of one place.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import type { Engine, RpcItem, RpcMethod, RpcOutcome, RpcResult } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import type { Place } from "./place.ts";

/** What sends calls in a place. */
export interface Sender {
  /** Sends one item and answers its result. */
  send(method: RpcMethod, item: RpcItem, options: CallOptions): Promise<RpcResult>;
  /** Sends several items and answers what became of each. */
  sendMany(method: RpcMethod, items: readonly RpcItem[], options: CallOptions): Promise<readonly RpcOutcome[]>;
}

/** Makes it. */
export function senderIn(engine: Engine, { path, endpoint }: Place): Sender {
  const name = (method: RpcMethod) => ({ method, operation: `${path} ${method}`, endpoint }) as const;
  return {
    send: (method, item, options) => engine.send({ ...name(method), items: [item] }, options),
    sendMany: (method, items, options) => engine.sendMany({ ...name(method), items }, options),
  };
}

/** Refuses an object where a table is needed, and the other way round. */
export function checkKind({ kind, name }: Place, wanted: "table" | "object"): void {
  if ((kind === "object") === (wanted === "object")) return;
  throw wanted === "table"
    ? invalidInput(`${name} is an object`, "It has no entries: use object(path), which reads and writes it as a whole")
    : invalidInput(`${name} is a table`, "It has entries: use table(path)");
}
