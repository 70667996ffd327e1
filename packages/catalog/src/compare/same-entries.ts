/**
 * Compares lists of entries, as sets or in their order.
 *
 * @module
 */

import { isRecord } from "./is-record.ts";

/** What is known of a list. */
export interface EntryList {
  /** Name of the key of its entries. Undefined: not known. */
  readonly key: string | undefined;
  /** Whether the order of the entries has a meaning. */
  readonly ordered: boolean;
  /** Whether an entry of the device is as wanted. */
  same(wanted: unknown, actual: unknown): boolean;
}

/** Whether every wanted entry has a partner of its own among the actual ones, and none of these is left over. */
export function sameEntries(wanted: readonly unknown[], actual: readonly unknown[], list: EntryList): boolean {
  const entries = unique(wanted);
  if (entries.length !== actual.length) return false;
  const { key, ordered, same } = list;
  if (ordered) return entries.every((entry, index) => same(withoutFreeKey(entry, key), actual[index]));
  const keys = keysOf(entries, key);
  const partners = keys && keysOf(actual, key);
  // Each entry says its key, and the device spells keys alike: the only possible partner is known.
  if (keys !== undefined && partners !== undefined && [...keys.keys()].every((name) => partners.has(name)))
    return [...keys].every(([name, entry]) => same(entry, partners.get(name)));
  return sameInAnyOrder(
    entries.map((entry) => withoutFreeKey(entry, key)),
    actual,
    same,
  );
}

function sameInAnyOrder(wanted: readonly unknown[], actual: readonly unknown[], same: EntryList["same"]): boolean {
  const left = [...actual];
  // Entries that say most choose first, or a vague one could take the partner of an exact one.
  return wanted.toSorted(byDetail).every((entry) => {
    const partner = left.findIndex((candidate) => same(entry, candidate));
    if (partner >= 0) left.splice(partner, 1);
    return partner >= 0;
  });
}

/** The entries by their key. Undefined when that is not known, and when one has none, or not one of its own. */
function keysOf(entries: readonly unknown[], key: string | undefined): Map<string, unknown> | undefined {
  if (key === undefined) return undefined;
  const byKey = new Map<string, unknown>();
  for (const entry of entries) {
    const name = isRecord(entry) ? entry[key] : undefined;
    // A key can be a list itself: the scope of a mapping.
    if (name === undefined || typeof name === "object" || isFree(name)) return undefined;
    byKey.set(String(name), entry);
  }
  return byKey.size === entries.length ? byKey : undefined;
}

/** In the place of an empty key, or of number 0, the device puts one of its own choice. */
function withoutFreeKey(entry: unknown, key: string | undefined): unknown {
  if (key === undefined || !isRecord(entry) || !isFree(entry[key])) return entry;
  const { [key]: _free, ...rest } = entry;
  return rest;
}

function isFree(key: unknown): boolean {
  return key === 0 || key === "0" || key === "" || key === null;
}

function unique(entries: readonly unknown[]): unknown[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function byDetail(a: unknown, b: unknown): number {
  return Object.keys(Object(b)).length - Object.keys(Object(a)).length;
}
