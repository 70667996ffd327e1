/**
 * The revisions of an ADOM: a copy of its whole database each, to which it can be put back.
 *
 * @module
 */

import type { Answer, Entry, Operation, Routes } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import { isObject, type JsonObject } from "../form/json.ts";
import { type Managing, requireAdom } from "../managing.ts";
import { databaseRoot, packageRoot } from "../packages/tree.ts";

/** What people write about a revision. */
export interface RevisionText {
  readonly name?: unknown;
  readonly desc?: unknown;
  readonly locked?: unknown;
  readonly created_by?: unknown;
}

/** Takes one, and answers its number. */
export async function addAdomRevision(
  managing: Managing,
  adom: string,
  user: string,
  text: RevisionText,
): Promise<number> {
  const { database, clock } = managing;
  const table = tableOf(adom);
  const taken = (await database.entries(table)).map(({ version }) => Number(version));
  const version = Math.max(0, ...taken) + 1;
  const entry: Entry = {
    version,
    name: String(text.name ?? ""),
    desc: String(text.desc ?? ""),
    created_by: String(text.created_by ?? user),
    created_time: Math.floor(clock.now() / 1000),
    locked: Number(text.locked ?? 0),
  };
  const roots = [databaseRoot(adom), packageRoot(adom)];
  managing.copies.set(
    `${adom} ${version}`,
    roots.map((root) => database.snapshot(root)),
  );
  await database.store({ table, key: String(version) }, entry);
  return version;
}

export function adomRevisionRoutes(managing: Managing): Routes {
  const places = ["dvmdb/adom/{adom}/revision", "dvmdb/global/revision"];
  const routes = places.map(
    (place): Routes => ({
      [`add ${place}`]: (operation, { adom = "global" }) => add(managing, operation, adom),
      [`clone ${place}/{version}`]: (operation, { adom = "global", version = "" }) =>
        revert(managing, operation, adom, version),
    }),
  );
  return Object.assign({}, ...routes);
}

async function add(managing: Managing, { session, data }: Operation, adom: string): Promise<Answer> {
  if (adom !== "global") await requireAdom(managing, adom);
  const text = textOf(data);
  if (typeof text.name !== "string" || text.name === "") throw invalidData();
  return { data: { version: await addAdomRevision(managing, adom, session.user, text) } };
}

/** Puts the ADOM back to a revision, which becomes the newest one. */
async function revert(
  managing: Managing,
  { session, data }: Operation,
  adom: string,
  version: string,
): Promise<Answer> {
  const copied = managing.copies.get(`${adom} ${version}`);
  const entry = await managing.database.entry({ table: tableOf(adom), key: version });
  if (copied === undefined || entry === undefined) throw missing();
  await managing.workspaces.check(session, { table: databaseRoot(adom) });
  for (const snapshot of copied) managing.database.restore(snapshot);
  const text = { name: entry.name, desc: entry.desc, ...textOf(data) };
  return { data: { version: await addAdomRevision(managing, adom, session.user, text) } };
}

function textOf(data: unknown): JsonObject {
  const only = Array.isArray(data) ? data[0] : data;
  return isObject(only) ? only : {};
}

function tableOf(adom: string): string {
  return adom === "global" ? "dvmdb/global/revision" : `dvmdb/adom/${adom}/revision`;
}
