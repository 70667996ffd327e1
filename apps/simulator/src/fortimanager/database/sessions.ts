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
  stage(session: Session, edits: readonly Edit[]): void;
  /** Takes out what a session has staged there. */
  take(session: Session, covers: (spot: Spot) => boolean): readonly Edit[];
  edits(session: Session): readonly Edit[];
  spots(session: Session, covers: (spot: Spot) => boolean): readonly Spot[];
  clear(): void;
}

export function createStaged(committed: Committed): Staged {
  const layers = new Map<string, Layer>();

  function stage({ key }: Session, edits: readonly Edit[]): void {
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
    clear: () => layers.clear(),
  };
}
