/**
 * Asks FortiManager where entries are used: it starts a search for each, waits until it is over, and reads the result.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import { FortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine, RpcItem, RpcResult } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { type EntryKey, entryName, type Place } from "./place.ts";

/** A place where an entry is used. */
export interface Usage {
  /** The ADOM. */
  readonly adom: string;
  /** The package, where it is used in one. */
  readonly package?: string;
  /** The table, as FortiManager calls it: `firewall addrgrp`. */
  readonly table?: string;
  /** Key of the entry that uses it. */
  readonly key: string;
  /** The field. */
  readonly field: string;
}

/** An entry whose uses are asked for. */
export interface Used {
  readonly place: Place;
  readonly key: EntryKey;
}

const SEARCH = "cache/search/where/used";
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** Where each of the entries is used, in as many requests for many as for one. */
export async function findUsages(engine: Engine, entries: readonly Used[], options: CallOptions): Promise<Usage[][]> {
  if (entries.length === 0) return [];
  const call = async (step: string, items: readonly Omit<RpcItem, "url">[]): Promise<RpcResult[]> => {
    const outcomes = await engine.sendMany(
      // What is searched for changes nothing, so it may be asked again.
      {
        method: "exec",
        items: items.map((item) => ({ ...item, url: `${SEARCH}/${step}` })),
        effect: "read",
        idempotent: true,
      },
      options,
    );
    return outcomes.map((outcome) => {
      if (outcome.ok) return outcome.result;
      throw outcome.error;
    });
  };
  const started = await call(
    "start",
    entries.map(({ place, key }) => ({ data: { mkey: mkeyOf(place, key), obj: objectOf(place) } })),
  );
  const tokens = started.map(({ data }, at) => tokenIn(data, entries[at] as Used));
  let searching = tokens;
  for (let wait = FIRST_WAIT_MS; searching.length > 0; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const states = await call("get/summary", searching);
    searching = searching.filter((_, at) => percentIn(states[at]?.data) < 100);
    if (searching.length > 0) await engine.runtime.sleep(wait, options.signal);
  }
  return (await call("get/detail", tokens)).map(({ data }) => usagesIn(data));
}

function mkeyOf(place: Place, key: EntryKey): string {
  if (typeof key !== "object") return String(key);
  throw invalidInput(`Cannot tell where ${entryName(place, key)} is used`, "Ask for the entry that it maps");
}

/** What follows `pm/config/` of its url. */
function objectOf({ url, name }: Place): string {
  const [, path] = /^pm\/config\/(.+)$/.exec(url) ?? [];
  if (path !== undefined) return path;
  throw invalidInput(
    `Cannot tell where entries of ${name} are used`,
    "FortiManager knows it of policies and objects alone",
  );
}

function tokenIn(data: unknown, { place, key }: Used): { readonly token: string } {
  const token = isRecord(data) ? data.token : undefined;
  if (typeof token === "string") return { token };
  const message = `FortiManager started no search for where ${entryName(place, key)} is used`;
  throw new FortiError({ code: "BAD_RESPONSE", message });
}

function percentIn(data: unknown): number {
  return isRecord(data) ? Number(data.percent ?? 100) : 100;
}

function usagesIn(data: unknown): Usage[] {
  const roots = isRecord(data) ? [data.where_used].flat().filter(isRecord) : [];
  return roots.flatMap(({ root, data: rows }) =>
    [rows]
      .flat()
      .filter(isRecord)
      .map((row) => toUsage(row, String(isRecord(root) ? root.name : ""))),
  );
}

function toUsage({ pkg, mkey, attr, mapping_name: table }: Record<string, unknown>, adom: string): Usage {
  return {
    adom,
    ...(isRecord(pkg) && typeof pkg.name === "string" && { package: pkg.name }),
    ...(typeof table === "string" && table !== "" && { table }),
    key: String(mkey),
    field: String(attr),
  };
}
