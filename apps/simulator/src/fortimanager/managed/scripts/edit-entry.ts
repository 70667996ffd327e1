/**
 * What the lines of a script make of an entry.
 *
 * @module
 */

import { EMPTY, type Entry, isEntry, isRows, type Value } from "../../../cmdb/entry.ts";
import { keyFromUrl, keyOf, withKey } from "../../../cmdb/key.ts";
import { readEntry } from "../../../cmdb/read-entry.ts";
import { Refusal } from "../../../cmdb/refusal.ts";
import type { FieldSpec, Node } from "../../../cmdb/schema.ts";
import { ScriptError, type Statement } from "./parse.ts";

/** @throws ScriptError for a field that there is not, or a value that it cannot hold. */
export function editEntry(node: Node, before: Entry, statements: readonly Statement[]): Entry {
  return statements.reduce((entry, statement) => applyLine(node, entry, statement), before);
}

/** The entry with a key, in the form in which it is stored. */
export function keyed(node: Node, key: string, taken: Iterable<string>): Entry {
  if (node.key === undefined) return EMPTY;
  const isNumber = node.key.type === "integer";
  return withKey(node, { [node.key.name]: isNumber ? Number(key) : keyFromUrl(node, key) }, taken);
}

function applyLine(node: Node, entry: Entry, statement: Statement): Entry {
  switch (statement.kind) {
    case "set":
      return setField(node, entry, statement.field, statement.values);
    case "append":
      return setField(node, entry, statement.field, [...valuesOf(node, entry, statement.field), ...statement.values]);
    case "unset": {
      const { name } = fieldOf(node, statement.field);
      const { [name]: _old, ...rest } = entry;
      return rest;
    }
    case "config":
      return editInside(node, entry, statement.words, statement.body);
    default:
      throw new ScriptError(`command parse error before '${statement.kind}'`);
  }
}

function setField(node: Node, entry: Entry, name: string, values: readonly string[]): Entry {
  const field = fieldOf(node, name);
  const key = field.node?.key?.name;
  const wire = field.node === undefined ? values.join(" ") : values.map((value) => ({ [key ?? "name"]: value }));
  return read(node, { [name]: wire }, entry);
}

function read(node: Node, json: object, before: Entry): Entry {
  try {
    return readEntry(node, json, before);
  } catch (error) {
    if (error instanceof Refusal) throw new ScriptError(error.message);
    throw error;
  }
}

function valuesOf(node: Node, entry: Entry, name: string): string[] {
  const { node: inner } = fieldOf(node, name);
  const value = entry[name];
  if (inner !== undefined && isRows(value)) return value.map((row, position) => keyOf(inner, row, position));
  return value === undefined ? [] : String(value).split(" ");
}

function editInside(node: Node, entry: Entry, [name = ""]: readonly string[], body: readonly Statement[]): Entry {
  const field = fieldOf(node, name);
  const inner = field.node;
  if (inner === undefined) throw new ScriptError(`command parse error before '${name}'`);
  const value = entry[name];
  const next: Value =
    inner.kind === "object"
      ? editEntry(inner, isEntry(value) ? value : EMPTY, body)
      : editRows(inner, isRows(value) ? value : [], body);
  return { ...entry, [name]: next };
}

function editRows(node: Node, before: readonly Entry[], statements: readonly Statement[]): readonly Entry[] {
  const rows = new Map(before.map((row, position) => [keyOf(node, row, position), row]));
  for (const statement of statements) {
    switch (statement.kind) {
      case "edit": {
        const own = keyed(node, statement.key, rows.keys());
        const key = keyOf(node, own, rows.size);
        rows.set(key, editEntry(node, rows.get(key) ?? own, statement.body));
        break;
      }
      case "delete":
        rows.delete(statement.key);
        break;
      case "purge":
        rows.clear();
        break;
      default:
        throw new ScriptError(`command parse error before '${statement.kind}'`);
    }
  }
  return [...rows.values()];
}

function fieldOf(node: Node, name: string): FieldSpec {
  const field = node.fields.get(name);
  if (field === undefined) throw new ScriptError(`command parse error before '${name}'`);
  return field;
}
