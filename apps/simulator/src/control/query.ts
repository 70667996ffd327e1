/**
 * Reads the parameters of a control API's URL.
 *
 * @module
 */

import type { Query } from "./app.ts";

/** @throws Error when there is none, or several. */
export function textIn(query: Query, name: string): string {
  const value = query[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`Give one ${name} in the URL: ?${name}=...`);
}

/** A whole number; undefined where there is none. @throws Error when it is something else. */
export function numberIn(query: Query, name: string): number | undefined {
  const value = query[name];
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  throw new Error(`Give ${name} in the URL as a whole number`);
}

/** What stands from `start` on, at most `count`; all where the URL asks for no part. */
export function pageOf<T>(all: readonly T[], query: Query): readonly T[] {
  const start = numberIn(query, "start") ?? 0;
  return all.slice(start, start + (numberIn(query, "count") ?? all.length));
}

/** Removes the one whose `id` the URL names, and all without one. @throws Error when there is none with this id. */
export function removeOne(list: { remove(id: number): void; clear(): void }, query: Query): void {
  const id = numberIn(query, "id");
  if (id === undefined) list.clear();
  else list.remove(id);
}
