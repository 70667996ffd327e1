/**
 * Takes references out of a configuration that lead nowhere, as a device does that starts with one.
 *
 * @module
 */

import type { Configuration, TableAt } from "../cmdb/configuration.ts";
import { type Entry, isEntry, isRows, isScalar, type Value } from "../cmdb/entry.ts";
import { exists } from "../cmdb/integrity.ts";
import type { FieldSpec, Node } from "../cmdb/schema.ts";
import { createTable } from "../cmdb/table.ts";
import { VALUE_ERROR } from "./conf-error.ts";
import { commandOf } from "./find-table.ts";

export interface Pruned {
  /** The tables in which something was taken out. */
  readonly tables: readonly TableAt[];
  /** A line for each reference. */
  readonly errors: readonly string[];
}

/** What only that which has gone now referred to may have to go in the next round. */
export function pruneReferences(configuration: Configuration): Pruned {
  const errors: string[] = [];
  const tables = configuration.tables().flatMap((at): TableAt[] => {
    const node = configuration.schemas.loaded(at.path)?.node;
    if (node?.refers !== true) return [];
    let isChanged = false;
    const kept = Array.from(at.table.entries()).flatMap(([key, entry]): (readonly [string, Entry])[] => {
      const pruned = pruneEntry(node, entry, (field, value, attribute) => {
        if (field.targets?.some((target) => exists(configuration, target, value, at.vdom)) !== false) return true;
        errors.push(errorOf(at, key, attribute, value));
        return false;
      });
      if (pruned === entry) return [[key, entry]];
      isChanged = true;
      return pruned === undefined ? [] : [[key, pruned]];
    });
    return isChanged ? [{ ...at, table: createTable(kept) }] : [];
  });
  return { tables, errors };
}

/** @param attribute What the command line calls it: that of a list for the names in it. */
type Check = (field: FieldSpec, value: string, attribute: string) => boolean;

/** The entry itself when nothing is wrong with it; undefined when it cannot be without what is missing. */
function pruneEntry(node: Node, entry: Entry, isKnown: Check, list?: string): Entry | undefined {
  if (!node.refers) return entry;
  const next: Record<string, Value> = {};
  let isChanged = false;
  for (const [name, value] of Object.entries(entry)) {
    const field = node.fields.get(name);
    const attribute = field === node.key ? (list ?? name) : name;
    const kept = field === undefined ? value : pruneValue(field, value, isKnown, attribute);
    isChanged ||= kept !== value;
    if (kept !== undefined) next[name] = kept;
    else if (field === node.key || field?.required === true) return undefined;
  }
  return isChanged ? next : entry;
}

function pruneValue(field: FieldSpec, value: Value, isKnown: Check, attribute: string): Value | undefined {
  const { node } = field;
  if (node !== undefined && isRows(value)) {
    const rows = value.map((row) => pruneEntry(node, row, isKnown, field.name));
    if (rows.every((row, at) => row === value[at])) return value;
    const kept = rows.filter((row) => row !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (node !== undefined) return isEntry(value) ? pruneEntry(node, value, isKnown) : value;
  if (field.targets === undefined || !isScalar(value) || value === "" || value === 0) return value;
  const words = field.multiple ? String(value).split(" ") : [String(value)];
  const kept = words.filter((word) => isKnown(field, word, attribute));
  if (kept.length === words.length) return value;
  return kept.length === 0 ? undefined : kept.join(" ");
}

function errorOf({ path, vdom = "global" }: TableAt, key: string, attribute: string, value: string): string {
  const at = [vdom, ...commandOf(path).split(" "), key].filter((part) => part !== "").join(".");
  return `>>>  "set" "${attribute}" "${value}" @ ${at}:entry not found in datasource (error ${VALUE_ERROR})`;
}
