/**
 * Writes changes and moves as the steps of a plan, in which no secret is shown.
 *
 * @module
 */

import { differences } from "../diff.ts";
import type { Mkey } from "../encode.ts";
import { hideSecret } from "../hide-secrets.ts";
import type { FieldDiff } from "../types.ts";
import { type Change, valuesOf } from "./change.ts";
import { isMadeInterface } from "./dependencies.ts";
import { type KeyMove, toSent } from "./moves.ts";
import type { Ordered } from "./order.ts";
import type { PlanStep } from "./types.ts";
import { keyText } from "./wanted.ts";

/** The moves in one table. */
export interface TableMoves {
  readonly entry: Change["entry"];
  readonly moves: readonly KeyMove[];
  /** The keys as they are sent. */
  readonly mkeys: ReadonlyMap<string, Mkey>;
}

/** One step with everything in it, secrets included. */
export interface Task {
  readonly step: PlanStep;
  readonly entry: Change["entry"];
  /** Undefined for a move. */
  readonly change: Change | undefined;
  /** An interface that the device makes along with another entry of the plan: it may be there when its turn comes. */
  readonly isMade: boolean;
}

/** The steps: changes in their order, moves once all that is to stand somewhere is there, deletions at the end. */
export function toTasks({ changes, dependencies }: Ordered, tables: readonly TableMoves[]): Task[] {
  const movesAt = changes.findLastIndex(({ action }) => action !== "delete") + 1;
  const moveCount = tables.reduce((sum, { moves }) => sum + moves.length, 0);
  const ids = new Map(changes.map((change, index) => [change, index + 1 + (index < movesAt ? 0 : moveCount)]));
  const tasks = changes.map((change): Task => {
    const needed = [...(dependencies.get(change) ?? [])].map((other) => ids.get(other) ?? 0);
    const step = toStep(change, ids.get(change) ?? 0, needed);
    return { entry: change.entry, change, step, isMade: isMadeInterface(change, changes) };
  });
  const moves: Task[] = [];
  for (const { entry, moves: own, mkeys } of tables) {
    const toMkey = (key: string): Mkey => mkeys.get(key) ?? key;
    const isPlaced = ({ action, entry: { path }, mkey }: Change): boolean =>
      action === "create" && path === entry.path && mkeys.has(keyText(entry, mkey));
    let dependsOn = changes.filter(isPlaced).map((change) => ids.get(change) ?? 0);
    for (const { key, to } of own) {
      const id = movesAt + moves.length + 1;
      const about = { id, action: "move", table: entry.path, mkey: toMkey(key), changes: [] } as const;
      moves.push({ entry, change: undefined, step: { ...about, to: toSent(to, toMkey), dependsOn }, isMade: false });
      dependsOn = [id];
    }
  }
  return tasks.toSpliced(movesAt, 0, ...moves);
}

function toStep(change: Change, id: number, dependsOn: readonly number[]): PlanStep {
  const { action, entry, mkey } = change;
  return {
    id,
    action,
    table: entry.path,
    ...(mkey !== undefined && { mkey }),
    changes: shownChanges(change),
    dependsOn: dependsOn.toSorted((a, b) => a - b),
  };
}

function shownChanges(change: Change): FieldDiff[] {
  const { before = {}, after, entry } = change;
  const { fields } = entry;
  const shown =
    after === undefined ? differences(before, {}, fields).map(({ field }) => field) : Object.keys(valuesOf(change));
  // The key stands beside it.
  const others = shown.filter((field) => field !== entry.mkey);
  return others.map((field) => ({
    field,
    before: hideSecret(before[field], fields[field]),
    after: hideSecret(after?.[field], fields[field]),
  }));
}
