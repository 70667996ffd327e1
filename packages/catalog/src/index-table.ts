/**
 * Reads the generated index, a text with one line per endpoint.
 *
 * ```text
 * #cmdb-firewall-1                      the shard of the lines below; its first word is their area
 * firewall/address name GPUD *          path, key field or -, methods, versions
 * firewall/policy6 policyid GPUD 6.0.0-6.4.0
 * ```
 *
 * @module
 */

import type { Area, IndexRow, VersionRange } from "./types.ts";

/** One row of the index, and the shard that holds its entry. */
export interface IndexLine {
  readonly row: IndexRow;
  readonly shard: string;
}

/** Letters of the methods column. */
export const METHOD_LETTERS: Readonly<Record<string, string>> = { GET: "G", POST: "P", PUT: "U", DELETE: "D" };

/** Stands in the versions column for an endpoint that has always been there. */
export const ALWAYS = "*";

/** Stands in the versions column for an endpoint whose versions nobody knows. */
export const UNKNOWN = "?";

/** Writes one line of the index. */
export function formatIndexLine(row: IndexRow): string {
  const methods = row.methods.map((method) => METHOD_LETTERS[method] ?? "").join("");
  return [row.path, row.mkey ?? "-", methods, formatVersions(row)].join(" ");
}

/** Reads all lines of the index. */
export function parseIndex(text: string): IndexLine[] {
  const lines: IndexLine[] = [];
  let shard = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) shard = line.slice(1);
    else if (line !== "") lines.push({ row: parseLine(line, shard), shard });
  }
  return lines;
}

/** Reads one line of the index. Looking for its text is far quicker than reading them all. */
export function findInIndex(text: string, area: Area, path: string): IndexLine | undefined {
  const start = `\n${path} `;
  // A path can be in several areas, and what is asked for can hold blanks.
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    const header = text.lastIndexOf("\n#", at) + 2;
    const shard = text.slice(header, text.indexOf("\n", header));
    const row = parseLine(text.slice(at + 1, text.indexOf("\n", at + 1)), shard);
    if (row.area === area && row.path === path) return { row, shard };
  }
  return undefined;
}

function parseLine(line: string, shard: string): IndexRow {
  const [path = "", mkey = "-", methods = "", versions = ALWAYS] = line.split(" ");
  const area = shard.slice(0, shard.indexOf("-")) as Area;
  return {
    area,
    path,
    ...(area === "cmdb" ? { kind: mkey === "-" ? "object" : "table" } : {}),
    ...(mkey === "-" ? {} : { mkey }),
    methods: parseMethods(methods),
    ...parseVersions(versions),
  };
}

function parseMethods(letters: string): string[] {
  return Object.keys(METHOD_LETTERS).filter((method) => letters.includes(METHOD_LETTERS[method] ?? ""));
}

function formatVersions({ versions, versionsUnknown }: IndexRow): string {
  if (versionsUnknown) return UNKNOWN;
  return versions?.map(([from, to]) => `${from}-${to ?? ""}`).join(",") ?? ALWAYS;
}

function parseVersions(text: string): Pick<IndexRow, "versions" | "versionsUnknown"> {
  if (text === ALWAYS) return {};
  if (text === UNKNOWN) return { versionsUnknown: true };
  const versions = text.split(",").map((range): VersionRange => {
    const [from = "", to = ""] = range.split("-");
    return [from, to === "" ? null : to];
  });
  return { versions };
}
