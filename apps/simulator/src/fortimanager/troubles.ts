/**
 * Faults that only a FortiManager has, and how often they are still to strike.
 *
 * @module
 */

import type { Trouble, Troubles } from "./parts.ts";

export function createTroubles(): Troubles {
  let pending: { readonly id: number; readonly trouble: Trouble; left: number; wait: number }[] = [];
  let lastId = 0;
  return {
    add(trouble) {
      lastId += 1;
      pending.push({ id: lastId, trouble, left: trouble.times ?? Number.POSITIVE_INFINITY, wait: trouble.after ?? 0 });
    },
    take(kind, device) {
      const found = pending.find(
        ({ trouble }) => trouble.kind === kind && (trouble.device === undefined || trouble.device === device),
      );
      if (found === undefined) return undefined;
      found.wait -= 1;
      if (found.wait >= 0) return undefined;
      found.left -= 1;
      if (found.left <= 0) pending = pending.filter((entry) => entry !== found);
      return found.trouble;
    },
    list: () => pending.map(({ id, trouble, left }) => ({ id, ...trouble, left: Number.isFinite(left) ? left : null })),
    remove(id) {
      if (!pending.some((entry) => entry.id === id)) throw new Error(`No trouble ${id} is switched on`);
      pending = pending.filter((entry) => entry.id !== id);
    },
    clear() {
      pending = [];
    },
  };
}
