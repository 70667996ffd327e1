/**
 * Writes changes and moves as the steps of a plan, in which no secret is shown.
 *
 * @module
 */

import { differences, type FieldDiff } from "../compare/differences.ts";
import { hideSecret } from "../compare/hide-secrets.ts";
import type { ConfigEntry } from "../product.ts";
import type { CmdbEntry } from "../types.ts";
import { type Change, tableOf, valuesOf } from "./change.ts";
import { keyText } from "./content.ts";
import { isMadeInterface } from "./dependencies.ts";
import { type KeyMove, toSent } from "./moves.ts";
import type { Ordered } from "./order.ts";
import type { Mkey, PlanStep } from "./types.ts";

/** The moves in one table. */
export interface TableMoves<Entry extends ConfigEntry = CmdbEntry> {
  /** What the catalogue knows of the table. */
  readonly entry: Entry;
  /** The table's own name, where several have the entry's path. Default: the path. */
  readonly table?: string;
  /** The moves, in their order. */
  readonly moves: readonly KeyMove[];
  /** The keys as they are sent. */
  readonly mkeys: ReadonlyMap<string, Mkey>;
}

/** One step with everything in it, secrets included. */
export interface Task<Entry extends ConfigEntry = CmdbEntry> {
  /** The step as it is shown. */
  readonly step: PlanStep;
  /** What the catalogue knows of its table. */
  readonly entry: Entry;
  /** Undefined for a move. */
  readonly change: Change<Entry> | undefined;
  /** An interface that the device makes along with another entry of the plan: it may be there when its turn comes. */
  readonly isMade: boolean;
}

/**
 * The steps: changes in their order, moves once all that is to stand somewhere is there, deletions at the end. The mark
 * stands in the place of secrets.
 */
export function toTasks<Entry extends ConfigEntry>(
  { changes, dependencies }: Ordered<Entry>,
  tables: readonly TableMoves<Entry>[],
  mark: string,
): Task<Entry>[] {
  const movesAt = changes.findLastIndex(({ action }) => action !== "delete") + 1;
  const moveCount = tables.reduce((sum, { moves }) => sum + moves.length, 0);
  const ids = new Map(changes.map((change, index) => [change, index + 1 + (index < movesAt ? 0 : moveCount)]));
  const tasks = changes.map((change): Task<Entry> => {
    const needed = [...(dependencies.get(change) ?? [])].map((other) => ids.get(other) ?? 0);
    const step = toStep(change, ids.get(change) ?? 0, needed, mark);
    return { entry: change.entry, change, step, isMade: isMadeInterface(change, changes) };
  });
  const moves: Task<Entry>[] = [];
  for (const { entry, moves: own, mkeys, table = entry.path } of tables) {
    const toMkey = (key: string): Mkey => mkeys.get(key) ?? key;
    const isPlaced = (change: Change<Entry>): boolean =>
      change.action === "create" && tableOf(change) === table && mkeys.has(keyText(entry, change.mkey));
    let dependsOn = changes.filter(isPlaced).map((change) => ids.get(change) ?? 0);
    for (const { key, to } of own) {
      const id = movesAt + moves.length + 1;
      const about = { id, action: "move", table, mkey: toMkey(key), changes: [] } as const;
      moves.push({ entry, change: undefined, step: { ...about, to: toSent(to, toMkey), dependsOn }, isMade: false });
      dependsOn = [id];
    }
  }
  return tasks.toSpliced(movesAt, 0, ...moves);
}

function toStep(change: Change<ConfigEntry>, id: number, dependsOn: readonly number[], mark: string): PlanStep {
  const { action, mkey } = change;
  return {
    id,
    action,
    table: tableOf(change),
    ...(mkey !== undefined && { mkey }),
    changes: shownChanges(change, mark),
    dependsOn: dependsOn.toSorted((a, b) => a - b),
  };
}

function shownChanges(change: Change<ConfigEntry>, mark: string): FieldDiff[] {
  const { before = {}, after, entry } = change;
  const { fields } = entry;
  const shown =
    after === undefined ? differences(before, {}, fields).map(({ field }) => field) : Object.keys(valuesOf(change));
  // The key stands beside it.
  const others = shown.filter((field) => field !== entry.mkey);
  return others.map((field) => ({
    field,
    before: hideSecret(before[field], fields[field], mark),
    after: hideSecret(after?.[field], fields[field], mark),
  }));
}
