/**
 * Lists in an entry, at a url of their own: values are added and removed without touching the others.
 *
 * @module
 */

import type { Answer } from "../../parts.ts";
import { invalidData, invalidMethod } from "../../rpc/refusals.ts";
import { type Slot, withValue } from "../collection.ts";
import type { FieldSpec } from "../schema/node.ts";
import { readValue } from "../values/read-value.ts";
import type { Change, Verb } from "./change.ts";

interface Attribute {
  readonly slot: Slot;
  readonly field: FieldSpec;
}

export function addValues(change: Change, attribute: Attribute): Answer {
  return changeList(change, attribute, (own, given) => {
    const known = new Set(own.map(identity));
    return [...own, ...given.filter((value) => !known.has(identity(value)))];
  });
}

export function removeValues(change: Change, attribute: Attribute): Answer {
  return changeList(change, attribute, (own, given) => {
    const gone = new Set(given.map(identity));
    return own.filter((value) => !gone.has(identity(value)));
  });
}

function changeList(
  { operation }: Change,
  { slot, field }: Attribute,
  combine: (own: readonly unknown[], given: readonly unknown[]) => readonly unknown[],
): Answer {
  if (!field.list || field.network) throw invalidMethod();
  const given = readValue(field, operation.data, undefined);
  if (!Array.isArray(given)) throw invalidData();
  const entry = slot.read();
  const own = entry[field.name];
  const next = combine(Array.isArray(own) ? own : [], given);
  slot.write(withValue(entry, field.name, next.length === 0 ? undefined : next));
  return {};
}

/** Two members are the same when they name the same device and VDOM. */
function identity(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { name, vdom } = value as Readonly<Record<string, unknown>>;
  return `${name}\n${vdom ?? ""}`;
}

/** `unset`: a field goes back to its default, a child table becomes empty. */
export const unset: Verb = ({ target }) => {
  if (target.kind === "table") {
    for (const key of [...target.collection.rows().keys()]) target.collection.remove(key);
    return {};
  }
  if (target.kind === "object") {
    target.slot.write({});
    return {};
  }
  if (target.kind !== "attribute" || target.field.name === target.slot.node.key) throw invalidMethod();
  target.slot.write(withValue(target.slot.read(), target.field.name, undefined));
  return {};
};
