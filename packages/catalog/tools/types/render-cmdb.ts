/** Writes the types of the configuration: row interfaces by group, and the maps that look them up by path. */

import { isNameList } from "../../src/fields.ts";
import { resolveRef } from "../../src/refs.ts";
import type { CmdbEntry } from "../../src/types.ts";
import { BANNER } from "../render-shards.ts";
import { createNamer, literals, pascalCase, renderMap } from "./names.ts";
import { type RowContext, renderRow } from "./render-rows.ts";

interface Row {
  readonly entry: CmdbEntry;
  readonly group: string;
  readonly name: string;
  readonly text: string;
}

/** The files of the configuration's types: `cmdb.ts` and `cmdb/{group}.ts`. */
export function renderCmdbTypes(entries: readonly CmdbEntry[]): Map<string, string> {
  const paths = new Set(entries.map(({ path }) => path));
  const namer = createNamer();
  const context: RowContext = { namer, tableOf: (ref) => tableOf(ref, paths) };
  const rows = entries.map((entry) => {
    const name = namer(pascalCase(entry.path));
    return { entry, group: groupOf(entry.path), name, text: renderRow(entry, name, context) };
  });
  const groups = [...new Set(rows.map(({ group }) => group))];
  const files = new Map<string, string>();
  for (const group of groups) {
    const texts = rows.filter((row) => row.group === group).map(({ text }) => text);
    files.set(`cmdb/${group}.ts`, `${BANNER}\n${texts.join("\n\n")}\n`);
  }
  files.set("cmdb.ts", renderMaps(rows, groups));
  return files;
}

function renderMaps(rows: readonly Row[], groups: readonly string[]): string {
  const tables = rows.filter(({ entry }) => entry.kind === "table");
  const objects = rows.filter(({ entry }) => entry.kind === "object");
  const imports = groups.map((group) => {
    const names = rows.filter((row) => row.group === group).map(({ name }) => `  ${name},`);
    return ["import type {", ...names, `} from "./cmdb/${group}.ts";`].join("\n");
  });
  const lists = tables.flatMap(({ entry }) => {
    const names = Object.entries(entry.fields).filter(([, field]) => isNameList(field) && !field.readonly);
    return names.length === 0 ? [] : [`  ${JSON.stringify(entry.path)}: ${literals(names.map(([name]) => name))};`];
  });
  return [
    BANNER,
    ...imports,
    "",
    renderMap("CmdbTables", "Configuration tables by path, and their rows.", pairs(tables)),
    renderMap("CmdbObjects", "Configuration objects, which have no rows, by path.", pairs(objects)),
    renderMap(
      "CmdbTableKeys",
      "The key field of each table.",
      tables.map(({ entry }) => `  ${JSON.stringify(entry.path)}: ${JSON.stringify(entry.mkey)};`),
    ),
    renderMap(
      "CmdbMemberFields",
      "The fields of each table that hold a list of names or numbers and nothing else.",
      lists,
    ),
  ].join("\n");
}

function pairs(rows: readonly Row[]): string[] {
  return rows.map(({ entry, name }) => `  ${JSON.stringify(entry.path)}: ${name};`);
}

/** The table that a reference names, or the child table by its URL: `system/sdwan/members`. */
function tableOf(ref: string, paths: ReadonlySet<string>): string | undefined {
  const target = resolveRef(ref, (path) => paths.has(path));
  return target && [target.path, ...target.fields.slice(0, -1)].join("/");
}

function groupOf(path: string): string {
  return path.split(/[./]/, 1)[0] ?? path;
}
