/**
 * Devices, groups, scripts and revisions belong to an ADOM each. The url without one shows those of all.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { View } from "../store/committed.ts";

/** Where the ADOMs are. */
export const ADOMS = "dvmdb/adom";

const ALL = /^dvmdb\/(device|folder|group|revision|script)$/;

/** What a url without an ADOM shows: `device`. Undefined: it is no such url. */
export function kindInAllAdoms(table: string): string | undefined {
  return ALL.exec(table)?.[1];
}

/** The tables of all ADOMs, and of the global database. */
function tablesOf(view: View, kind: string): readonly string[] {
  const adoms = [...view.rows(ADOMS).keys()].map((adom) => `${ADOMS}/${adom}/${kind}`);
  return [...adoms, `dvmdb/global/${kind}`];
}

/** The entries of all ADOMs, each with where it is stored. */
export function rowsOfAllAdoms(view: View, kind: string): ReadonlyMap<string, Entry> {
  return new Map(tablesOf(view, kind).flatMap((table) => [...view.rows(table)]));
}

/** The table that holds an entry; that of the ADOM `root` when it is not there yet. */
export function homeOf(view: View, kind: string, key: string | undefined): string {
  const tables = tablesOf(view, kind);
  const holds = tables.find((table) => key !== undefined && view.get(table, key) !== undefined);
  return holds ?? `${ADOMS}/root/${kind}`;
}

/** The ADOM that holds a device. */
export function adomOfDevice(view: View, device: string): string | undefined {
  const [, , adom] = homeOf(view, "device", device).split("/");
  return adom !== undefined && view.get(`${ADOMS}/${adom}/device`, device) !== undefined ? adom : undefined;
}

/** What somebody sees who may use these ADOMs and no others. Undefined: all of them. */
export function ofAdoms(view: View, adoms: readonly string[] | undefined): View {
  if (adoms === undefined) return view;
  const own = new Map([...view.rows(ADOMS)].filter(([name]) => adoms.includes(name)));
  return { ...view, rows: (table) => (table === ADOMS ? own : view.rows(table)) };
}
