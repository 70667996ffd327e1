/**
 * What must be done on a FortiGate for it to hold what FortiManager wants.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Configuration } from "../../../cmdb/configuration.ts";
import { EMPTY, type Entry, type Value } from "../../../cmdb/entry.ts";
import { keyFromUrl } from "../../../cmdb/key.ts";
import { readEntry } from "../../../cmdb/read-entry.ts";
import { Refusal } from "../../../cmdb/refusal.ts";
import type { Node } from "../../../cmdb/schema.ts";
import { OBJECT_KEY } from "../../../cmdb/table.ts";
import type { DeviceTable } from "../form/device-tables.ts";
import type { JsonObject } from "../form/json.ts";
import { toFortiOs } from "../form/to-fortios.ts";
import type { EntryChange } from "./change.ts";

/** An entry as FortiManager wants it. */
export interface Wanted extends DeviceTable {
  /** Empty for an object. */
  readonly key: string;
  /** In FortiManager's form. */
  readonly stored: JsonObject;
  /** The fields that FortiManager decides on: those that are not in `stored` get their default. Undefined: all. */
  readonly known: ReadonlySet<string> | undefined;
}

/** Undefined when the FortiGate's version has no such table, or the entry is there as it is wanted. */
export async function changeFor(configuration: Configuration, wanted: Wanted): Promise<EntryChange | undefined> {
  const { path, vdom, known, stored } = wanted;
  const schema = await configuration.schemas.load(path);
  if (schema === undefined) return undefined;
  const key = schema.node.kind === "object" ? OBJECT_KEY : keyFromUrl(schema.node, wanted.key);
  const before = configuration.table(path, vdom).get(key);
  const after = merge(schema.node, before, toFortiOs(schema.node, stored), known);
  return isDeepStrictEqual(before ?? EMPTY, after) && (before !== undefined || schema.node.kind === "object")
    ? undefined
    : { kind: "edit", path, vdom, schema, key, before, after };
}

/**
 * The entry with what is wanted in it. Its `uuid` stays, and so does a secret that FortiManager knows only by its mask.
 */
function merge(node: Node, before: Entry | undefined, json: JsonObject, known: ReadonlySet<string> | undefined): Entry {
  const after: Record<string, Value> = {};
  for (const field of node.fields.values()) {
    const { name } = field;
    const old = before?.[name];
    const isKept = field.readonly || (field.type === "uuid" && before !== undefined);
    const isWanted = Object.hasOwn(json, name);
    const isReset = !isWanted && !field.secret && (known?.has(name) ?? true);
    const value = isKept ? old : isWanted ? read(node, name, json[name]) : isReset ? undefined : old;
    if (value !== undefined) after[name] = value;
  }
  return after;
}

/** What cannot be read goes as it is: it is for the FortiGate to refuse it. */
function read(node: Node, name: string, value: unknown): Value | undefined {
  try {
    return readEntry(node, { [name]: value })[name];
  } catch (error) {
    if (error instanceof Refusal) return value as Value;
    throw error;
  }
}
