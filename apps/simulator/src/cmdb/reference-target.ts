/**
 * What a reference such as `system.interface.name` points at.
 *
 * @module
 */

import type { IndexRow } from "@fortiweave/catalog";
import { storedAs } from "./scope.ts";

/** A place whose values a reference may name: the key of a table, or a field of a child table in it. */
export interface ReferenceTarget {
  readonly path: string;
  /** From the entry to the field: `["name"]`, or `["zone", "name"]`. */
  readonly trail: readonly string[];
  /** The same as text, to index by. */
  readonly id: string;
  /** The trail is the table's own key. */
  readonly isKey: boolean;
}

/**
 * Tables that are databases in the real device, filled by its updates. The simulator has none of their content, so it
 * takes any name of theirs. Tables that cannot be written at all count as such by themselves.
 */
const DATABASES: ReadonlySet<string> = new Set(["firewall/internet-service-name"]);

/** Makes the function that reads a field's `refs`. It answers undefined when nobody can say which values exist. */
export function createReferenceResolver(
  catalogue: readonly IndexRow[],
  isServed: (path: string) => boolean,
): (refs: readonly string[]) => readonly ReferenceTarget[] | undefined {
  const byDots = new Map(catalogue.map((row) => [row.path.replaceAll("/", "."), row]));

  function resolve(ref: string): ReferenceTarget | undefined {
    const parts = ref.split(".");
    for (let length = parts.length - 1; length > 0; length -= 1) {
      const row = byDots.get(parts.slice(0, length).join("."));
      if (row === undefined) continue;
      if (DATABASES.has(row.path) || !row.methods.includes("PUT")) return undefined;
      const trail = parts.slice(length);
      const isKey = trail.length === 1 && trail[0] === row.mkey;
      const path = storedAs(row.path);
      return { path, trail, id: `${path} ${trail.join(".")}`, isKey };
    }
    return undefined;
  }

  return (refs) => {
    const targets = refs.map(resolve).filter((target) => target !== undefined);
    // A target that another version has holds nothing here; one that nobody knows may hold anything.
    const served = targets.filter((target) => isServed(target.path));
    return targets.length < refs.length || served.length === 0 ? undefined : served;
  };
}
