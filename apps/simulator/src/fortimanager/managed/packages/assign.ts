/**
 * Global packages: their policies stand before and after those of the packages that they are assigned to.
 *
 * @module
 */

import { type Field, fortimanager } from "@fortiweave/catalog/fortimanager";
import type { Database, Entry } from "../../parts.ts";
import { isObject, listOf } from "../form/json.ts";
import type { Managing } from "../managing.ts";
import { contentRoot, databaseRoot } from "./tree.ts";

/** What is to be assigned. */
export interface AssignmentWish {
  readonly pkg: string;
  readonly adom: string;
  /** The packages of the ADOM that get it. Undefined: all. */
  readonly only: readonly string[] | undefined;
  /** Then these are those that do not get it. */
  readonly isExcluded: boolean;
  readonly flags: readonly string[];
}

/** What an ADOM has been assigned. */
export interface Assignment extends AssignmentWish {
  /** As they were then, by `header/policy`. */
  readonly policies: ReadonlyMap<string, readonly Entry[]>;
}

const SIDES = ["header", "footer"] as const;

/** The policies that stand before or after those of a package: `header/policy`. */
export function globalPolicies(
  { assignments }: Pick<Managing, "assignments">,
  adom: string,
  pkg: string,
  table: string,
): readonly Entry[] {
  const assignment = assignments.get(adom);
  if (assignment === undefined) return [];
  const isNamed = assignment.only?.includes(pkg) ?? true;
  return isNamed === assignment.isExcluded ? [] : (assignment.policies.get(table) ?? []);
}

/** The objects that the policies use become objects of the ADOM; with `cp_all_objs` all others do too. */
export async function assign({ database, assignments }: Managing, wish: AssignmentWish): Promise<void> {
  const { adom, pkg, flags } = wish;
  const copied = new Set<string>();
  const policies = new Map<string, readonly Entry[]>();
  for (const side of SIDES) {
    const root = `${contentRoot("global", pkg)}/global`;
    for (const table of database.tables(`${root}/${side}/`)) {
      const row = fortimanager.resolveUrl(table)?.row;
      const entry = row && (await fortimanager.load("object", row.path));
      const rows = await database.entries(table);
      for (const policy of rows) await copyUsed(database, adom, entry?.fields ?? {}, policy, copied);
      policies.set(table.slice(root.length + 1), rows);
    }
  }
  if (flags.includes("cp_all_objs")) await copyAll(database, adom, copied);
  assignments.set(adom, { ...wish, policies });
}

async function copyUsed(
  database: Database,
  adom: string,
  fields: Readonly<Record<string, Field>>,
  entry: Entry,
  copied: Set<string>,
): Promise<void> {
  for (const [name, value] of Object.entries(entry)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const { fields: inner } = field ?? {};
    if (inner !== undefined) {
      for (const row of listOf(value)) if (isObject(row)) await copyUsed(database, adom, inner, row, copied);
    }
    for (const ref of field?.refs ?? []) {
      for (const key of listOf(value)) await copyObject(database, adom, ref, String(key), copied);
    }
  }
}

async function copyObject(
  database: Database,
  adom: string,
  ref: string,
  key: string,
  copied: Set<string>,
): Promise<void> {
  const path = fortimanager.resolveRef(ref)?.path;
  const entry = path === undefined ? undefined : await fortimanager.load("object", path);
  const spot = { table: `pm/config/global/obj/${path}`, key };
  const object = entry?.kind === "table" ? await database.entry(spot) : undefined;
  if (entry === undefined || object === undefined || copied.has(`${path} ${key}`)) return;
  copied.add(`${path} ${key}`);
  await copyUsed(database, adom, entry.fields, object, copied);
  const { oid: _oid, ...own } = object;
  await database.store({ table: `${databaseRoot(adom)}/obj/${path}`, key }, own);
}

async function copyAll(database: Database, adom: string, copied: Set<string>): Promise<void> {
  for (const table of database.tables("pm/config/global/obj/")) {
    const row = fortimanager.resolveUrl(table)?.row;
    if (row === undefined || !("mkey" in row) || row.mkey === undefined) continue;
    const ref = `${row.path}.${row.mkey}`;
    for (const entry of await database.entries(table)) {
      await copyObject(database, adom, ref, String(entry[row.mkey]), copied);
    }
  }
}
