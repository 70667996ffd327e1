/**
 * The calls that begin, end and show transactions.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { Engine } from "../engine.ts";
import { type Envelope, isRecord, rowsIn } from "../envelope.ts";
import type { Call } from "../request.ts";
import type { CallOptions } from "../types.ts";
import type { OpenTransaction } from "./transaction.ts";

/** Of every request that belongs to a transaction. */
export const TRANSACTION_HEADER = "x-transaction-id";

/** Begins one, and answers its number: 0 when the write was only simulated. Never sent twice. */
export async function start(engine: Engine, timeoutSeconds: number): Promise<number> {
  const envelope = await engine.send(post("start", { timeout: timeoutSeconds }), {});
  if (envelope.simulated !== undefined) return 0;
  const id = isRecord(envelope.results) ? idOf(envelope.results) : undefined;
  if (id !== undefined) return id;
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: "The device began a transaction and did not say its number",
    hint: `Nothing is lost: it discards the empty transaction after ${timeoutSeconds} seconds`,
    reached: "yes",
  });
}

/** Ends one. Never sent twice. */
export async function end(engine: Engine, by: "commit" | "abort", id: number, options: CallOptions): Promise<void> {
  await engine.send(post(by, { "transaction-id": id }), options);
}

/** All that the device has open. */
export async function list(engine: Engine, options: CallOptions): Promise<OpenTransaction[]> {
  return rowsIn(await engine.send(get("list"), options)).flatMap(toOpen);
}

/** What one has changed, as lines of the command line. */
export async function show(engine: Engine, id: number, options: CallOptions): Promise<string[]> {
  const { results }: Envelope = await engine.send(get("show", ["transaction-id", String(id)]), options);
  return [results].flat().filter((line) => typeof line === "string");
}

function post(action: string, body: NonNullable<Call["body"]>): Call {
  return { ...get(action), method: "POST", body };
}

function get(action: string, ...query: readonly (readonly [name: string, value: string])[]): Call {
  const words: Call["query"] = [["action", `transaction-${action}`], ...query];
  return { area: "cmdb", path: "", action: `transaction ${action}`, method: "GET", query: words };
}

function toOpen(details: Readonly<Record<string, unknown>>): OpenTransaction[] {
  const id = idOf(details);
  const { vdom, timeout } = details;
  if (id === undefined) return [];
  return [
    {
      id,
      ...(typeof vdom === "string" && { vdom }),
      ...(typeof timeout === "number" && { timeoutSeconds: timeout }),
      details,
    },
  ];
}

/** Devices spell its name in two ways. */
function idOf(row: Readonly<Record<string, unknown>>): number | undefined {
  const id = Number(row["transaction-id"] ?? row.transaction_id);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
