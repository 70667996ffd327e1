/** Reads the fact tables, the source of everything that is generated. */

import { readFileSync } from "node:fs";
import type { TaskState } from "../src/fortimanager/protocol.ts";
import type { ObjectEntry, RpcEntry } from "../src/json-rpc/types.ts";
import type { Area, CallEntry, CmdbEntry } from "../src/types.ts";

/** One endpoint: its parsed form, and its line in the data file, which is what a shard holds. */
export interface Fact<Entry> {
  readonly entry: Entry;
  readonly line: string;
}

/** All endpoints of FortiOS, by area. */
export interface FortiosFacts extends Readonly<Record<Exclude<Area, "cmdb">, readonly Fact<CallEntry>[]>> {
  readonly cmdb: readonly Fact<CmdbEntry>[];
}

/** What FortiManager stores, and what it is called for. */
export interface FortiManagerFacts {
  readonly object: readonly Fact<ObjectEntry>[];
  readonly call: readonly Fact<RpcEntry>[];
}

/** The part of FortiOS's `api.json` that is generated into code. */
export interface ApiFacts {
  readonly errors: Readonly<Record<string, string>>;
}

/** The part of FortiManager's `protocol.json` that is generated into code. */
export interface ProtocolFacts extends ApiFacts {
  readonly taskStates: readonly TaskState[];
  readonly filterOperators: readonly string[];
  readonly getOptions: readonly string[];
}

const DATA = new URL("../data/", import.meta.url);

/** Reads the four tables of FortiOS. */
export function readFortios(): FortiosFacts {
  return {
    cmdb: readLines("fortios/cmdb"),
    monitor: readLines("fortios/monitor"),
    log: readLines("fortios/log"),
    service: readLines("fortios/service"),
  };
}

/** Reads the facts about FortiOS that belong to no endpoint. */
export function readApiFacts(): ApiFacts {
  return readJson("fortios/api");
}

/** Reads the two tables of FortiManager. */
export function readFortiManager(): FortiManagerFacts {
  return { object: readLines("fortimanager/objects"), call: readLines("fortimanager/calls") };
}

/** Reads the facts about FortiManager that belong to no url. */
export function readProtocol(): ProtocolFacts {
  return readJson("fortimanager/protocol");
}

/** Reads the table of FortiAnalyzer. */
export function readFortiAnalyzer(): readonly Fact<RpcEntry>[] {
  return readLines("fortianalyzer/calls");
}

function readLines<Entry>(table: string): Fact<Entry>[] {
  const lines = readFileSync(new URL(`${table}.jsonl`, DATA), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => ({ line, entry: JSON.parse(line) as Entry }));
}

function readJson<Facts>(name: string): Facts {
  return JSON.parse(readFileSync(new URL(`${name}.json`, DATA), "utf8")) as Facts;
}
