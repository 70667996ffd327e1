/**
 * What a FortiManager holds, url by url, as somebody who looks round in it wants it.
 *
 * @module
 */

import type { Query } from "../../control/app.ts";
import { pageOf, textIn } from "../../control/query.ts";
import { hideSecrets } from "../../recording/redact.ts";
import { secretNames } from "../../recording/secret-names.ts";
import type { Database } from "../parts.ts";

/** A table or an object that holds anything. */
export interface ManagerTableRow {
  /** Without a slash in front. */
  readonly url: string;
  readonly count: number;
}

/** Entries as they are committed, with secrets taken out. */
export interface ManagerTableContent {
  readonly url: string;
  readonly total: number;
  readonly entries: readonly unknown[];
}

export async function listManagerTables(database: Database): Promise<readonly ManagerTableRow[]> {
  const urls = database.tables("").toSorted();
  return Promise.all(urls.map(async (url) => ({ url, count: (await database.entries(url)).length })));
}

/** @throws Error when the URL names no url. What nothing is known of is empty. */
export async function showManagerTable(database: Database, query: Query): Promise<ManagerTableContent> {
  const url = textIn(query, "url");
  const entries = await database.entries(url);
  const names = await secretNames("FortiManager", "/jsonrpc", { method: "get", params: [{ url }] });
  return { url, total: entries.length, entries: pageOf(entries, query).map((entry) => hideSecrets(entry, names)) };
}
