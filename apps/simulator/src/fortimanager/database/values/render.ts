/**
 * Writes an entry as it stands in an answer: with everything that is not stored because it is the default, and without
 * what is secret.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { type Node, plain } from "../schema/node.ts";
import { isRecord } from "./read-entry.ts";
import { isMask, mask } from "./secrets.ts";

/** What of an entry is asked for. */
export interface Wanted {
  readonly verbose: boolean;
  /** Without child tables. */
  readonly flat: boolean;
  /** Only these fields, beside the key and the `oid`. */
  readonly fields: ReadonlySet<string> | undefined;
}

export function renderEntry(node: Node, entry: Entry, wanted: Wanted): Record<string, unknown> {
  const defaults = wanted.verbose ? node.defaults : node.plainDefaults;
  if (wanted.fields !== undefined) return renderFields(node, { ...defaults, ...entry }, entry, wanted);
  const shown: Record<string, unknown> = { ...defaults, ...entry };
  for (const name of Object.keys(entry)) shown[name] = renderValue(node, name, entry[name], wanted);
  if (wanted.flat) {
    for (const field of node.fields.values()) if (field.node?.kind === "table") delete shown[field.name];
  }
  return shown;
}

/** Child tables come with the fields that are asked for, unless they are left out themselves. */
function renderFields(node: Node, all: Entry, entry: Entry, wanted: Wanted): Record<string, unknown> {
  const names = new Set([...(wanted.fields ?? []), ...(node.key === undefined ? [] : [node.key]), "oid"]);
  if (!wanted.flat) for (const field of node.fields.values()) if (field.node?.kind === "table") names.add(field.name);
  const inner = { ...wanted, fields: undefined };
  const shown: Record<string, unknown> = {};
  for (const name of names) {
    if (all[name] === undefined) continue;
    shown[name] = entry[name] === undefined ? all[name] : renderValue(node, name, entry[name], inner);
  }
  return shown;
}

/** A value that is stored, as it is shown. */
export function renderValue(node: Node, name: string, value: unknown, wanted: Wanted): unknown {
  const field = node.fields.get(name);
  if (field === undefined) return value;
  if (field.secret) return isMask(value) ? value : mask(value);
  const inner = field.node;
  if (inner === undefined) return wanted.verbose ? value : plain(value, field.options);
  if (Array.isArray(value)) return value.map((row) => renderEntry(inner, row, wanted));
  return isRecord(value) ? renderEntry(inner, value, wanted) : value;
}
