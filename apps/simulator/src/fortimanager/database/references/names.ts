/**
 * Which names a table mentions, so that a delete need not look at every entry.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { Node } from "../schema/node.ts";
import type { View } from "../store/committed.ts";
import { referencesIn } from "./references-in.ts";

export type NamesIn = (view: View, table: string, node: Node) => ReadonlySet<string>;

/** Everything that the entries of a table name. It is found anew only when the table has changed. */
export function createNames(): NamesIn {
  const found = new WeakMap<ReadonlyMap<string, Entry>, { readonly version: number; readonly names: Set<string> }>();
  return (view, table, node) => {
    const [rows, version] = [view.rows(table), view.version(table)];
    const known = found.get(rows);
    if (known?.version === version) return known.names;
    const names = new Set<string>();
    for (const entry of rows.values()) for (const { value } of referencesIn(node, entry)) names.add(value);
    found.set(rows, { version, names });
    return names;
  };
}
