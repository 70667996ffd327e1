/**
 * `move`: an entry before or after another one.
 *
 * @module
 */

import { invalidMethod, invalidParameter, missing } from "../../rpc/refusals.ts";
import type { Collection } from "../collection.ts";
import { alreadyThere } from "../refusals.ts";
import type { Position } from "../store/edit.ts";
import type { Verb } from "./change.ts";

export const move: Verb = ({ target, operation }) => {
  if (target.kind !== "entry") throw invalidMethod();
  const { option, target: neighbour } = operation.item;
  const where = Array.isArray(option) ? option[0] : option;
  if (where !== "before" && where !== "after") throw invalidParameter();
  if (typeof neighbour !== "string" && typeof neighbour !== "number") throw invalidParameter();
  moveTo(target.collection, target.key, { where, key: String(neighbour) });
  return {};
};

/** @throws RpcRefusal when one of the two is not there. */
export function moveTo(collection: Collection, key: string, position: Position): void {
  const entry = collection.get(key);
  if (entry === undefined || collection.get(position.key) === undefined) throw missing();
  if (position.key !== key) collection.put(key, entry, { position });
}

/** @throws RpcRefusal when an entry has the key already. */
export function checkFree(collection: Collection, key: string): void {
  if (collection.get(key) !== undefined) throw alreadyThere();
}
