/** Reads the fact tables, the source of everything that is generated. */

import { readFileSync } from "node:fs";
import type { Area, CallEntry, CmdbEntry } from "../src/types.ts";

/** One endpoint: its parsed form, and its line in the data file, which is what a shard holds. */
export interface Fact<Entry> {
  readonly entry: Entry;
  readonly line: string;
}

/** All endpoints, by area. */
export interface Facts extends Readonly<Record<Exclude<Area, "cmdb">, readonly Fact<CallEntry>[]>> {
  readonly cmdb: readonly Fact<CmdbEntry>[];
}

/** The part of `api.json` that is generated into code. */
export interface ApiFacts {
  readonly errors: Readonly<Record<string, string>>;
}

const DATA = new URL("../data/fortios/", import.meta.url);

/** Reads the four tables. */
export function readFacts(): Facts {
  return {
    cmdb: readLines("cmdb"),
    monitor: readLines("monitor"),
    log: readLines("log"),
    service: readLines("service"),
  };
}

/** Reads the facts that belong to no endpoint. */
export function readApiFacts(): ApiFacts {
  return JSON.parse(readFileSync(new URL("api.json", DATA), "utf8")) as ApiFacts;
}

function readLines<Entry>(area: Area): Fact<Entry>[] {
  const lines = readFileSync(new URL(`${area}.jsonl`, DATA), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => ({ line, entry: JSON.parse(line) as Entry }));
}
