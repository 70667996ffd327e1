/**
 * Puts changes into an order in which each finds what it needs.
 *
 * @module
 */

import { type Change, valuesOf } from "./change.ts";
import { type Dependencies, dependenciesOf, namesOf, offeredBy, targetsIn, withdrawnBy } from "./dependencies.ts";
import { withoutReferences } from "./references.ts";

/** Changes in order, and what each must wait for. */
export interface Ordered {
  readonly changes: readonly Change[];
  readonly dependencies: Dependencies;
}

/** One change that waits for another. */
type Edge = readonly [waiting: Change, awaited: Change];

/**
 * Orders the changes: what is referred to comes before what refers to it, and what is deleted after what referred to it.
 * Where changes wait for each other in a circle, one of them is done in two parts: without the reference first, with it
 * later. What nothing rules keeps the order it has, with deletions at the end.
 */
export function orderChanges(given: readonly Change[]): Ordered {
  let changes = [
    ...given.filter(({ action }) => action !== "delete"),
    ...given.filter(({ action }) => action === "delete"),
  ];
  const ignored: Edge[] = [];
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
function sort(changes: readonly Change[], dependencies: Dependencies): { ordered: Change[]; circle?: readonly Edge[] } {
  const ordered = new Set<Change>();
  const trail: Change[] = [];
  function visit(change: Change): readonly Edge[] | undefined {
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

function edgesOf(path: readonly Change[]): Edge[] {
  return path.slice(1).map((awaited, index) => [path[index] as Change, awaited] as const);
}

/** The changes with one edge of a circle taken apart, or undefined when none can be. */
function split(circle: readonly Edge[], changes: readonly Change[]): Change[] | undefined {
  for (const [waiting, awaited] of circle) {
    const parts = addLater(waiting, awaited, changes) ?? dropEarlier(waiting, awaited, changes);
    if (parts !== undefined) return parts;
  }
  return undefined;
}

/** Makes or changes the waiting entry without what it waits for, and adds that in a change of its own. */
function addLater(waiting: Change, awaited: Change, changes: readonly Change[]): Change[] | undefined {
  const { after, entry, before } = waiting;
  if (after === undefined) return undefined;
  const offered = offeredBy(awaited, targetsIn(changes));
  const first: Change = {
    ...waiting,
    after: withoutReferences(after, entry.fields, (reference) => namesOf(reference).some((name) => offered.has(name))),
  };
  const second: Change = { action: "update", entry, mkey: waiting.mkey, before: first.after, after };
  if (isEmpty(second) || (before !== undefined && isEmpty(first))) return undefined;
  return replace(changes, waiting, [first, second]);
}

/** Takes out of the awaited entry, before all else, what it refers to and is to go. */
function dropEarlier(waiting: Change, awaited: Change, changes: readonly Change[]): Change[] | undefined {
  const { before, entry } = awaited;
  if (before === undefined) return undefined;
  const withdrawn = withdrawnBy(waiting, targetsIn(changes));
  const dropped = withoutReferences(before, entry.fields, (reference) =>
    namesOf(reference).some((name) => withdrawn.has(name)),
  );
  const first: Change = { action: "update", entry, mkey: awaited.mkey, before, after: dropped };
  const second: Change = { ...awaited, before: dropped };
  if (isEmpty(first) || (second.after !== undefined && isEmpty(second))) return undefined;
  return replace(changes, awaited, [first, second]);
}

function isEmpty(change: Change): boolean {
  return Object.keys(valuesOf(change)).length === 0;
}

function replace(changes: readonly Change[], old: Change, parts: readonly Change[]): Change[] {
  return changes.flatMap((change) => (change === old ? parts : [change]));
}

function without(dependencies: Dependencies, edges: readonly Edge[]): Dependencies {
  if (edges.length === 0) return dependencies;
  const isKept = (waiting: Change, awaited: Change): boolean =>
    !edges.some((edge) => edge[0] === waiting && edge[1] === awaited);
  return new Map(
    Array.from(dependencies, ([waiting, needed]) => [
      waiting,
      new Set([...needed].filter((awaited) => isKept(waiting, awaited))),
    ]),
  );
}
