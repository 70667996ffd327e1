/**
 * Packages, policy blocks and templates lie in folders: `customers/web` is the package `web` in the folder `customers`.
 * They are stored under their whole path, and shown as a tree.
 *
 * @module
 */

import type { Operation } from "../parts.ts";
import type { Location } from "./urls/location.ts";
import { isRecord } from "./values/read-entry.ts";

const TREES: ReadonlySet<string> = new Set(["pm/devprof", "pm/pblock", "pm/pkg", "pm/wanprof"]);

/** What is added to the url of a folder is put in it, and what has a name keeps its folder. */
export function intoFolder(location: Location, operation: Operation, isThere: boolean): [Location, Operation] {
  const { schema, key, steps } = location;
  if (!TREES.has(schema.path) || key === undefined || steps.length > 0 || !isRecord(operation.data)) {
    return [location, operation];
  }
  const { name } = operation.data;
  if (typeof name !== "string" || name === key) return [location, operation];
  const isInside = operation.method === "add" && isThere;
  const folder = isInside ? `${key}/` : key.slice(0, key.lastIndexOf("/") + 1);
  const path = name.startsWith(folder) ? name : folder + name;
  return [
    isInside ? { ...location, key: undefined } : location,
    { ...operation, data: { ...operation.data, name: path } },
  ];
}

type Shown = Record<string, unknown>;

/** A list with what is in a folder under it, as `subobj`. */
export function asTree(location: Location, data: unknown): unknown {
  if (!TREES.has(location.schema.path) || location.steps.length > 0) return data;
  if (isRecord(data)) return named(data);
  if (!Array.isArray(data) || location.key !== undefined) return data;
  const rows = data as readonly Shown[];
  const nodes = new Map(rows.map((row) => [String(row.name), named(row)]));
  const top: Shown[] = [];
  for (const [path, node] of nodes) {
    const folder = nodes.get(path.slice(0, path.lastIndexOf("/")));
    if (folder === undefined) top.push(node);
    else folder.subobj = [...((folder.subobj as Shown[] | undefined) ?? []), node];
  }
  return top;
}

function named(row: Shown): Shown {
  return typeof row.name === "string" ? { ...row, name: row.name.slice(row.name.lastIndexOf("/") + 1) } : row;
}
