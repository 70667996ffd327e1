/**
 * What a session may ask for at all. Who may write where just now is for the workspaces to say.
 *
 * @module
 */

import type { Database, Operation } from "../parts.ts";
import { PROFILES, rightTo } from "../sessions/rights.ts";
import { isItem } from "./envelope.ts";
import { noPermission, noWritePermission } from "./refusals.ts";

/** Calls that go with reading. */
const READS: ReadonlySet<string> = new Set([
  "sys/logout",
  "securityconsole/install/preview",
  "securityconsole/preview/result",
]);

/**
 * Throws -11 for a write with the right to read, for the ADOM of others, and for what the profile hides; -10147 for a
 * write where the profile lets its owner read.
 */
export async function checkPermission(database: Database, operation: Operation): Promise<void> {
  const { session, method, segments, data } = operation;
  const isWrite = method !== "get" && !READS.has(segments.join("/"));
  if (isWrite && session.access === "read") throw noPermission();
  const { adoms, profile } = session;
  if (adoms !== undefined && !adomsIn(segments, data).every((adom) => adoms.includes(adom))) throw noPermission();
  const entry = profile === undefined ? undefined : await database.entry({ table: PROFILES, key: profile });
  const right = entry === undefined ? "read-write" : rightTo(segments, entry);
  if (right === "none") throw noPermission();
  if (isWrite && right === "read") throw noWritePermission();
}

/** The ADOMs that an operation is about, as far as it names them. */
function adomsIn(segments: readonly string[], data: unknown): string[] {
  const at = segments.indexOf("adom");
  const inUrl = at === -1 ? [] : segments.slice(at + 1, at + 2);
  const isGlobal = segments[0] === "pm" && segments[2] === "global";
  const inData = isItem(data) && typeof data.adom === "string" ? [data.adom] : [];
  return [...inUrl, ...(isGlobal ? ["Global"] : []), ...inData];
}
