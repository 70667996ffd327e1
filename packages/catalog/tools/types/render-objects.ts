/** Writes the types of FortiManager's objects: row interfaces by group, and the maps that look them up by path. */

import type { ObjectEntry } from "../../src/json-rpc/types.ts";
import { placeholders } from "../../src/json-rpc/urls.ts";
import type { Field } from "../../src/types.ts";
import { BANNER } from "../render-shards.ts";
import { createNamer, literals, pascalCase, propertyName, renderMap } from "./names.ts";
import { type RowContext, renderRow } from "./render-rows.ts";

interface Row {
  readonly entry: ObjectEntry;
  readonly group: string;
  readonly name: string;
}

/** Where objects stand: what their urls begin with. */
const PLACES: Readonly<Record<string, string>> = {
  adom: "pm/config/adom/{adom}/obj/",
  global: "pm/config/global/obj/",
  package: "pm/config/adom/{adom}/pkg/{pkg}/",
  globalPackage: "pm/config/global/pkg/{pkg}/",
  policyBlock: "pm/config/adom/{adom}/pblock/{pblock}/",
  deviceProfile: "pm/config/adom/{adom}/devprof/{devprof}/",
  sdwanTemplate: "pm/config/adom/{adom}/wanprof/{wanprof}/",
  template: "pm/config/adom/{adom}/template/",
  device: "pm/config/device/{device}/vdom/{vdom}/",
  system: "cli/global/",
  deviceManager: "dvmdb/",
};

/** The files of the objects' types: `objects.ts` and `objects/{group}.ts`. */
export function renderObjectTypes(entries: readonly ObjectEntry[]): Map<string, string> {
  const namer = createNamer();
  const rows = entries.map((entry) => ({ entry, group: groupOf(entry), name: namer(pascalCase(entry.path)) }));
  const byPath = new Map(rows.map((row) => [row.entry.path, row]));
  const context: RowContext = {
    namer,
    tableOf: (ref) => ref.slice(0, ref.lastIndexOf(".")),
    writtenAt: (path, field) => {
      const own = byPath.get(path);
      return own !== undefined && own.entry.mkey === field.mkey && isSame(own.entry.fields, field.fields)
        ? own.name
        : undefined;
    },
  };
  const files = new Map<string, string>();
  for (const [group, members] of Map.groupBy(rows, (row) => row.group)) {
    const texts = members.map(({ entry, name }) => renderRow(entry, name, context));
    files.set(`objects/${group}.ts`, `${BANNER}\n${texts.join("\n\n")}\n`);
  }
  files.set("objects.ts", renderMaps(rows));
  return files;
}

/** Whether two groups of fields become the same interface. What is required is not seen in it. */
function isSame(a: Readonly<Record<string, Field>>, b: Readonly<Record<string, Field>> | undefined): boolean {
  const plain = (fields: unknown): string =>
    JSON.stringify(fields, (key, value: unknown) => (key === "required" ? undefined : value));
  return plain(a) === plain(b);
}

function renderMaps(rows: readonly Row[]): string {
  const imports = [...Map.groupBy(rows, ({ group }) => group)].map(([group, members]) =>
    ["import type {", ...members.map(({ name }) => `  ${name},`), `} from "./objects/${group}.ts";`].join("\n"),
  );
  const ofKind = (kind: ObjectEntry["kind"]): string[] =>
    rows.filter(({ entry }) => entry.kind === kind).map(({ entry, name }) => pair(entry, name));
  const entries = rows.map(({ entry }) => entry);
  return [
    BANNER,
    ...imports,
    "",
    renderMap("ObjectTables", "Tables by path, and their rows.", ofKind("table")),
    renderMap("ObjectSingles", "Objects by path of which there is one.", ofKind("object")),
    renderMap("ObjectMembers", "Lists of members by path, and one member.", ofKind("member")),
    renderMap("ObjectKeys", "The key field of each table, where it is known.", entries.flatMap(keyLine)),
    renderMap(
      "ObjectLists",
      "The fields of each table that hold a list of names or numbers.",
      entries.flatMap(listLine),
    ),
    renderMap("ObjectParents", "What else the url of a child table needs.", entries.flatMap(parentsLine)),
    renderMap("ObjectPlaces", "What stands in each place of FortiManager's database.", placeLines(entries)),
  ].join("\n");
}

function keyLine(entry: ObjectEntry): string[] {
  return entry.mkey === undefined || entry.kind !== "table" ? [] : [pair(entry, JSON.stringify(entry.mkey))];
}

function listLine(entry: ObjectEntry): string[] {
  const names = Object.entries(entry.fields)
    .filter(([, field]) => field.list && !field.one && !field.secret && field.type !== "option")
    .map(([name]) => name);
  return entry.kind !== "table" || names.length === 0 ? [] : [pair(entry, literals(names))];
}

function parentsLine(entry: ObjectEntry): string[] {
  const [url = ""] = entry.urls;
  const place = Object.values(PLACES).find((prefix) => url.startsWith(prefix)) ?? "";
  const names = placeholders(url.slice(place.length)).filter((name) => name !== "adom");
  const fields = names.map((name) => `readonly ${propertyName(name)}: string`);
  return names.length === 0 ? [] : [pair(entry, `{ ${fields.join("; ")} }`)];
}

function placeLines(entries: readonly ObjectEntry[]): string[] {
  return Object.entries(PLACES).map(([place, prefix]) => {
    const inPlace = entries.filter(({ urls }) => urls.some((url) => url.startsWith(prefix)));
    if (inPlace.length === 0) return `  ${place}: never;`;
    const paths = inPlace.map(({ path }) => `    | ${JSON.stringify(path)}`);
    return `  ${place}:\n${paths.join("\n")};`;
  });
}

function pair({ path }: ObjectEntry, type: string): string {
  return `  ${JSON.stringify(path)}: ${type};`;
}

function groupOf({ path }: ObjectEntry): string {
  return path.split("/", 1)[0] ?? path;
}
