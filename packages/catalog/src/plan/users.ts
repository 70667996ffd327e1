/**
 * Who uses which names, over all entries of some tables.
 *
 * @module
 */

import type { ConfigEntry } from "../product.ts";
import { mkeyOf, type TableContent } from "./content.ts";
import { namesOf } from "./dependencies.ts";
import { offeredIn, referencesIn, type Target } from "./references.ts";
import type { Mkey } from "./types.ts";

/** An entry, or an object, that uses something. */
export interface User {
  /** Its table. */
  readonly path: string;
  /** Its key. Undefined for an object. */
  readonly mkey: Mkey | undefined;
}

/** The users of every name, found once. */
export interface Users {
  /** The entries that use a name of a place, unless another place that they may mean offers it too. */
  of(target: Target, value: string): User[];
}

/** Looks through the entries. */
export function findUsers(contents: readonly TableContent<ConfigEntry>[]): Users {
  const byName = new Map<string, Map<string, { readonly user: User; readonly targets: readonly Target[] }>>();
  for (const { entry, rows, table = entry.path } of contents) {
    for (const [key, row] of rows) {
      const user = { path: table, mkey: entry.kind === "object" ? undefined : mkeyOf(entry, row) };
      for (const reference of referencesIn(row, entry.fields)) {
        for (const name of namesOf(reference)) {
          const users = byName.get(name) ?? new Map();
          byName.set(name, users.set(`${table} ${key}`, { user, targets: reference.targets }));
        }
      }
    }
  }

  const isOffered = (target: Target, value: string): boolean => {
    const [path, ...trail] = target.split(" ");
    const content = contents.find(({ entry }) => entry.path === path);
    if (content === undefined) return false;
    if (trail.length === 1 && trail[0] === content.entry.mkey) return content.rows.has(value);
    return [...content.rows.values()].some((row) => offeredIn(row, target).has(value));
  };

  return {
    of: (target, value) =>
      [...(byName.get(namesOf({ targets: [target], value })[0] ?? "")?.values() ?? [])]
        .filter(({ targets }) => !targets.some((other) => other !== target && isOffered(other, value)))
        .map(({ user }) => user),
  };
}
