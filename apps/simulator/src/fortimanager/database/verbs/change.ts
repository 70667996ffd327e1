/**
 * What the verbs that write have in common.
 *
 * @module
 */

import type { Answer, Entry, Operation } from "../../parts.ts";
import { invalidData } from "../../rpc/refusals.ts";
import type { Collection, Target } from "../collection.ts";
import { hasTwin } from "../query/duplicates.ts";
import { alreadyThere } from "../refusals.ts";
import { keyOf } from "../schema/keys.ts";
import type { Position } from "../store/edit.ts";
import type { Layer } from "../store/layer.ts";
import type { Location } from "../urls/location.ts";
import { checkRequired, isRecord, readEntry, type Stamps, withKey } from "../values/read-entry.ts";

/** One operation that changes something. */
export interface Change {
  readonly operation: Operation;
  readonly location: Location;
  readonly target: Target;
  /** What is changed lies in it until the operation is known to succeed. */
  readonly layer: Layer;
  readonly stamps: Stamps;
}

/** Carries out a verb. */
export type Verb = (change: Change) => Answer;

/** The entries in the data: one, or several. */
export function rawEntries(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const entries = Array.isArray(data) ? data : [data];
  if (!entries.every(isRecord)) throw invalidData();
  return entries;
}

/** Makes a new entry of what was sent, and puts it in its place. Answers its key field and value. */
export function create(
  { operation, stamps }: Change,
  collection: Collection,
  raw: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { node } = collection;
  const read = readEntry(node, raw, {}, "overwrite", stamps);
  const entry = withKey(node, read, hasKey(node.key, read) ? [] : collection.rows().keys());
  checkRequired(node, entry);
  if (hasOption(operation, "duplicate check") && hasTwin(node, collection.rows().values(), entry)) throw alreadyThere();
  const stamped = { ...entry, oid: stamps.oid() };
  const key = keyOf(node.key, stamped) ?? String(stamped.oid);
  collection.put(key, stamped, { position: positionFor(raw, operation.item) });
  return keyIn(node.key, stamped);
}

function hasKey(key: string | undefined, entry: Entry): boolean {
  const value = keyOf(key, entry);
  return value !== undefined && value !== "" && value !== "0";
}

/** `object position` in the data, or `before` beside it. */
function positionFor(
  raw: Readonly<Record<string, unknown>>,
  item: Readonly<Record<string, unknown>>,
): Position | undefined {
  const [where, key] = Array.isArray(raw["object position"]) ? raw["object position"] : ["before", item.before];
  if ((where !== "before" && where !== "after") || (typeof key !== "string" && typeof key !== "number"))
    return undefined;
  return { where, key: String(key) };
}

/** Whether a write has an option: one text, or one of a list. */
export function hasOption({ item }: Operation, name: string): boolean {
  return [item.option].flat().includes(name);
}

/** What the answer to a write holds: the key of the entry. */
export function keyIn(key: string | undefined, entry: Entry): Record<string, unknown> {
  return key === undefined || entry[key] === undefined ? {} : { [key]: entry[key] };
}

/** An array is answered with nothing but success, an object with its key. */
export function answerFor(data: unknown, keys: readonly Record<string, unknown>[]): Answer {
  const [first] = keys;
  return Array.isArray(data) || first === undefined || Object.keys(first).length === 0 ? {} : { data: first };
}

/** The data, with the key that the url names where it has none itself. */
export function withUrlKey({ node }: Collection, key: string, raw: Readonly<Record<string, unknown>>): Entry {
  const name = node.key;
  if (name === undefined || raw[name] !== undefined) return raw;
  if (name !== "_scope") return { ...raw, [name]: key };
  const [device, vdom] = key.split("/");
  return { ...raw, [name]: [{ name: device, ...(vdom === "" ? {} : { vdom }) }] };
}
