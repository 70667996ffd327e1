/**
 * What a write did, as the log tells it.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { EMPTY, type Entry, isEntry, isRows, type Value } from "./entry.ts";
import { keyFromUrl, keyOf } from "./key.ts";
import type { FieldSpec, Node, Schema } from "./schema.ts";
import { OBJECT_KEY, type Table } from "./table.ts";

export interface Edit {
  readonly path: string;
  /** Undefined for what exists once per device. */
  readonly vdom: string | undefined;
  /** Of the entry; undefined for an object. */
  readonly key: string | undefined;
  readonly action: "Add" | "Edit" | "Delete" | "Move";
  /** `comment[old->new]member[web]`; secrets as `password[*]`. */
  readonly attributes: string;
}

/** Longest text of a value in the log. */
const LONGEST_VALUE = 200;

/**
 * Looks at a table before it is written.
 *
 * @param segments What the URL names in it.
 * @returns A function that looks again, and says what was written; undefined when nothing was. It wants the key of the
 * entry where that may be another than in the URL.
 */
export function watchEdit(
  table: Table,
  { path, node }: Schema,
  vdom: string | undefined,
  [segment]: readonly string[],
): (written: string | number | undefined) => Edit | undefined {
  const isObject = node.kind === "object";
  const named = isObject ? OBJECT_KEY : segment === undefined ? undefined : keyFromUrl(node, segment);
  const before = named === undefined ? undefined : table.get(named);
  const revision = table.revision();
  return (written) => {
    if (table.revision() === revision) return undefined;
    const key = isObject || written === undefined ? named : String(written);
    const after = key === undefined ? undefined : table.get(key);
    // A clone leaves the entry of the URL as it was.
    const old = key === named || (named !== undefined && !table.has(named)) ? before : undefined;
    return describeEdit({ path, node }, vdom, key, old, after);
  };
}

/** @param key Of the entry after it was written. @param before Undefined: there was none. @param after The same. */
export function describeEdit(
  { path, node }: Pick<Schema, "path" | "node">,
  vdom: string | undefined,
  key: string | undefined,
  before: Entry | undefined,
  after: Entry | undefined,
): Edit {
  const isObject = node.kind === "object";
  return {
    path,
    vdom,
    key: isObject ? undefined : key,
    action: actionOf(isObject, before, after),
    attributes: attributesOf(node, before, after),
  };
}

function actionOf(isObject: boolean, before: Entry | undefined, after: Entry | undefined): Edit["action"] {
  if (isObject) return "Edit";
  if (after === undefined) return "Delete";
  if (before === undefined) return "Add";
  return before === after ? "Move" : "Edit";
}

/** Each field that changed, with what it held and holds. */
function attributesOf(node: Node, before: Entry | undefined, after: Entry | undefined): string {
  if (after === undefined && node.kind === "table") return "";
  const isNew = before === undefined && node.kind === "table";
  const [old, now] = [before ?? EMPTY, after ?? EMPTY];
  return [...node.fields.values()]
    .filter((field) => !(isNew && field === node.key) && !isDeepStrictEqual(old[field.name], now[field.name]))
    .map((field) => `${field.name}[${changeOf(field, isNew, old[field.name], now[field.name])}]`)
    .join("");
}

function changeOf(field: FieldSpec, isNew: boolean, old: Value | undefined, now: Value | undefined): string {
  if (field.secret) return "*";
  const shown = textOf(field, now);
  return isNew ? shown : `${textOf(field, old)}->${shown}`;
}

/** Entries stand for themselves by their keys. */
function textOf({ node, default: byDefault }: FieldSpec, value: Value | undefined): string {
  if (node === undefined) return String(value ?? byDefault).slice(0, LONGEST_VALUE);
  if (isRows(value))
    return value
      .map((row, position) => keyOf(node, row, position))
      .join(" ")
      .slice(0, LONGEST_VALUE);
  return isEntry(value) ? Object.keys(value).join(" ") : "";
}
