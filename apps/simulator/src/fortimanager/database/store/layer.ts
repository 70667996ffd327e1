/**
 * Changes that lie on top of what is stored, and are not in it yet: those of a session, and those of one operation until
 * it is known to succeed.
 *
 * @module
 */

import type { Entry, Spot } from "../../parts.ts";
import { isBelow, type View } from "./committed.ts";
import { applyEdit, type Edit, type Rows, spotsOf } from "./edit.ts";

export interface Layer extends View {
  apply(edits: readonly Edit[]): void;
  /** All edits, in the order in which they are to be made. */
  edits(): readonly Edit[];
  /** The spots of the edits that `covers` takes, each once. */
  spots(covers: (spot: Spot) => boolean): readonly Spot[];
  /** Takes out the edits of these spots, in their order. */
  take(covers: (spot: Spot) => boolean): readonly Edit[];
}

/** The changes of one table. */
interface Changes {
  readonly edits: Edit[];
  /** Where among them the last one of a key is. */
  readonly positions: Map<string, number>;
  /** What is below with the changes in it, and which version of it. */
  merged: Rows | undefined;
  version: number;
  /** How many changes there have been. */
  count: number;
}

export function createLayer(below: View): Layer {
  const tables = new Map<string, Changes>();

  function changesOf(table: string): Changes {
    const changes = tables.get(table) ?? { edits: [], positions: new Map(), merged: undefined, version: 0, count: 0 };
    tables.set(table, changes);
    return changes;
  }

  function rows(table: string): ReadonlyMap<string, Entry> {
    const changes = tables.get(table);
    if (changes === undefined) return below.rows(table);
    const version = below.version(table);
    if (changes.merged === undefined || changes.version !== version) {
      changes.merged = new Map(below.rows(table));
      for (const edit of changes.edits) applyEdit(changes.merged, edit);
      changes.version = version;
    }
    return changes.merged;
  }

  function get(table: string, key: string): Entry | undefined {
    const changes = tables.get(table);
    if (changes === undefined) return below.get(table, key);
    if (changes.merged !== undefined && changes.version === below.version(table)) return changes.merged.get(key);
    const position = changes.positions.get(key);
    if (position === undefined) return below.get(table, key);
    const last = changes.edits[position];
    return last?.key === key ? last.entry : undefined;
  }

  function add(edit: Edit): void {
    const changes = changesOf(edit.table);
    const { edits, positions } = changes;
    changes.count += 1;
    if (changes.merged !== undefined && changes.version === below.version(edit.table)) applyEdit(changes.merged, edit);
    const position = positions.get(edit.key);
    const last = position === undefined ? undefined : edits[position];
    // Only a plain change of an entry that is there may be told as one with what it was before.
    const isChange = last?.key === edit.key && last.entry !== undefined && edit.entry !== undefined && isPlain(edit);
    if (isChange && position !== undefined) {
      edits[position] = { ...last, entry: edit.entry };
      return;
    }
    const at = edits.push(edit) - 1;
    positions.set(edit.key, at);
    if (edit.from !== undefined) positions.set(edit.from, at);
  }

  function all(): Edit[] {
    return [...tables.values()].flatMap(({ edits }) => edits);
  }

  return {
    rows,
    get,
    version: (table) => below.version(table) + (tables.get(table)?.count ?? 0),
    tables(prefix) {
      const found = new Set(below.tables(prefix));
      for (const table of tables.keys()) {
        if (!isBelow(table, prefix)) continue;
        if (rows(table).size > 0) found.add(table);
        else found.delete(table);
      }
      return [...found];
    },
    apply(edits) {
      for (const edit of edits) add(edit);
    },
    edits: all,
    spots: (covers) => uniqueSpots(all().flatMap(spotsOf)).filter(covers),
    take(covers) {
      const taken: Edit[] = [];
      for (const [table, { edits }] of tables) {
        const kept: Edit[] = [];
        for (const edit of edits) (spotsOf(edit).some(covers) ? taken : kept).push(edit);
        if (kept.length === edits.length) continue;
        tables.delete(table);
        for (const edit of kept) add(edit);
      }
      return taken;
    },
  };
}

function isPlain({ position, from }: Edit): boolean {
  return position === undefined && from === undefined;
}

function uniqueSpots(spots: readonly Spot[]): readonly Spot[] {
  return [...new Map(spots.map((spot) => [`${spot.table}\n${spot.key ?? ""}`, spot])).values()];
}
