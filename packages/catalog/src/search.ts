/**
 * Finds endpoints by words.
 *
 * @module
 */

import { labelOf } from "./labels.ts";
import type { Area, VersionRange } from "./types.ts";
import { mayExist } from "./versions.ts";

/** Narrows a search. */
export interface SearchOptions<SearchArea extends string = Area> {
  /** Only endpoints of this area. Default: all of them, configuration first. */
  readonly area?: SearchArea;
  /** Only endpoints that this version has, or may have. */
  readonly version?: string;
  /** Most rows to answer. Default 50. */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 50;

/** How well one word fits one endpoint: the smaller the better. */
const WHOLE = 0;
const PREFIX = 1;
const INSIDE = 4;
const OTHER_NUMBER = 1;
const NOWHERE: number = Number.POSITIVE_INFINITY;

/** What is searched of an endpoint. */
interface Searchable {
  readonly path: string;
  readonly versions?: readonly VersionRange[];
}

/** What can be matched of an endpoint, in lower case: the words of its path and of its label. */
const texts: WeakMap<Searchable, ReadonlySet<string>> = new WeakMap();

/**
 * The rows of which every word, or its singular, matches a word of the path or of the label, at its start or inside it.
 * Best first: the exact path, then whole words, then starts of words; among equals the shorter path.
 */
export function searchRows<Row extends Searchable>(
  rows: readonly Row[],
  words: string,
  options: SearchOptions<string>,
): Row[] {
  const query = words.trim().toLowerCase();
  const wanted = splitWords(query);
  return rows
    .filter((row) => mayExist(row.versions, options.version))
    .map((row) => ({ row, score: row.path.toLowerCase() === query ? -1 : scoreOf(row, wanted) }))
    .filter(({ score }) => score !== NOWHERE)
    .sort((a, b) => a.score - b.score || a.row.path.length - b.row.path.length)
    .slice(0, options.limit ?? DEFAULT_LIMIT)
    .map(({ row }) => row);
}

function scoreOf(row: Searchable, wanted: readonly string[]): number {
  const own = [...wordsOf(row)];
  const score = (word: string): number => Math.min(...own.map((text) => fit(word, text)));
  return wanted.reduce((sum, word) => sum + Math.min(score(word), score(singular(word)) + OTHER_NUMBER), 0);
}

/** People look for addresses and policies; the API mostly names one. */
function singular(word: string): string {
  if (word.length < 4) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch|sh)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}

function fit(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at === -1) return NOWHERE;
  if (at > 0) return INSIDE;
  return text.length === word.length ? WHOLE : PREFIX;
}

function wordsOf(row: Searchable): ReadonlySet<string> {
  let own = texts.get(row);
  if (own === undefined) {
    own = new Set(splitWords(`${row.path} ${labelOf(row.path)}`.toLowerCase()));
    texts.set(row, own);
  }
  return own;
}

function splitWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}+]+/u).filter((word) => word !== "");
}
