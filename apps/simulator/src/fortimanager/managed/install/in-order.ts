/**
 * Puts changes into an order that a FortiGate takes: nothing refers to what is not there.
 *
 * @module
 */

import type { Configuration } from "../../../cmdb/configuration.ts";
import type { Entry } from "../../../cmdb/entry.ts";
import { referencesIn } from "../../../cmdb/references.ts";
import type { Change } from "./change.ts";

/** Entries come after what they use, and go before it. Otherwise they stay in the order that they have. */
export function inOrder(changes: readonly Change[], configuration: Configuration): Change[] {
  const edits = changes.filter((change) => change.kind === "edit");
  const deletions = changes.filter((change) => change.kind === "delete");
  const isThere = ({ path, vdom, key }: Change): Entry | undefined => configuration.table(path, vdom).get(key);
  return [
    ...usedFirst(edits, ({ after }) => after),
    ...usedFirst(deletions.toReversed(), isThere).toReversed(),
    ...changes.filter((change) => change.kind === "move"),
  ];
}

function usedFirst<Some extends Change>(
  changes: readonly Some[],
  entryOf: (change: Some) => Entry | undefined,
): Some[] {
  const byPlace = new Map(changes.map((change) => [placeOf(change.path, change.key), change]));
  const done = new Set<Some>();

  function visit(change: Some): void {
    if (done.has(change)) return;
    done.add(change);
    for (const used of usedBy(change)) visit(used);
    ordered.push(change);
  }

  function usedBy(change: Some): Some[] {
    const entry = entryOf(change);
    if (entry === undefined) return [];
    return Array.from(referencesIn(change.schema.node, entry)).flatMap(({ targets, value }) =>
      targets.flatMap(({ path }) => byPlace.get(placeOf(path, value)) ?? []),
    );
  }

  const ordered: Some[] = [];
  for (const change of changes) visit(change);
  return ordered;
}

function placeOf(path: string, key: string): string {
  return `${path} ${key}`;
}
