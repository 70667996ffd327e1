/**
 * What holds tables of its own: an ADOM, a package, a template, a device. They go with it, and take its name.
 *
 * @module
 */

import type { Entry } from "../parts.ts";
import type { Schema } from "./schema/schemas.ts";
import type { View } from "./store/committed.ts";
import type { Edit } from "./store/edit.ts";
import { rowsOf } from "./values/read-entry.ts";

/** The urls below which everything belongs to an entry of a table; none for most tables. */
export function urlsWithin(table: string, key: string): readonly string[] {
  const [root, family, kind, adom, ...rest] = table.split("/");
  if (table === "dvmdb/adom") return adomUrls(key);
  if (root === "dvmdb" && family === "adom" && adom === "device" && rest.length === 0)
    return [`pm/config/device/${key}`];
  if (root !== "pm" || FAMILIES[family ?? ""] === undefined || rest.length > 0) return [];
  const place = kind === "global" ? "global" : `adom/${adom}`;
  return [`pm/config/${place}/${FAMILIES[family ?? ""]}/${key}`, `${table}/${key}`];
}

function adomUrls(adom: string): readonly string[] {
  return [
    `dvmdb/adom/${adom}`,
    `pm/config/adom/${adom}`,
    ...Object.keys(FAMILIES).map((family) => `pm/${family}/adom/${adom}`),
  ];
}

const FAMILIES: Readonly<Record<string, string>> = {
  pkg: "pkg",
  pblock: "pblock",
  devprof: "devprof",
  wanprof: "wanprof",
};

/** What goes when an entry goes: all that is in it, and its place among the members of something. */
export function goesWith(view: View, table: string, key: string): Edit[] {
  const inFolder = TREES.test(table) ? [...view.rows(table).keys()].filter((own) => own.startsWith(`${key}/`)) : [];
  return [
    ...inFolder.map((own) => ({ table, key: own, entry: undefined })),
    ...dropBelow(
      view,
      [key, ...inFolder].flatMap((own) => urlsWithin(table, own)),
    ),
    ...(DEVICES.test(table) ? withoutDevice(view, table, key) : []),
  ];
}

const DEVICES = /^dvmdb\/adom\/[^/]+\/device$/;
const TREES = /^pm\/(?:pkg|pblock|devprof|wanprof)\//;

function dropBelow(view: View, urls: readonly string[]): Edit[] {
  return tablesAt(view, urls).flatMap((table) =>
    [...view.rows(table).keys()].map((key) => ({ table, key, entry: undefined })),
  );
}

/** Groups, packages and templates of its ADOM no longer count a device among their members. */
function withoutDevice(view: View, devices: string, name: string): Edit[] {
  const [, , adom = ""] = devices.split("/");
  const tables = view.tables("pm").filter((table) => TREES.test(table) && table.endsWith(`/adom/${adom}`));
  return [`dvmdb/adom/${adom}/group`, ...tables].flatMap((table) =>
    [...view.rows(table)].flatMap(([key, entry]) => {
      const next = withoutMember(entry, name);
      return next === entry ? [] : [{ table, key, entry: next }];
    }),
  );
}

function withoutMember(entry: Entry, name: string): Entry {
  let next = entry;
  for (const list of ["object member", "scope member"]) {
    const members = rowsOf(entry[list]);
    const others = members.filter((member) => member.name !== name);
    if (others.length < members.length) next = { ...next, [list]: others };
  }
  return next;
}

/** Moves everything below one url to another. */
export function moveBelow(
  view: View,
  from: string,
  to: string,
  schemaOf: (table: string) => Schema | undefined,
  learn: (table: string, schema: Schema) => void,
): Edit[] {
  return tablesAt(view, [from]).flatMap((table) => {
    const next = to + table.slice(from.length);
    const schema = schemaOf(table);
    if (schema !== undefined) learn(next, schema);
    return [...view.rows(table)].flatMap(([key, entry]) => [
      { table, key, entry: undefined },
      { table: next, key, entry },
    ]);
  });
}

function tablesAt(view: View, urls: readonly string[]): readonly string[] {
  return [...new Set(urls.flatMap((url) => view.tables(url)))];
}
