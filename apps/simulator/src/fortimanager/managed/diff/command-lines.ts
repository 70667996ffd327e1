/**
 * Differences as the lines of a command line that make them.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Entry } from "../../parts.ts";
import type { Difference } from "./differences.ts";

/** Tables one after the other, without indents, as FortiManager writes them. */
export function commandLines(differences: readonly Difference[]): string {
  const tables = Map.groupBy(differences, ({ path }) => path);
  return [...tables]
    .flatMap(([path, own]) => [`config ${path.replaceAll("/", " ")}`, ...own.flatMap(entryLines), "end"])
    .map((line) => `${line}\n`)
    .join("");
}

function entryLines({ key, before, after }: Difference): readonly string[] {
  if (after === undefined) return [`delete ${quote(key)}`];
  const lines = fieldLines(before ?? {}, after);
  return key === "" ? lines : [`edit ${quote(key)}`, ...lines, "next"];
}

function fieldLines(before: Entry, after: Entry): readonly string[] {
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  return [
    ...gone.map((name) => `unset ${name}`),
    ...Object.entries(after).flatMap(([name, value]) =>
      isDeepStrictEqual(before[name], value) ? [] : valueLines(name, value),
    ),
  ];
}

function valueLines(name: string, value: unknown): readonly string[] {
  if (isRows(value)) {
    const rows = value.flatMap((row, at) => [`edit ${at + 1}`, ...fieldLines({}, row), "next"]);
    return [`config ${name}`, ...rows, "end"];
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return [`config ${name}`, ...fieldLines({}, value as Entry), "end"];
  }
  return [`set ${name} ${[value].flat().map(shown).join(" ")}`];
}

function isRows(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.some((row) => typeof row === "object" && row !== null);
}

/** Words and numbers stand bare, what has blanks or other signs in it in quotes. */
function shown(value: unknown): string {
  const text = String(value);
  return /^[\w.:/-]+$/.test(text) ? text : quote(text);
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
