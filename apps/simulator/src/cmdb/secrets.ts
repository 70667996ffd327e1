/**
 * Secrets: never shown, and kept when what is shown in their place comes back.
 *
 * @module
 */

import { EMPTY, type Entry, isEntry, isRows, type Value } from "./entry.ts";
import { keyFromUrl, keyOf } from "./key.ts";
import type { Node } from "./schema.ts";

/** What stands for a secret in answers. */
export const MASK = "ENC XXXX";

/** A body in which each mask has given way to the secret of the same place in `before`; without one it is left out. */
export function unmask(node: Node, raw: unknown, before: Entry): unknown {
  if (!node.hasSecrets || !isObject(raw)) return raw;
  const fields = Object.entries(raw).flatMap(([name, value]) => {
    const field = node.fields.get(name);
    const known = before[name];
    if (field?.secret && value === MASK) return known === undefined ? [] : [[name, known]];
    return [[name, field?.node === undefined ? value : unmaskInside(field.node, value, known)]];
  });
  return Object.fromEntries(fields);
}

/** Rows keep the secrets of the row that had their key. */
function unmaskInside(node: Node, raw: unknown, before: Value | undefined): unknown {
  if (node.kind === "object") return unmask(node, raw, isEntry(before) ? before : EMPTY);
  if (!Array.isArray(raw)) return raw;
  const rows = isRows(before) ? before : [];
  const known = new Map(rows.map((row, position) => [keyOf(node, row, position), row]));
  return raw.map((row, position) => unmask(node, row, known.get(keyIn(node, row, position)) ?? EMPTY));
}

function keyIn(node: Node, row: unknown, position: number): string {
  if (node.key === undefined || !isObject(row)) return String(position + 1);
  return keyFromUrl(node, String(row[node.key.name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
