/**
 * Copies what is in one package, or in one part of it, to another place.
 *
 * @module
 */

import { fortimanager } from "@fortiweave/catalog/fortimanager";
import type { Database } from "../../parts.ts";

/** Every table at and below a url goes below another one. */
export async function copyBelow(database: Database, from: string, to: string): Promise<void> {
  for (const table of tablesBelow(database, from)) {
    const target = to + table.slice(from.length);
    const object = await database.entry({ table });
    if (object !== undefined) await database.store({ table: target }, object);
    else
      for (const entry of await database.entries(table)) {
        await database.store({ table: target, key: keyIn(table, entry) }, withoutOid(entry));
      }
  }
}

/** Removes every table at and below a url. */
export async function removeBelow(database: Database, url: string): Promise<void> {
  for (const table of tablesBelow(database, url)) {
    if ((await database.entry({ table })) !== undefined) await database.store({ table }, undefined);
    else
      for (const entry of await database.entries(table)) {
        await database.store({ table, key: keyIn(table, entry) }, undefined);
      }
  }
}

function tablesBelow(database: Database, url: string): readonly string[] {
  return database.tables(url).filter((table) => table === url || table.startsWith(`${url}/`));
}

function keyIn(table: string, entry: Readonly<Record<string, unknown>>): string {
  const row = fortimanager.resolveUrl(table)?.row;
  const mkey = row !== undefined && "mkey" in row ? row.mkey : undefined;
  return String(entry[mkey ?? "name"]);
}

function withoutOid({ oid: _oid, ...entry }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return entry;
}
