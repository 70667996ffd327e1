/**
 * Revisions: a hash of what a table holds, so that it moves when the content does and only then.
 *
 * @module
 */

import { hash } from "node:crypto";
import { type Entry, isEntry, isRows, type Value } from "./entry.ts";

/** Entries are never changed, so each is hashed once. */
const digests = new WeakMap<Entry, string>();

/** 32 hex digits, the same for the same content whatever the order of its fields. */
function digestOf(entry: Entry): string {
  let digest = digests.get(entry);
  if (digest === undefined) {
    digest = hash("md5", canonical(entry));
    digests.set(entry, digest);
  }
  return digest;
}

/** 32 hex digits for entries in their order. */
export function revisionOf(entries: Iterable<Entry>): string {
  return hash("md5", Array.from(entries, digestOf).join(""));
}

function canonical(value: Value): string {
  if (isRows(value)) return `[${value.map(canonical).join()}]`;
  if (!isEntry(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? "")}`).join()}}`;
}
