/**
 * Which tasks a list shows, and what of them.
 *
 * @module
 */

import { listEntries } from "../database/query/list.ts";
import type { Node } from "../database/schema/node.ts";
import type { Entry, Operation } from "../parts.ts";

/** Filters and sortings go by what is shown. */
const NODE: Node = {
  kind: "table",
  key: "id",
  fields: new Map(),
  open: true,
  defaults: {},
  plainDefaults: {},
  secret: false,
  refs: new Set(),
};

/** The numbers of the tasks that an item asks for. @param shown All of them, with words for their states. */
export function pickTasks(shown: readonly Entry[], item: Operation["item"]): number[] {
  const rows = new Map(shown.map((entry) => [String(entry.id), entry]));
  return listEntries(NODE, rows, item).map(({ id }) => Number(id));
}

/** The fields that are asked for, the number always; without lines where `loadsub` says so. */
export function selectFields(entry: Entry, { fields, loadsub }: Operation["item"]): Entry {
  const names = Array.isArray(fields) && fields.length > 0 ? ["id", ...fields] : Object.keys(entry);
  return Object.fromEntries(
    names.filter((name) => loadsub !== 0 || name !== "line").map((name) => [name, entry[name]]),
  );
}
