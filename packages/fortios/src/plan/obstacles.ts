/**
 * Finds who still uses what a plan deletes: the device would refuse it.
 *
 * @module
 */

import { type CmdbEntry, type Field, fortios, isInVersion } from "@fortiweave/catalog";
import {
  type Change,
  findUsers,
  keyText,
  nameOf,
  OBJECT_KEY,
  type TableContent,
  type Target,
  targetsOf,
  type User,
  type Users,
} from "@fortiweave/catalog/plan";
import type { CallOptions } from "../types.ts";
import { readContent, type Tables } from "./state.ts";
import type { PlanNote } from "./types.ts";

/** What is known of the device, and how to learn more. */
export interface Surroundings {
  readonly tables: Tables;
  readonly options: CallOptions;
  readonly version: string | undefined;
  /** What the document's tables hold. */
  readonly contents: readonly TableContent[];
}

/** One obstacle for each entry that is deleted and stays in use. */
export async function findObstacles(changes: readonly Change[], around: Surroundings): Promise<PlanNote[]> {
  const deletions = changes.filter(({ after, entry }) => after === undefined && entry.kind === "table");
  if (deletions.length === 0) return [];
  const now = findUsers(around.contents);
  const later = findUsers(around.contents.map((content) => afterwards(content, changes)));
  const elsewhere = createSearch(around);
  const notes: PlanNote[] = [];
  for (const { entry, mkey } of deletions) {
    const { path } = entry;
    const value = String(mkey);
    const known = now.of(targetOf(entry), value).length;
    const users = [...later.of(targetOf(entry), value), ...(await elsewhere(entry, value, known))];
    if (users.length === 0) continue;
    const message = `${nameOf(path, mkey)} cannot be deleted: ${listOf(users)} would still use it`;
    notes.push({ kind: "in-use", table: path, ...(mkey !== undefined && { mkey }), message });
  }
  return notes;
}

/** What a table holds once the plan is done. */
function afterwards({ entry, rows }: TableContent, changes: readonly Change[]): TableContent {
  const next = new Map(rows);
  for (const change of changes) {
    if (change.entry.path !== entry.path) continue;
    const key = change.mkey === undefined ? OBJECT_KEY : keyText(entry, change.mkey);
    if (change.after === undefined) next.delete(key);
    else next.set(key, change.after);
  }
  return { entry, rows: next };
}

/** Finds the users of an entry in tables that the document does not name. `known`: how many there are in the others. */
type Search = (entry: CmdbEntry, value: string, known: number) => Promise<User[]>;

/**
 * The device tells how often an entry is used. Only where that is more often than the document's tables account for, the
 * others are read, each once, until all users are found.
 */
function createSearch({ contents, options, tables, version }: Surroundings): Search {
  const named = new Set(contents.map(({ entry }) => entry.path));
  const found = new Map<string, Users>();
  const referring = new Map<Target, CmdbEntry[]>();
  const referringTo = async (target: Target): Promise<CmdbEntry[]> => {
    const entries = referring.get(target) ?? (await tablesThatReferTo(target, version));
    referring.set(target, entries);
    return entries;
  };
  const usersIn = async (entry: CmdbEntry): Promise<Users> => {
    const users = found.get(entry.path) ?? findUsers([await readContent(tables, entry, options)]);
    found.set(entry.path, users);
    return users;
  };
  return async (entry, value, known) => {
    const row = contents.find((content) => content.entry.path === entry.path)?.rows.get(keyText(entry, value));
    const missing = Number(row?.q_ref ?? 0) - known;
    const users: User[] = [];
    if (missing <= 0) return users;
    for (const candidate of await referringTo(targetOf(entry))) {
      if (users.length >= missing) break;
      if (!named.has(candidate.path)) users.push(...(await usersIn(candidate)).of(targetOf(entry), value));
    }
    return users;
  };
}

/** The tables that can refer to a place, those of the same group first. */
async function tablesThatReferTo(target: Target, version: string | undefined): Promise<CmdbEntry[]> {
  const rows = fortios
    .rows("cmdb")
    .filter(({ versions, methods }) => isInVersion(versions, version) && methods.includes("PUT"));
  const entries = await Promise.all(rows.map(({ path }) => fortios.load("cmdb", path)));
  const group = target.slice(0, target.indexOf("/"));
  return entries
    .filter((entry) => entry !== undefined)
    .filter(({ fields }) => refersTo(fields, target))
    .sort((a, b) => Number(b.path.startsWith(group)) - Number(a.path.startsWith(group)));
}

function refersTo(fields: Readonly<Record<string, Field>>, target: Target): boolean {
  return Object.values(fields).some(
    (field) => targetsOf(field).includes(target) || refersTo(field.fields ?? {}, target),
  );
}

function targetOf({ path, mkey = "name" }: CmdbEntry): Target {
  return `${path} ${mkey}`;
}

const SHOWN = 5;

function listOf(users: readonly User[]): string {
  const shown = users.slice(0, SHOWN).map(({ path, mkey }) => nameOf(path, mkey));
  const rest = users.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
