/**
 * Puts changes into an order in which each finds what it needs.
 *
 * @module
 */

import type { ConfigEntry } from "../product.ts";
import type { CmdbEntry } from "../types.ts";
import { type Change, valuesOf } from "./change.ts";
import { type Dependencies, dependenciesOf, namesOf, offeredBy, targetsIn, withdrawnBy } from "./dependencies.ts";
import { withoutReferences } from "./references.ts";

/** Changes in order, and what each must wait for. */
export interface Ordered<Entry extends ConfigEntry = CmdbEntry> {
  /** The changes, in the order of carrying out. */
  readonly changes: readonly Change<Entry>[];
  /** What each of them must wait for. */
  readonly dependencies: Dependencies<Entry>;
}

/** One change that waits for another. */
type Edge<Entry extends ConfigEntry> = readonly [waiting: Change<Entry>, awaited: Change<Entry>];

/**
 * Orders the changes: what is referred to comes before what refers to it, and what is deleted after what referred to it.
 * Where changes wait for each other in a circle, one of them is done in two parts: without the reference first, with it
 * later. What nothing rules keeps the order it has, with deletions at the end.
 */
export function orderChanges<Entry extends ConfigEntry>(given: readonly Change<Entry>[]): Ordered<Entry> {
  let changes = [
    ...given.filter(({ action }) => action !== "delete"),
    ...given.filter(({ action }) => action === "delete"),
  ];
  const ignored: Edge<Entry>[] = [];
  for (;;) {
    const dependencies = without(dependenciesOf(changes), ignored);
    const { ordered, circle } = sort(changes, dependencies);
    if (circle === undefined) return { changes: ordered, dependencies };
    const parts = split(circle, changes);
    // What cannot be taken apart is tried as it is: the device has the last word.
    if (parts === undefined) ignored.push(...circle.slice(0, 1));
    else changes = parts;
  }
}

/** Depth first: what a change waits for comes right before it. */
function sort<Entry extends ConfigEntry>(
  changes: readonly Change<Entry>[],
  dependencies: Dependencies<Entry>,
): { ordered: Change<Entry>[]; circle?: readonly Edge<Entry>[] } {
  const ordered = new Set<Change<Entry>>();
  const trail: Change<Entry>[] = [];
  function visit(change: Change<Entry>): readonly Edge<Entry>[] | undefined {
    if (ordered.has(change)) return undefined;
    const start = trail.indexOf(change);
    if (start >= 0) return edgesOf([...trail.slice(start), change]);
    trail.push(change);
    for (const awaited of dependencies.get(change) ?? []) {
      const circle = visit(awaited);
      if (circle !== undefined) return circle;
    }
    trail.pop();
    ordered.add(change);
    return undefined;
  }
  for (const change of changes) {
    const circle = visit(change);
    if (circle !== undefined) return { ordered: [...ordered], circle };
  }
  return { ordered: [...ordered] };
}

function edgesOf<Entry extends ConfigEntry>(path: readonly Change<Entry>[]): Edge<Entry>[] {
  return path.slice(1).map((awaited, index) => [path[index] as Change<Entry>, awaited] as const);
}

/** The changes with one edge of a circle taken apart, or undefined when none can be. */
function split<Entry extends ConfigEntry>(
  circle: readonly Edge<Entry>[],
  changes: readonly Change<Entry>[],
): Change<Entry>[] | undefined {
  for (const [waiting, awaited] of circle) {
    const parts = addLater(waiting, awaited, changes) ?? dropEarlier(waiting, awaited, changes);
    if (parts !== undefined) return parts;
  }
  return undefined;
}

/** Makes or changes the waiting entry without what it waits for, and adds that in a change of its own. */
function addLater<Entry extends ConfigEntry>(
  waiting: Change<Entry>,
  awaited: Change<Entry>,
  changes: readonly Change<Entry>[],
): Change<Entry>[] | undefined {
  const { after, entry, before } = waiting;
  if (after === undefined) return undefined;
  const offered = offeredBy(awaited, targetsIn(changes));
  const first: Change<Entry> = {
    ...waiting,
    after: withoutReferences(after, entry.fields, (reference) => namesOf(reference).some((name) => offered.has(name))),
  };
  const second: Change<Entry> = { ...first, action: "update", before: first.after, after };
  if (isEmpty(second) || (before !== undefined && isEmpty(first))) return undefined;
  return replace(changes, waiting, [first, second]);
}

/** Takes out of the awaited entry, before all else, what it refers to and is to go. */
function dropEarlier<Entry extends ConfigEntry>(
  waiting: Change<Entry>,
  awaited: Change<Entry>,
  changes: readonly Change<Entry>[],
): Change<Entry>[] | undefined {
  const { before, entry } = awaited;
  if (before === undefined) return undefined;
  const withdrawn = withdrawnBy(waiting, targetsIn(changes));
  const dropped = withoutReferences(before, entry.fields, (reference) =>
    namesOf(reference).some((name) => withdrawn.has(name)),
  );
  const first: Change<Entry> = { ...awaited, action: "update", after: dropped };
  const second: Change<Entry> = { ...awaited, before: dropped };
  if (isEmpty(first) || (second.after !== undefined && isEmpty(second))) return undefined;
  return replace(changes, awaited, [first, second]);
}

function isEmpty<Entry extends ConfigEntry>(change: Change<Entry>): boolean {
  return Object.keys(valuesOf(change)).length === 0;
}

function replace<Entry extends ConfigEntry>(
  changes: readonly Change<Entry>[],
  old: Change<Entry>,
  parts: readonly Change<Entry>[],
): Change<Entry>[] {
  return changes.flatMap((change) => (change === old ? parts : [change]));
}

function without<Entry extends ConfigEntry>(
  dependencies: Dependencies<Entry>,
  edges: readonly Edge<Entry>[],
): Dependencies<Entry> {
  if (edges.length === 0) return dependencies;
  const isKept = (waiting: Change<Entry>, awaited: Change<Entry>): boolean =>
    !edges.some((edge) => edge[0] === waiting && edge[1] === awaited);
  return new Map(
    Array.from(dependencies, ([waiting, needed]) => [
      waiting,
      new Set([...needed].filter((awaited) => isKept(waiting, awaited))),
    ]),
  );
}
