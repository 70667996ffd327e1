/**
 * What each session has written and not committed yet.
 *
 * @module
 */

import type { Session, Spot } from "../parts.ts";
import type { Committed, View } from "./store/committed.ts";
import type { Edit } from "./store/edit.ts";
import { createLayer, type Layer } from "./store/layer.ts";

export interface Staged {
  /** What a session sees; without one, what is committed. */
  viewOf(session: Session | undefined): View;
  stage(session: Pick<Session, "key">, edits: readonly Edit[]): void;
  /** Takes out what a session has staged there. */
  take(session: Session, covers: (spot: Spot) => boolean): readonly Edit[];
  edits(session: Pick<Session, "key">): readonly Edit[];
  spots(session: Session, covers: (spot: Spot) => boolean): readonly Spot[];
  /** The keys of sessions that have anything staged. */
  holders(): readonly string[];
  clear(): void;
}

export function createStaged(committed: Committed): Staged {
  const layers = new Map<string, Layer>();

  function stage({ key }: Pick<Session, "key">, edits: readonly Edit[]): void {
    const layer = layers.get(key) ?? createLayer(committed);
    layers.set(key, layer);
    layer.apply(edits);
  }

  return {
    viewOf: (session) => (session && layers.get(session.key)) ?? committed,
    stage,
    take(session, covers) {
      const layer = layers.get(session.key);
      const taken = layer?.take(covers) ?? [];
      if (layer?.edits().length === 0) layers.delete(session.key);
      return taken;
    },
    edits: ({ key }) => layers.get(key)?.edits() ?? [],
    spots: ({ key }, covers) => layers.get(key)?.spots(covers) ?? [],
    holders: () => [...layers.keys()],
    clear: () => layers.clear(),
  };
}
