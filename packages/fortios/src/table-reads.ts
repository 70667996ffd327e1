/**
 * Reading a table.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { unlessMissing } from "@fortiweave/core/client";
import type { AnyTable } from "./cmdb-table.ts";
import type { Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { collectRows, iterateRows } from "./iterate.ts";
import { firstPage, listCall, listPages, queryPairs } from "./list-query.ts";
import { callIn, entryName, type Place, senderIn } from "./place.ts";
import type { Call } from "./request.ts";
import type { CallOptions, EntryChoice, GetOptions, ListOptions, RowChoice } from "./types.ts";
import { isForVdoms, type PerVdom, readEach, type VdomsOptions } from "./vdoms.ts";

type Values = Readonly<Record<string, unknown>>;

/** What reads a table. */
export interface TableReads extends Pick<AnyTable, "list" | "iterate" | "get" | "find" | "exists"> {
  /** The keys of all rows, in the device's order. */
  keys(options: CallOptions): Promise<string[]>;
}

/** Rows that `iterate` asks for at a time. */
const PAGE_SIZE = 500;

/** Makes the reading part of a table's handle. `keyField` answers the name of its key. */
export function createTableReads(engine: Engine, place: Place, keyField: () => Promise<string>): TableReads {
  const send = senderIn(engine, place);

  function list(options: VdomsOptions & RowChoice): Promise<PerVdom<Values[]>[]>;
  function list(options?: ListOptions): Promise<Values[]>;
  async function list(options: ListOptions | (VdomsOptions & RowChoice) = {}): Promise<Values[] | PerVdom<Values[]>[]> {
    const key = await keyField();
    if (!isForVdoms(options)) return collectRows(listPages(send, key, options));
    const answers = await engine.sendToVdoms(callIn(place, listCall(key, options, firstPage(options))), options);
    // What the device cut short in one VDOM is read on in that VDOM alone.
    return readEach(answers, (first, vdom) => collectRows({ ...listPages(send, key, { ...options, vdom }), first }));
  }

  const callFor = async (mkey: Mkey, { query }: EntryChoice): Promise<Call> => {
    await engine.validator.mkey(place.known, mkey);
    return callIn(place, { action: "get", method: "GET", segments: [mkey], query: queryPairs(query) });
  };
  const getOne = async (mkey: Mkey, options: GetOptions = {}): Promise<Values> =>
    theRow(await engine.send(await callFor(mkey, options), options), mkey);

  function get(mkey: Mkey, options: VdomsOptions & EntryChoice): Promise<PerVdom<Values>[]>;
  function get(mkey: Mkey, options?: GetOptions): Promise<Values>;
  async function get(
    mkey: Mkey,
    options: GetOptions | (VdomsOptions & EntryChoice) = {},
  ): Promise<Values | PerVdom<Values>[]> {
    if (!isForVdoms(options)) return getOne(mkey, options);
    const answers = await engine.sendToVdoms(await callFor(mkey, options), options);
    return readEach(answers, (envelope) => theRow(envelope, mkey));
  }

  function theRow(envelope: Envelope, mkey: Mkey): Values {
    const [row] = rowsIn(envelope);
    if (row !== undefined) return row;
    const message = `Cannot get ${entryName(place, mkey)}: there is none`;
    throw new FortiError({ code: "NOT_FOUND", message, reached: "yes" });
  }

  const find = (mkey: Mkey, options?: GetOptions): Promise<Values | undefined> => unlessMissing(getOne(mkey, options));

  return {
    list,
    async *iterate(options = {}) {
      yield* iterateRows(listPages(send, await keyField(), options, PAGE_SIZE));
    },
    get,
    find,
    exists: async (mkey, options) => (await find(mkey, options)) !== undefined,
    async keys(options) {
      const key = await keyField();
      const pages = listPages(send, key, { ...options, fields: [key] });
      return (await collectRows(pages)).map((row) => String(pages.keyOf(row)));
    },
  };
}
