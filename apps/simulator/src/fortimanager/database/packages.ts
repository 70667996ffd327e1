/**
 * Packages, policy blocks and templates lie in folders: `customers/web` is the package `web` in the folder `customers`.
 * They are stored under their whole path, and shown as a tree.
 *
 * @module
 */

import type { Answer, Operation } from "../parts.ts";
import type { Location } from "./urls/location.ts";
import { isRecord } from "./values/read-entry.ts";

const TREES: ReadonlySet<string> = new Set(["pm/devprof", "pm/pblock", "pm/pkg", "pm/wanprof"]);

/** What is added to the url of a folder is put in it, and what has a name keeps its folder. */
export function intoFolder(location: Location, given: Operation, isThere: boolean): [Location, Operation] {
  const { schema, key, steps } = location;
  if (!TREES.has(schema.path) || steps.length > 0) return [location, given];
  const operation = withInsides(given);
  if (key === undefined) return [location, operation];
  if (Array.isArray(operation.data) && operation.method === "add" && isThere) {
    const data = operation.data.filter(isRecord).map((row) => ({ ...row, name: `${key}/${row.name}` }));
    return [
      { ...location, key: undefined },
      { ...operation, data },
    ];
  }
  if (!isRecord(operation.data)) return [location, operation];
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

/** A folder that came with its content answers its name, like any other entry. */
export function folderNamed({ schema }: Location, { method, data }: Operation): Answer {
  const isFolder = TREES.has(schema.path) && isRecord(data) && data[INSIDE] !== undefined;
  return isFolder && method !== "delete" ? { data: { name: data.name } } : {};
}

/** A folder may come with what is in it, as `subobj`. */
function withInsides(operation: Operation): Operation {
  const rows = [operation.data].flat();
  if (!rows.some((row) => isRecord(row) && row[INSIDE] !== undefined)) return operation;
  return { ...operation, data: rows.flatMap((row) => spread(row, "")) };
}

function spread(row: unknown, folder: string): unknown[] {
  if (!isRecord(row)) return [row];
  const { [INSIDE]: inside, ...own } = row;
  const path = `${folder}${own.name}`;
  return [{ ...own, name: path }, ...[inside ?? []].flat().flatMap((inner) => spread(inner, `${path}/`))];
}

const INSIDE = "subobj";

type Shown = Record<string, unknown>;

/**
 * A list with what is in a folder under it, as `subobj`.
 *
 * @param list Reads the whole table, shown as the entry is.
 */
export function asTree(location: Location, data: unknown, list: () => unknown): unknown {
  if (!TREES.has(location.schema.path) || location.steps.length > 0) return data;
  if (isRecord(data)) return location.key === undefined ? data : withContent(location.key, data, list());
  if (!Array.isArray(data) || location.key !== undefined) return data;
  return treeOf(data as readonly Shown[]);
}

/** An entry, and in a folder what lies in it. */
function withContent(key: string, entry: Shown, all: unknown): Shown {
  // With an option such as `count` the list is none.
  const rows = Array.isArray(all) ? (all as readonly Shown[]) : [];
  const inside = rows
    .filter(({ name }) => String(name).startsWith(`${key}/`))
    .map((row) => ({ ...row, name: String(row.name).slice(key.length + 1) }));
  return inside.length === 0 ? named(entry) : { ...named(entry), [INSIDE]: treeOf(inside) };
}

function treeOf(rows: readonly Shown[]): readonly Shown[] {
  const nodes = new Map(rows.map((row) => [String(row.name), named(row)]));
  const top: Shown[] = [];
  for (const [path, node] of nodes) {
    const folder = nodes.get(path.slice(0, path.lastIndexOf("/")));
    if (folder === undefined) top.push(node);
    else folder[INSIDE] = [...((folder[INSIDE] as Shown[] | undefined) ?? []), node];
  }
  return top;
}

function named(row: Shown): Shown {
  return typeof row.name === "string" ? { ...row, name: row.name.slice(row.name.lastIndexOf("/") + 1) } : row;
}
