/**
 * Shows an entry the way a device does: every field of its version, with the default where nothing else was set.
 *
 * @module
 */

import { EMPTY, type Entry, isEntry, isRows, type Value } from "./entry.ts";
import { keyOf, keyToJson } from "./key.ts";
import type { FieldSpec, Node } from "./schema.ts";
import { MASK } from "./secrets.ts";

export interface View {
  /** Only these top-level fields. The key that the entry came with is always there. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly withoutDefaults?: boolean;
}

const FULL: View = {};

/** Depends on nothing else than what it is given, so that it can be kept: see `entryText`. */
export function renderEntry(node: Node, entry: Entry, position: number, view: View = FULL): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  const key = node.kind === "table" ? keyToJson(node, keyOf(node, entry, position)) : undefined;
  if (node.key !== undefined && isWanted(view, node.key.name)) shown[node.key.name] = key;
  if (key !== undefined) shown.q_origin_key = key;
  for (const field of node.fields.values()) {
    if (field === node.key || !isWanted(view, field.name)) continue;
    const value = entry[field.name];
    if (value === undefined && (!field.shown || view.withoutDefaults)) continue;
    shown[field.name] = renderValue(field, value, view);
  }
  return shown;
}

const texts = new WeakMap<Node, WeakMap<Entry, string>>();

/**
 * The JSON of an entry with all its fields. Entries are never changed, so each is written once: most requests are for
 * what somebody has read before.
 */
export function entryText(node: Node, entry: Entry, position: number): string {
  // Without a key of its own an entry is shown by its position.
  if (node.kind === "table" && node.key === undefined) return JSON.stringify(renderEntry(node, entry, position));
  const known = texts.get(node) ?? new WeakMap<Entry, string>();
  texts.set(node, known);
  const text = known.get(entry) ?? JSON.stringify(renderEntry(node, entry, position));
  known.set(entry, text);
  return text;
}

/** All rows of a child table. */
function renderRows(node: Node, rows: readonly Entry[], view: View = FULL): Record<string, unknown>[] {
  return rows.map((row, position) => renderEntry(node, row, position, view));
}

/** What a field would hold in an entry where it was never set. */
export function renderDefault(field: FieldSpec): unknown {
  return renderValue(field, undefined, FULL);
}

function renderValue(field: FieldSpec, value: Value | undefined, { withoutDefaults = false }: View): unknown {
  const { node } = field;
  // `only` picks among the fields of the entry itself; what it picks is shown whole.
  const inner: View = { withoutDefaults };
  if (node?.kind === "table") return renderRows(node, isRows(value) ? value : [], inner);
  if (node !== undefined) return renderEntry(node, isEntry(value) ? value : EMPTY, 0, inner);
  if (value === undefined) return field.default;
  return field.secret ? MASK : value;
}

function isWanted({ only }: View, name: string): boolean {
  return only === undefined || only.has(name);
}
