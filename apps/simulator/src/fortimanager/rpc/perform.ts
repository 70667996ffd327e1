/**
 * Carries one item out.
 *
 * @module
 */

import { fortimanager as catalogue, isInVersion } from "@fortiweave/catalog/fortimanager";
import type { Answer, Database, Operation } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import type { GenericCalls } from "../system/generic.ts";
import { type Item, type RpcResult, refusal, success } from "./envelope.ts";
import { isUrl } from "./items.ts";
import { checkPermission } from "./permissions.ts";
import { internalError, invalidMethod, invalidUrl } from "./refusals.ts";
import { type FindRoute, segmentsOf } from "./url.ts";

export interface PerformPorts {
  readonly version: string;
  readonly database: Database;
  readonly findRoute: FindRoute;
  readonly generic: GenericCalls;
}

const METHODS: ReadonlySet<string> = new Set([
  "get",
  "add",
  "set",
  "update",
  "replace",
  "delete",
  "clone",
  "move",
  "unset",
  "exec",
]);

/** What an item is to be carried out with. */
export type Caller = Pick<Operation, "session" | "method" | "verbose">;

/** Throws an RpcRefusal when the answer is no. */
export type Perform = (caller: Caller, item: Item) => Promise<Answer>;

export function createPerform({ version, database, findRoute, generic }: PerformPorts): Perform {
  return async (caller, item) => {
    const { method } = caller;
    const url = isUrl(item.url) ? item.url : "";
    const segments = segmentsOf(url);
    if (!METHODS.has(method)) throw invalidMethod();
    if (segments.length === 0) throw invalidUrl();
    const operation: Operation = { ...caller, segments, item, data: item.data };
    await checkPermission(database, operation);
    const target = catalogue.resolveUrl(url, method);
    const isCall = target?.row.area === "call";
    if (isCall && !isInVersion(await generic.versionsOf(target.row.path, method), version)) throw invalidUrl();
    const route = findRoute(method, segments);
    if (route !== undefined) return route.work(operation, route.params);
    return isCall ? generic.answer(operation, target.row) : database.serve(operation);
  };
}

/** The entry of `result` for what came of an item. */
export async function resultOf(work: Promise<Answer>, url: unknown): Promise<RpcResult> {
  const echo = typeof url === "string" ? url : undefined;
  try {
    return success(await work, echo);
  } catch (error) {
    if (error instanceof RpcRefusal) return refusal(error, echo);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return refusal(internalError(), echo);
  }
}
