/**
 * Create, update, delete, move and clone.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import type { Collection, Slot } from "./collection.ts";
import type { Entry } from "./entry.ts";
import { keyFromUrl, keyOf, withKey } from "./key.ts";
import { checkRequired, readEntry } from "./read-entry.ts";
import { duplicate, noSuchEntry } from "./refusal.ts";
import type { Node } from "./schema.ts";
import { OBJECT_KEY } from "./table.ts";

/** Looks at an entry before it is stored. `before` is the one that it takes the place of. @throws Refusal. */
export type Check = (key: string, entry: Entry, before?: Entry) => void;

const NO_CHECK: Check = () => {};

/** @returns The key of the new entry. */
export function createEntry(collection: Collection, body: unknown, check: Check = NO_CHECK): string {
  const { node } = collection;
  const entry = withKey(node, readEntry(node, body), collection.keys());
  checkRequired(node, entry);
  const key = keyOf(node, entry, collection.size);
  if (collection.get(key) === undefined) check(key, entry);
  return insert(collection, withUuid(node, entry));
}

/**
 * Puts the fields of the body over the entry. A body with another key renames it.
 *
 * @returns The key that the entry has then.
 */
export function updateEntry(collection: Collection, key: string, body: unknown, check: Check = NO_CHECK): string {
  const { node } = collection;
  const before = existing(collection, key);
  const next = readEntry(node, body, before);
  checkRequired(node, next, body);
  if (node.key === undefined) {
    collection.put(key, next);
    return key;
  }
  const { name } = node.key;
  // An empty key in the body stands for the one in the URL.
  const named = next[name] === "" || next[name] === 0 ? { ...next, [name]: before[name] ?? key } : next;
  const newKey = keyOf(node, named, 0);
  check(key, named, before);
  if (newKey === key) {
    collection.put(key, named);
  } else {
    if (collection.get(newKey) !== undefined) throw duplicate(newKey);
    collection.rename(key, newKey, named);
  }
  return newKey;
}

export function updateObject(slot: Slot, body: unknown, check: Check = NO_CHECK): void {
  const before = slot.read();
  const next = readEntry(slot.node, body, before);
  check(OBJECT_KEY, next, before);
  slot.write(next);
}

export function deleteEntry(collection: Collection, key: string): void {
  existing(collection, key);
  collection.remove(key);
}

/**
 * Moves an entry before or after another. Like the device, it says nothing when the other is not there: then nothing
 * moves.
 */
export function moveEntry(collection: Collection, key: string, side: "before" | "after", neighbour: string): void {
  const entry = existing(collection, key);
  const others = collection.entries().filter(([own]) => own !== key);
  const position = others.findIndex(([own]) => own === keyFromUrl(collection.node, neighbour));
  if (position === -1) return;
  collection.reorder(others.toSpliced(side === "before" ? position : position + 1, 0, [key, entry]));
}

/** Names that no two entries may have, and that a copy therefore comes without, by path of the table. */
const UNIQUE: Readonly<Record<string, string>> = { "firewall/policy": "name", "firewall/security-policy": "name" };

/** @returns The key of the copy. Without a name for it, tables with numbers take the next one. */
export function cloneEntry(collection: Collection, key: string, newKey: string | undefined): string {
  const { node } = collection;
  const {
    uuid: _ofTheOriginal,
    [node.key?.name ?? ""]: _oldKey,
    [UNIQUE[node.name] ?? ""]: _name,
    ...copied
  } = existing(collection, key);
  const named =
    node.key === undefined || newKey === undefined
      ? copied
      : { ...copied, ...readEntry(node, { [node.key.name]: newKey }) };
  return insert(collection, withUuid(node, withKey(node, named, collection.keys())));
}

function insert(collection: Collection, entry: Entry): string {
  const key = keyOf(collection.node, entry, collection.size);
  if (collection.get(key) !== undefined) throw duplicate(key);
  collection.put(key, entry);
  return key;
}

function existing(collection: Collection, key: string): Entry {
  const entry = collection.get(key);
  if (entry === undefined) throw noSuchEntry();
  return entry;
}

export function withUuid(node: Node, entry: Entry): Entry {
  const field = node.fields.get("uuid");
  return field?.type === "uuid" && entry.uuid === undefined ? { ...entry, uuid: randomUUID() } : entry;
}
