/**
 * Reads what FortiManager holds of some tables, all in one request. Sends reads only.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { keyText, type Mkey, mkeyOf, OBJECT_KEY, type Row, type TableContent } from "@fortiweave/catalog/plan";
import type { Engine, RpcItem, RpcOutcome } from "../engine.ts";
import type { Place } from "../tables/place.ts";
import type { CallOptions } from "../types.ts";
import { inPortions } from "./portions.ts";

/** What is to be read of a table. */
export interface Reading {
  readonly place: Place;
  readonly entry: ObjectEntry;
  /** The keys of the entries. Undefined: the whole table. */
  readonly keys: readonly Mkey[] | undefined;
  /** The names of further ones, whose keys nobody knows. */
  readonly names: readonly string[];
}

/** The rows that were read: by key, and by the name of those that were asked for by it. */
export interface Content extends TableContent<ObjectEntry> {
  readonly byName: ReadonlyMap<string, Row>;
  /** Names of more than one row. */
  readonly ambiguous: ReadonlySet<string>;
}

/** What was read, and in how many requests. */
export interface State {
  readonly contents: readonly Content[];
  readonly requests: number;
}

/** Names in one condition. A longer one is parted, because nobody tells how long one may be. */
const MOST_NAMES = 500;

/**
 * Reads the tables: some entries by a condition on their key, which costs FortiManager one look through the table, or
 * all of them.
 *
 * @throws FortiError when a place does not exist, and for what befell a request as a whole.
 */
export async function readState(engine: Engine, readings: readonly Reading[], options: CallOptions): Promise<State> {
  const asked = readings.flatMap((reading) => itemsFor(reading).map((item) => ({ reading, item })));
  const rows = new Map<Reading, Row[]>(readings.map((reading) => [reading, []]));
  let requests = 0;
  for (const portion of inPortions(asked, ({ item }) => item)) {
    requests += 1;
    const items = portion.map(({ item }) => item);
    const outcomes = await engine.sendMany({ method: "get", items }, options);
    for (const [at, outcome] of outcomes.entries()) rows.get(portion[at]?.reading as Reading)?.push(...rowsIn(outcome));
  }
  return { contents: readings.map((reading) => toContent(reading, rows.get(reading) ?? [])), requests };
}

function itemsFor({ place, entry, keys, names }: Reading): RpcItem[] {
  const { url } = place;
  if (place.kind === "object" || keys === undefined) return [{ url }];
  const { mkey = "name", fields } = entry;
  const isNumber = fields[mkey]?.type === "integer";
  const asSent = (key: Mkey): Mkey => (isNumber ? Number(key) : key);
  return [
    ...partsOf(keys).map((part) => ({ url, filter: [mkey, "in", ...part.map(asSent)] })),
    ...partsOf(names).map((part) => ({ url, filter: ["name", "in", ...part] })),
  ];
}

function partsOf<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / MOST_NAMES);
  return Array.from({ length: count }, (_, at) => all.slice(at * MOST_NAMES, (at + 1) * MOST_NAMES));
}

/** An object that nobody has set anything of may be missing. */
function rowsIn(outcome: RpcOutcome): Row[] {
  if (outcome.ok) return [outcome.result.data].flat().filter(isRecord);
  if (outcome.error.code === "NOT_FOUND") return [];
  throw outcome.error;
}

function toContent({ place, entry, names }: Reading, rows: readonly Row[]): Content {
  const wanted = new Set(names);
  const keyOf = (row: Row | undefined): string => keyText(entry, row && mkeyOf(entry, row));
  const keyed = rows.map(
    (row) => [place.kind === "object" ? OBJECT_KEY : keyText(entry, mkeyOf(entry, row)), row] as const,
  );
  const named = rows.filter((row) => wanted.has(String(row.name))).map((row) => [String(row.name), row] as const);
  const byName = new Map(named);
  const ambiguous = named.filter(([name, row]) => keyOf(byName.get(name)) !== keyOf(row)).map(([name]) => name);
  return {
    entry,
    table: place.name,
    rows: new Map(keyed),
    byName,
    ambiguous: new Set(ambiguous),
  };
}
