/**
 * Who names whom.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { FieldSpec, Node } from "../schema/node.ts";
import { isRecord, rowsOf } from "../values/read-entry.ts";

/** A value that names something. */
export interface Reference {
  readonly field: FieldSpec;
  readonly value: string;
}

/** Every reference in an entry and below it. */
export function* referencesIn(node: Node, entry: Entry): Iterable<Reference> {
  if (node.refs.size === 0) return;
  for (const [name, value] of Object.entries(entry)) {
    const field = node.fields.get(name);
    if (field === undefined) continue;
    if (field.node !== undefined) {
      for (const inner of Array.isArray(value) ? rowsOf(value) : isRecord(value) ? [value] : []) {
        yield* referencesIn(field.node, inner);
      }
    } else if (field.refs.length > 0) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== "" && one !== 0) yield { field, value: String(one) };
      }
    }
  }
}

/** An entry in which every value that names `from` as one of `refs` names `to` instead. */
export function retarget(node: Node, entry: Entry, refs: ReadonlySet<string>, from: string, to: string): Entry {
  let next: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(entry)) {
    const field = node.fields.get(name);
    const changed = field && retargetValue(field, value, refs, from, to);
    if (changed === value || field === undefined) continue;
    next ??= { ...entry };
    next[name] = changed;
  }
  return next ?? entry;
}

function retargetValue(field: FieldSpec, value: unknown, refs: ReadonlySet<string>, from: string, to: string): unknown {
  const inner = field.node;
  if (inner !== undefined) {
    const change = (row: Entry): Entry => retarget(inner, row, refs, from, to);
    if (isRecord(value)) return change(value);
    const rows = rowsOf(value);
    const next = rows.map(change);
    return next.some((row, position) => row !== rows[position]) ? next : value;
  }
  if (!field.refs.some((ref) => refs.has(ref))) return value;
  if (!Array.isArray(value)) return String(value) === from ? to : value;
  if (!value.some((one) => String(one) === from)) return value;
  return [...new Set(value.map((one) => (String(one) === from ? to : one)))];
}
