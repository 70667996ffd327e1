/**
 * What lines of the command line make of an entry, and of the entries of a table.
 *
 * @module
 */

import { EMPTY, type Entry, isEntry, isRows, type Value } from "../cmdb/entry.ts";
import { keyFromUrl, keyOf } from "../cmdb/key.ts";
import { readEntry } from "../cmdb/read-entry.ts";
import type { FieldSpec, Node } from "../cmdb/schema.ts";
import { MASK } from "../cmdb/secrets.ts";
import { asConfError, ConfError, notUnderstood, VALUE_ERROR } from "./conf-error.ts";
import { fieldOf, withoutSecret } from "./field-names.ts";
import type { Statement } from "./parse.ts";
import { copied, keyed, moved, positionKey, refill, requireRow } from "./rows.ts";
import { decodeSecret, ENC } from "./secret.ts";

/** How lines are taken. */
export interface Editing {
  /** Hears of a line that cannot be carried out; the others are. Undefined: the first one is thrown. */
  readonly failed?: (statement: Statement, error: ConfError) => void;
  /** `unset` of a list of options leaves none chosen, as configuration files mean it. Default: the default is back. */
  readonly unsetClears?: boolean;
}

/** @throws ConfError for a field that there is not, or a value that it cannot hold. */
export function editEntry(node: Node, before: Entry, statements: readonly Statement[], how: Editing = {}): Entry {
  let entry = before;
  for (const statement of statements) {
    attempt(how, withoutSecret(node, statement), () => {
      entry = applyLine(node, entry, statement, how);
    });
  }
  return entry;
}

/** The entries of a table by key, in their order, after these lines. */
function editRows(
  node: Node,
  before: ReadonlyMap<string, Entry>,
  statements: readonly Statement[],
  how: Editing = {},
): ReadonlyMap<string, Entry> {
  const rows = new Map(before);
  for (const statement of statements) attempt(how, statement, () => editRow(node, rows, statement, how));
  return rows;
}

function attempt({ failed }: Editing, statement: Statement, work: () => void): void {
  if (failed === undefined) {
    work();
    return;
  }
  try {
    work();
  } catch (error) {
    failed(statement, asConfError(error));
  }
}

function applyLine(node: Node, entry: Entry, statement: Statement, how: Editing): Entry {
  switch (statement.kind) {
    case "set":
    case "select":
      return setField(node, entry, statement.field, statement.values);
    case "append":
      return setField(node, entry, statement.field, [...valuesOf(node, entry, statement.field), ...statement.values]);
    case "unselect": {
      const kept = valuesOf(node, entry, statement.field).filter((value) => !statement.values.includes(value));
      return setField(node, entry, statement.field, kept);
    }
    case "unset":
      return unsetField(entry, fieldOf(node, statement.field), how);
    case "config":
      return editInside(node, entry, statement.words, statement.body, how);
    default:
      throw notUnderstood(statement.kind === "command" ? (statement.words[0] ?? "") : statement.kind);
  }
}

function setField(node: Node, entry: Entry, name: string, values: readonly string[]): Entry {
  const field = fieldOf(node, name);
  return read(node, { [field.name]: wireValue(field, values) }, entry);
}

function wireValue(field: FieldSpec, values: readonly string[]): unknown {
  if (field.node?.kind === "object") throw notUnderstood(values[0] ?? field.name);
  if (field.node !== undefined) {
    const key = field.node.key?.name ?? "name";
    return values.map((value) => ({ [key]: value }));
  }
  const text = values.join(" ");
  const [mark, ...code] = values;
  if (!field.secret || mark !== ENC || text === MASK) return text;
  const secret = decodeSecret(code.join(""));
  if (secret === undefined) throw new ConfError("the secret cannot be decrypted", undefined, VALUE_ERROR);
  return secret;
}

function unsetField(entry: Entry, { name, options, multiple, default: usual }: FieldSpec, how: Editing): Entry {
  const { [name]: _old, ...rest } = entry;
  const clears = how.unsetClears === true && multiple && options !== undefined && usual !== "";
  return clears ? { ...rest, [name]: "" } : rest;
}

function read(node: Node, json: object, before: Entry): Entry {
  try {
    return readEntry(node, json, before);
  } catch (error) {
    throw asConfError(error);
  }
}

function valuesOf(node: Node, entry: Entry, name: string): string[] {
  const { node: inner, name: full } = fieldOf(node, name);
  const value = entry[full];
  if (inner !== undefined && isRows(value)) return value.map((row, position) => keyOf(inner, row, position));
  return value === undefined ? [] : String(value).split(" ");
}

function editInside(
  node: Node,
  entry: Entry,
  [name = ""]: readonly string[],
  body: readonly Statement[],
  how: Editing,
): Entry {
  const field = fieldOf(node, name);
  const inner = field.node;
  if (inner === undefined) throw notUnderstood(name);
  const value = entry[field.name];
  const next: Value =
    inner.kind === "object"
      ? editEntry(inner, isEntry(value) ? value : EMPTY, body, how)
      : [...editRows(inner, rowsByKey(inner, isRows(value) ? value : []), body, how).values()];
  const { [field.name]: _old, ...rest } = entry;
  return Object.keys(next).length === 0 ? rest : { ...rest, [field.name]: next };
}

function rowsByKey(node: Node, rows: readonly Entry[]): Map<string, Entry> {
  return new Map(rows.map((row, position) => [keyOf(node, row, position), row]));
}

/** Carries out one line on the entries of a table, in place. @throws ConfError when it cannot be. */
export function editRow(node: Node, rows: Map<string, Entry>, statement: Statement, how: Editing): void {
  switch (statement.kind) {
    case "edit": {
      const own = keyed(node, statement.key, rows.keys());
      const key = node.key === undefined ? positionKey(statement.key, rows.size) : keyOf(node, own, 0);
      rows.set(key, editEntry(node, rows.get(key) ?? own, statement.body, how));
      return;
    }
    case "delete":
      requireRow(node, rows, statement.key);
      rows.delete(keyFromUrl(node, statement.key));
      return;
    case "purge":
      rows.clear();
      return;
    case "move":
      refill(rows, moved(node, rows, statement));
      return;
    case "rename":
    case "clone":
      refill(rows, copied(node, rows, statement));
      return;
    default:
      throw notUnderstood(statement.kind === "command" ? (statement.words[0] ?? "") : statement.kind);
  }
}
