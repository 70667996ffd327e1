/**
 * Knows which calls leave the same behind when they are sent twice.
 *
 * @module
 */

import { fortimanager } from "@fortiweave/catalog/fortimanager";
import type { RpcCall, RpcItem, RpcMethod } from "./engine.ts";

const REPEATABLE: ReadonlySet<RpcMethod> = new Set(["get", "set", "update", "replace", "delete", "unset"]);

/**
 * Whether a call may be sent again when nobody knows if it arrived. A task that is asked for twice runs twice. A `set` of
 * an entry without a key, such as a policy without its number, makes a new one each time.
 */
export function isRepeatable({ method, items, effect, createTask }: RpcCall): boolean {
  if (effect === "read") return true;
  if (createTask !== undefined || !REPEATABLE.has(method)) return false;
  return method !== "set" || items.every(hasKeys);
}

/** Whether it is known which entries a `set` writes. */
function hasKeys({ url, data }: RpcItem): boolean {
  const target = fortimanager.resolveUrl(url, "set");
  if (target === undefined || target.row.area !== "object" || target.rest.length > 0) return false;
  const { kind, mkey } = target.row;
  if (kind !== "table" || target.key !== undefined) return true;
  return mkey !== undefined && [data].flat().every((entry) => isKey(Object(entry)[mkey]));
}

/** FortiManager takes 0 and an empty text for a key that it is to choose. */
function isKey(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== 0 && value !== "0";
}
