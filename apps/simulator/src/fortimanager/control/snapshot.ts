/**
 * Everything that a FortiManager holds, by url.
 *
 * @module
 */

import type { Database, Entry } from "../parts.ts";

/**
 * The entries of each table that has any, and each object as a list of one, by url without a slash in front. Without what
 * is made up or depends on the time, so that two FortiManagers that went through the same job compare equal.
 */
export type ManagerSnapshot = Readonly<Record<string, readonly Entry[]>>;

const MADE_UP: ReadonlySet<string> = new Set([
  "_created timestamp",
  "_modified timestamp",
  "create_time",
  "last_checked",
  "last_resync",
  "oid",
  "uuid",
]);

export async function takeManagerSnapshot(database: Database): Promise<ManagerSnapshot> {
  const tables = database.tables("").toSorted();
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, (await database.entries(table)).map(lasting)] as const)),
  );
}

function lasting(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !MADE_UP.has(name)));
}
