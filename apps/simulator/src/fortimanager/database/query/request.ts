/**
 * What a `get` asks for beside its url.
 *
 * @module
 */

import type { Entry, Operation } from "../../parts.ts";
import { invalidParameter } from "../../rpc/refusals.ts";
import type { Target } from "../collection.ts";
import type { Node } from "../schema/node.ts";
import type { Location } from "../urls/location.ts";
import { isRecord, namesIn } from "../values/read-entry.ts";
import type { Wanted } from "../values/render.ts";

/** A `get`, and what its url leads to. */
export interface Query {
  readonly operation: Operation;
  readonly location: Location;
  readonly target: Target;
}

/** Adds to what is shown of an entry. */
export type Addition = (shown: Record<string, unknown>, entry: Entry, wanted: Wanted) => void;

type Item = Readonly<Record<string, unknown>>;

/** `option` as a set: one text or a list of texts. A few stand beside it under their own name. */
export function optionsIn(item: Item): ReadonlySet<string> {
  const { option } = item;
  if (option !== undefined && typeof option !== "string" && !Array.isArray(option)) throw invalidParameter();
  return new Set([...namesIn(option), ...FLAGS.filter((name) => item[name] === 1)]);
}

const FLAGS: readonly string[] = ["get used", "loadsub", "object template"];

export function wantedIn(item: Item, options: ReadonlySet<string>, verbose: boolean): Wanted {
  const { fields } = item;
  if (fields !== undefined && !Array.isArray(fields)) throw invalidParameter();
  // An empty list, or one in a list, is what some clients send.
  const names = namesIn(fields?.flat() ?? []);
  return {
    verbose,
    flat: item.loadsub === 0 || options.has("no loadsub"),
    fields: names.length === 0 ? undefined : new Set(names),
  };
}

/** Where to begin, and how many. */
export function rangeIn({ range }: Item): readonly [start: number, count: number] {
  if (range === undefined) return [0, Number.POSITIVE_INFINITY];
  const [start, count] = Array.isArray(range) ? range.map(Number) : [];
  if (!isCount(start) || !isCount(count)) throw invalidParameter();
  return [start, count];
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** Fields to sort by, the first first, and 1 or -1 for each. */
export function sortingsIn({ sortings }: Item): readonly (readonly [field: string, direction: number])[] {
  if (sortings === undefined) return [];
  if (!Array.isArray(sortings) || !sortings.every(isRecord)) throw invalidParameter();
  return sortings.flatMap(Object.entries).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw invalidParameter();
    return [field, direction] as const;
  });
}

/** @throws RpcRefusal when a `get` does not name the attribute that it is about. */
export function attributeIn(node: Node, name: unknown): string {
  if (typeof name !== "string" || !node.fields.has(name)) throw invalidParameter();
  return name;
}
