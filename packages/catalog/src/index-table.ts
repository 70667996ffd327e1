/**
 * Reads the generated index of a product, a text with one line per endpoint and tabs between its columns.
 *
 * ```text
 * #cmdb-firewall-1                      the shard of the lines below; its first word is their area
 * firewall/address name GPUD *          path, key field or -, methods, versions, and what else a product needs
 * firewall/policy6 policyid GPUD 6.0.0-6.4.0
 * ```
 *
 * @module
 */

import type { VersionRange } from "./types.ts";

/** What the index tells of every endpoint. */
export interface IndexFacts {
  readonly path: string;
  /** Name of the key field. */
  readonly mkey?: string;
  readonly methods: readonly string[];
  readonly versions?: readonly VersionRange[];
  readonly versionsUnknown?: true;
}

/** One line of the index. */
export interface IndexLine {
  readonly area: string;
  /** The shard that holds the entry. */
  readonly shard: string;
  readonly facts: IndexFacts;
  /** The columns that only this product has. */
  readonly more: readonly string[];
}

/** Letters of the methods column: the verbs of HTTP, and those of JSON-RPC. */
const METHOD_LETTERS: Readonly<Record<string, string>> = {
  GET: "G",
  POST: "P",
  PUT: "U",
  DELETE: "D",
  get: "g",
  add: "a",
  set: "s",
  update: "u",
  delete: "d",
  clone: "c",
  move: "m",
  exec: "x",
  execute: "e",
};

/** Stands in the key column for an endpoint without one. */
const NO_KEY = "-";

/** Stands in the versions column for an endpoint that has always been there. */
const ALWAYS = "*";

/** Stands in the versions column for an endpoint whose versions nobody knows. */
const UNKNOWN = "?";

/** Writes one line of the index. */
export function formatIndexLine(facts: IndexFacts, more: readonly string[] = []): string {
  const methods = facts.methods.map((method) => METHOD_LETTERS[method] ?? "").join("");
  return [facts.path, facts.mkey ?? NO_KEY, methods, formatVersions(facts), ...more].join("\t");
}

/** Reads all lines of the index. */
export function parseIndex(text: string): IndexLine[] {
  const lines: IndexLine[] = [];
  let shard = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) shard = line.slice(1);
    else if (line !== "") lines.push(parseLine(line, shard));
  }
  return lines;
}

/** Reads one line of the index. Looking for its text is far quicker than reading them all. */
export function findInIndex(text: string, area: string, path: string): IndexLine | undefined {
  const start = `\n${path}\t`;
  // A path can be in several areas, and what is asked for can hold tabs.
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    const header = text.lastIndexOf("\n#", at) + 2;
    const shard = text.slice(header, text.indexOf("\n", header));
    const line = parseLine(text.slice(at + 1, text.indexOf("\n", at + 1)), shard);
    if (line.area === area && line.facts.path === path) return line;
  }
  return undefined;
}

function parseLine(line: string, shard: string): IndexLine {
  const [path = "", mkey = NO_KEY, methods = "", versions = ALWAYS, ...more] = line.split("\t");
  const facts = {
    path,
    ...(mkey === NO_KEY ? {} : { mkey }),
    methods: parseMethods(methods),
    ...parseVersions(versions),
  };
  return { area: shard.slice(0, shard.indexOf("-")), shard, facts, more };
}

/** Few endpoints take verbs that no other takes. */
const methodsByLetters = new Map<string, readonly string[]>();

function parseMethods(letters: string): readonly string[] {
  const known = methodsByLetters.get(letters);
  if (known !== undefined) return known;
  const methods = Object.keys(METHOD_LETTERS).filter((method) => letters.includes(METHOD_LETTERS[method] ?? ""));
  methodsByLetters.set(letters, methods);
  return methods;
}

function formatVersions({ versions, versionsUnknown }: IndexFacts): string {
  if (versionsUnknown) return UNKNOWN;
  return versions?.map(([from, to]) => `${from}-${to ?? ""}`).join(",") ?? ALWAYS;
}

function parseVersions(text: string): Pick<IndexFacts, "versions" | "versionsUnknown"> {
  if (text === ALWAYS) return {};
  if (text === UNKNOWN) return { versionsUnknown: true };
  const versions = text.split(",").map((range): VersionRange => {
    const [from = "", to = ""] = range.split("-");
    return [from, to === "" ? null : to];
  });
  return { versions };
}
