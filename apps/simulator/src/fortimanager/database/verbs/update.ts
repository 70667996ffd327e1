/**
 * `set`, `update` and `replace`: they differ in what they do to child tables, and where there is no entry yet.
 *
 * @module
 */

import type { Answer } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import { type Collection, type Slot, withValue } from "../collection.ts";
import { keyOf } from "../schema/keys.ts";
import { type ChildRule, readEntry, readInside } from "../values/read-entry.ts";
import { answerFor, type Change, create, keyIn, rawEntries, type Verb, withUrlKey } from "./change.ts";
import { checkFree, moveTo } from "./position.ts";

/** Creates or changes; a child table that is given takes the place of the one that was there. */
export const set: Verb = (change) => write(change, "overwrite", true);

/** Changes what is there; rows of child tables are changed and added. */
export const update: Verb = (change) => write(change, "merge", false);

/** Changes what is there; child tables hold only what is given. */
export const replace: Verb = (change) => write(change, "clear", false);

function write(change: Change, rule: ChildRule, creates: boolean): Answer {
  const { target, operation } = change;
  const { data } = operation;
  switch (target.kind) {
    case "table":
      return answerFor(
        data,
        rawEntries(data).map((raw) => writeRow(change, target.collection, raw, rule, creates)),
      );
    case "entry":
      return answerFor(
        data,
        rawEntries(data).map((raw) => writeEntry(change, target.collection, target.key, raw, rule, creates)),
      );
    case "object":
      return writeObject(change, target.slot, rule);
    default: {
      const entry = target.slot.read();
      const { name } = target.field;
      const value = readInside(target.field, data, entry[name], rule, change.stamps);
      target.slot.write(withValue(entry, name, value));
      return {};
    }
  }
}

/** The url is that of the table: the data says which entry is meant. */
function writeRow(
  change: Change,
  collection: Collection,
  raw: Readonly<Record<string, unknown>>,
  rule: ChildRule,
  creates: boolean,
): Record<string, unknown> {
  const key = keyOf(collection.node.key, raw);
  if (key === undefined || key === "") {
    if (creates) return create(change, collection, raw);
    throw missing();
  }
  return writeEntry(change, collection, key, raw, rule, creates);
}

function writeEntry(
  change: Change,
  collection: Collection,
  key: string,
  raw: Readonly<Record<string, unknown>>,
  rule: ChildRule,
  creates: boolean,
): Record<string, unknown> {
  const before = collection.get(key);
  if (before === undefined) {
    if (!creates) throw missing();
    return create(change, collection, withUrlKey(collection, key, raw));
  }
  const { node } = collection;
  const next = readEntry(node, raw, before, rule, change.stamps);
  const own = keyOf(node.key, next) ?? key;
  if (own !== key) checkFree(collection, own);
  collection.put(own, next, { ...(own === key ? {} : { from: key }) });
  const [where, neighbour] = Array.isArray(raw["object position"]) ? raw["object position"] : [];
  if (where === "before" || where === "after") moveTo(collection, own, { where, key: String(neighbour) });
  return keyIn(node.key, next);
}

export function writeObject({ operation, stamps }: Change, slot: Slot, rule: ChildRule): Answer {
  for (const raw of rawEntries(operation.data)) slot.write(readEntry(slot.node, raw, slot.read(), rule, stamps));
  return {};
}
