/**
 * `delete`: one entry, those that a filter takes, all, or values of a list.
 *
 * @module
 */

import { invalidMethod, missing } from "../../rpc/refusals.ts";
import { readFilter } from "../query/filter.ts";
import { removeValues } from "./attribute.ts";
import type { Change, Verb } from "./change.ts";

export const remove: Verb = (change) => {
  const { target, operation, layer, location } = change;
  switch (target.kind) {
    case "entry":
      if (target.collection.get(target.key) === undefined) throw missing();
      target.collection.remove(target.key);
      return {};
    case "table":
      for (const key of keysMeant(change)) target.collection.remove(key);
      return {};
    case "attribute":
      return removeValues(change, target);
    default:
      if (operation.data !== undefined || location.steps.length > 0) throw invalidMethod();
      if (layer.get(location.table, "") === undefined) throw missing();
      layer.apply([{ table: location.table, key: "", entry: undefined }]);
      return {};
  }
};

/** A table is not emptied by mistake: what a filter takes, and all the more everything, has to be confirmed. */
function keysMeant({ target, operation }: Change): readonly string[] {
  if (target.kind !== "table") return [];
  const { collection } = target;
  const { filter, confirm } = operation.item;
  if (confirm !== 1) throw invalidMethod();
  const takes = readFilter(collection.node, filter);
  return [...collection.rows()].filter(([, entry]) => takes(entry)).map(([key]) => key);
}
