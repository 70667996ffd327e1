/**
 * One object in the place of others: `merge` makes several one, `used objs` has a policy name others.
 *
 * @module
 */

import type { Answer, Entry } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import { segmentsOf } from "../../rpc/url.ts";
import type { Integrity } from "../references/integrity.ts";
import { isRecord, namesIn } from "../values/read-entry.ts";
import type { Change } from "./change.ts";

/** Everything that named the others names this one from now on, and the others go. */
export function merge({ target, operation, layer, location }: Change, integrity: Integrity): Answer {
  if (target.kind !== "entry" || location.steps.length > 0) throw invalidData();
  const names = namesIn(operation.item.merge);
  if (!names.includes(target.key)) throw invalidData();
  if (names.some((name) => target.collection.get(name) === undefined)) throw missing();
  for (const name of names.filter((own) => own !== target.key)) {
    layer.apply(integrity.follow(layer, location.table, location.schema, name, target.key));
    target.collection.remove(name);
  }
  return {};
}

/** The attributes of an entry, or those that are given, name `to` where they named `from`. */
export function replaceUsed({ target, operation }: Change): Answer {
  if (target.kind !== "entry") throw invalidData();
  const { attr, from, to } = Object(operation.item["used objs"]) as Entry;
  const name = typeof from === "string" ? segmentsOf(from).at(-1) : undefined;
  if (name === undefined) throw invalidData();
  const entry = target.slot.read();
  const asked = namesIn(attr);
  const changes = [...target.collection.node.fields.values()].flatMap((field) => {
    const own = entry[field.name];
    const isMeant = field.refs.length > 0 && (asked.length === 0 || asked.includes(field.name));
    if (!isMeant || !Array.isArray(own) || !own.includes(name)) return [];
    const next = own.flatMap((value) => (value === name ? namesIn(to) : [value]));
    return [[field.name, [...new Set(next)]] as const];
  });
  target.slot.write({ ...entry, ...Object.fromEntries(changes) });
  return {};
}

/** Whether an operation asks for either. */
export function asksForMerge({ method, item }: Change["operation"]): boolean {
  return method === "set" && Array.isArray(item.merge);
}

export function asksForReplacement({ method, item }: Change["operation"]): boolean {
  return method === "update" && isRecord(item["used objs"]);
}
