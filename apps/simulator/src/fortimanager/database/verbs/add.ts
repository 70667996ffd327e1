/**
 * `add`: a new entry, several, or values added to a list.
 *
 * @module
 */

import { invalidMethod } from "../../rpc/refusals.ts";
import type { Collection } from "../collection.ts";
import { alreadyThere } from "../refusals.ts";
import { keyOf } from "../schema/keys.ts";
import { addValues } from "./attribute.ts";
import { answerFor, type Change, create, rawEntries, type Verb, withUrlKey } from "./change.ts";
import { writeObject } from "./update.ts";

export const add: Verb = (change) => {
  const { target, operation, location } = change;
  const { data } = operation;
  switch (target.kind) {
    case "table":
      return answerFor(
        data,
        rawEntries(data).map((raw) => addTo(change, target.collection, raw)),
      );
    case "entry":
      if (target.collection.get(target.key) !== undefined) throw alreadyThere();
      return answerFor(
        data,
        rawEntries(data).map((raw) => addTo(change, target.collection, withUrlKey(target.collection, target.key, raw))),
      );
    case "attribute":
      return addValues(change, target);
    default:
      // A few objects, such as the schedule of a package, are there or not.
      if (location.methods?.includes("set")) throw invalidMethod();
      return writeObject(change, target.slot, "overwrite");
  }
};

function addTo(
  change: Change,
  collection: Collection,
  raw: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const key = keyOf(collection.node.key, raw);
  if (key !== undefined && key !== "" && collection.get(key) !== undefined) throw alreadyThere();
  return create(change, collection, raw);
}
