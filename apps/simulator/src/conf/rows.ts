/**
 * Entries of a table by their keys, and what the command line does with them as a whole.
 *
 * @module
 */

import { EMPTY, type Entry } from "../cmdb/entry.ts";
import { keyFromUrl, keyOf, withKey } from "../cmdb/key.ts";
import { duplicate, noSuchEntry } from "../cmdb/refusal.ts";
import type { Node } from "../cmdb/schema.ts";
import { asConfError, notUnderstood } from "./conf-error.ts";
import type { Statement } from "./parse.ts";

/** The entry with a key, in the form in which it is stored. */
export function keyed(node: Node, key: string, taken: Iterable<string>): Entry {
  if (node.key === undefined) return EMPTY;
  const isNumber = node.key.type === "integer";
  if (isNumber && !/^\d+$/.test(key)) throw notUnderstood(key);
  try {
    return withKey(node, { [node.key.name]: isNumber ? Number(key) : keyFromUrl(node, key) }, taken);
  } catch (error) {
    throw asConfError(error);
  }
}

/** Rows without a key are told apart by their numbers; 0 is the next one. */
export function positionKey(key: string, size: number): string {
  if (!/^\d+$/.test(key)) throw notUnderstood(key);
  return Number(key) === 0 ? String(size + 1) : String(Number(key));
}

export type Row = readonly [key: string, entry: Entry];

export function refill(rows: Map<string, Entry>, next: readonly Row[]): void {
  rows.clear();
  for (const [key, entry] of next) rows.set(key, entry);
}

export function moved(
  node: Node,
  rows: ReadonlyMap<string, Entry>,
  { key, side, neighbour }: Statement & { kind: "move" },
): Row[] {
  const own = requireRow(node, rows, key);
  requireRow(node, rows, neighbour);
  const others = [...rows].filter(([other]) => other !== keyFromUrl(node, key));
  const position = others.findIndex(([other]) => other === keyFromUrl(node, neighbour));
  return others.toSpliced(side === "before" ? position : position + 1, 0, [keyFromUrl(node, key), own]);
}

/** Under the new key, in the place of the old one or at the end. */
export function copied(
  node: Node,
  rows: ReadonlyMap<string, Entry>,
  { kind, key, to }: Statement & { kind: "rename" | "clone" },
): Row[] {
  const { uuid, ...old } = requireRow(node, rows, key);
  const entry = { ...old, ...(kind === "rename" && uuid !== undefined && { uuid }), ...keyed(node, to, rows.keys()) };
  const [own, target] = [keyFromUrl(node, key), keyOf(node, entry, rows.size)];
  if (rows.has(target)) throw asConfError(duplicate(target));
  if (kind === "clone") return [...rows, [target, entry]];
  return Array.from(rows, (row): Row => (row[0] === own ? [target, entry] : row));
}

export function requireRow(node: Node, rows: ReadonlyMap<string, Entry>, key: string): Entry {
  const row = rows.get(keyFromUrl(node, key));
  if (row === undefined) throw asConfError(noSuchEntry());
  return row;
}
