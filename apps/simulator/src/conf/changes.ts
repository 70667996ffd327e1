/**
 * What differs between two configurations, as lines of the command line.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Configuration, TableAt } from "../cmdb/configuration.ts";
import { EMPTY, type Entry } from "../cmdb/entry.ts";
import type { Node } from "../cmdb/schema.ts";
import { createTable } from "../cmdb/table.ts";
import { commandOf } from "./find-table.ts";
import { quote, tableLines, word } from "./write.ts";

/** The lines that would bring a configuration to what these tables hold. */
export function changeLines(before: Configuration, tables: readonly TableAt[]): string[] {
  return tables.flatMap((at) => {
    const { path, vdom, table } = at;
    const node = before.schemas.loaded(path)?.node;
    if (node === undefined) return [];
    const old = before.table(path, vdom);
    const changed = [...table.entries()].filter(([key, entry]) => !isDeepStrictEqual(old.get(key), entry));
    const entries = changed.flatMap(([key, entry]) => entryLines(before, at, node, key, old.get(key) ?? EMPTY, entry));
    if (node.kind === "object") return entries;
    const deleted = [...old.keys()].filter((key) => !table.has(key)).map((key) => `    delete ${quote(key)}`);
    return entries.length + deleted.length === 0 ? [] : [`config ${commandOf(path)}`, ...entries, ...deleted, "end"];
  });
}

/** What changed of one entry, within its table; of an object with the lines around it. */
function entryLines(
  { schemas }: Configuration,
  { path, vdom }: TableAt,
  node: Node,
  key: string,
  before: Entry,
  after: Entry,
): string[] {
  const told = Object.entries(after).filter(
    ([name, value]) => name === node.key?.name || !isDeepStrictEqual(before[name], value),
  );
  const table = createTable([[key, Object.fromEntries(told)]]);
  const lines = tableLines(schemas, [{ path, vdom, table }], vdom === undefined);
  const own = node.kind === "object" ? lines : lines.slice(1, -1);
  const indent = node.kind === "object" ? "    " : "        ";
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  return [...own.slice(0, -1), ...gone.map((name) => `${indent}unset ${word(name)}`), ...own.slice(-1)];
}
