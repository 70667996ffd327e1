/**
 * The policy packages of an ADOM, and what each is to be installed on.
 *
 * @module
 */

import type { Database, Entry } from "../../parts.ts";
import { objectsIn } from "../form/json.ts";

export interface Package {
  /** With its folders: `branches/north`. */
  readonly path: string;
  readonly entry: Entry;
}

/** A device with one of its VDOMs, or a group of devices without one. */
export interface Scope {
  readonly name: string;
  readonly vdom?: string;
}

const FOLDER = "folder";

/** `pm/pkg/adom/root`, or `pm/pkg/global`. */
export function packageRoot(adom: string): string {
  return adom === "global" ? "pm/pkg/global" : `pm/pkg/adom/${adom}`;
}

/** `pm/config/adom/root/pkg/default`, or the same of the global database. */
export function contentRoot(adom: string, pkg: string): string {
  return `${databaseRoot(adom)}/pkg/${pkg}`;
}

/** `pm/config/adom/root`, or `pm/config/global`. */
export function databaseRoot(adom: string): string {
  return adom === "global" ? "pm/config/global" : `pm/config/adom/${adom}`;
}

/** All of them, those in folders as well. */
export async function packagesOf(database: Database, adom: string): Promise<Package[]> {
  const entries = await database.entries(packageRoot(adom));
  return entries.flatMap((entry) => {
    const isPackage = entry.type !== FOLDER && typeof entry.name === "string";
    return isPackage ? [{ path: String(entry.name), entry }] : [];
  });
}

/** Where a package is stored. */
export function spotOfPackage(adom: string, path: string): { readonly table: string; readonly key: string } {
  return { table: packageRoot(adom), key: path };
}

export async function findPackage(database: Database, adom: string, path: string): Promise<Package | undefined> {
  const entry = await database.entry(spotOfPackage(adom, path));
  return entry === undefined || entry.type === FOLDER ? undefined : { path, entry };
}

/** The installation targets that an entry names. */
export function scopeMembers(entry: Entry): Scope[] {
  return scopesIn(entry["scope member"]);
}

/** Devices and groups as a client names them. */
export function scopesIn(value: unknown): Scope[] {
  return objectsIn(value).flatMap(({ name, vdom }) => {
    if (typeof name !== "string") return [];
    return [typeof vdom === "string" && vdom !== "" ? { name, vdom } : { name }];
  });
}
