/**
 * A configuration table: entries that are found by their key.
 *
 * @module
 */

import { FortiError, isFortiError } from "@fortiweave/core";
import { type Body, toBody } from "./body.ts";
import type { Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { type EnsureTarget, ensureEntry } from "./ensure.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { collectRows, iterateRows } from "./iterate.ts";
import { listPages } from "./list-query.ts";
import { createMembers, type Members } from "./members.ts";
import type { Call } from "./request.ts";
import type { AbsentResult, CallOptions, EnsureResult, ListOptions, WriteResult } from "./types.ts";

/** A configuration table. `Key` is what its key holds, `Member` the fields that are lists of names. */
export interface CmdbTable<Row, Key = Mkey, Member extends string = string> {
  /** All rows, or those that the options choose. Follows the device's pages, so nothing is silently cut. */
  list(options?: ListOptions<Row>): Promise<Row[]>;
  /** The rows one by one, in pages of 500 unless a filter is set, so that a large table never lies in memory whole. */
  iterate(options?: ListOptions<Row>): AsyncIterableIterator<Row>;
  /** One row. Throws NOT_FOUND when there is none. */
  get(mkey: Key, options?: CallOptions): Promise<Row>;
  /** One row, or undefined when there is none. Every other failure throws. */
  find(mkey: Key, options?: CallOptions): Promise<Row | undefined>;
  /** Whether there is such a row. Every failure but NOT_FOUND throws. */
  exists(mkey: Key, options?: CallOptions): Promise<boolean>;
  /** Adds a row. Never sent twice once it may have reached the device. Throws DUPLICATE when there is one. */
  create(entry: Row, options?: CallOptions): Promise<WriteResult>;
  /** Changes the given fields of a row; a list among them replaces the whole list. Throws NOT_FOUND. */
  update(mkey: Key, changes: Partial<Row>, options?: CallOptions): Promise<WriteResult>;
  /** Removes a row. Throws NOT_FOUND when there is none, IN_USE when something refers to it. */
  delete(mkey: Key, options?: CallOptions): Promise<WriteResult>;
  /** Updates the row with the entry's key, or creates it. */
  set(entry: Row, options?: CallOptions): Promise<WriteResult>;
  /**
   * Brings the row with the entry's key into the given state: compares, writes only what differs, reads back. Fields
   * that the entry leaves out stay as they are; so does a secret that is set already, because the device hides it and
   * it cannot be compared: `update` changes it. Throws VERIFY_FAILED naming the fields that the device accepted and did
   * not take.
   */
  ensure(entry: Row, options?: CallOptions): Promise<EnsureResult<Row>>;
  /** Makes sure that there is no such row. */
  absent(mkey: Key, options?: CallOptions): Promise<AbsentResult<Row>>;
  /** The members of one list field of a row, changed one by one and never replaced. */
  members(mkey: Key, field: Member): Members;
}

type Values = Readonly<Record<string, unknown>>;

/** The rows of a table as plain values. The client gives them their types. */
export type AnyTable = CmdbTable<Values, Mkey, string>;

/** Makes the handle of a table. `mkeyField` is the name of its key. */
export function createCmdbTable(engine: Engine, path: string, mkeyField: string): AnyTable {
  const { validator } = engine;
  const nameOf = (mkey: unknown): string => `${path} ${JSON.stringify(mkey)}`;
  const send = (call: Omit<Call, "area" | "path">, options: CallOptions): Promise<Envelope> =>
    engine.send({ area: "cmdb", path, ...call }, options);

  const get = async (mkey: Mkey, options: CallOptions = {}): Promise<Values> => {
    await validator.mkey(path, mkey);
    const [row] = rowsIn(await send({ action: "get", method: "GET", segments: [mkey] }, options));
    if (row !== undefined) return row;
    throw new FortiError({ code: "NOT_FOUND", message: `Cannot get ${nameOf(mkey)}: there is none`, reached: "yes" });
  };
  const find = (mkey: Mkey, options?: CallOptions): Promise<Values | undefined> => unlessMissing(get(mkey, options));

  const check = async (mode: "create" | "update", values: Values, mkey: unknown): Promise<Checked> => {
    const what = `${mode} ${mkey === undefined ? `an entry of ${path}` : nameOf(mkey)}`;
    const body = toBody(values, what);
    return { body, secrets: await validator.write(path, body, mode, what) };
  };
  const post = async ({ body, secrets }: Checked, options: CallOptions): Promise<WriteResult> =>
    toResult(await send({ action: "create", method: "POST", body, secrets }, options), keyIn(body));
  const put = async (mkey: Mkey, { body, secrets }: Checked, options: CallOptions): Promise<WriteResult> =>
    toResult(await send({ action: "update", method: "PUT", segments: [mkey], body, secrets }, options), mkey);

  const keyIn = (values: Values): Mkey | undefined => {
    const key = values[mkeyField];
    return typeof key === "string" || typeof key === "number" ? key : undefined;
  };
  const neededKey = async (values: Values, action: string): Promise<Mkey> => {
    const key = keyIn(toBody(values, `${action} an entry of ${path}`));
    // With the number 0 the device chooses a free one, so every run would make another entry.
    if (key === undefined || key === 0) {
      const message = `Cannot ${action} an entry of ${path} without its key "${mkeyField}"`;
      throw new FortiError({
        code: "INVALID_INPUT",
        message,
        hint: "Give the key, or use create where the device chooses it",
      });
    }
    await validator.mkey(path, key);
    return key;
  };

  const create = async (entry: Values, options: CallOptions = {}): Promise<WriteResult> =>
    post(await check("create", entry, keyIn(Object(entry))), options);

  return {
    list: async (options = {}) => await collectRows(listPages(send, mkeyField, options)),
    async *iterate(options = {}) {
      yield* iterateRows(listPages(send, mkeyField, options, PAGE_SIZE));
    },
    get,
    find,
    exists: async (mkey, options) => (await find(mkey, options)) !== undefined,
    create,
    async update(mkey, changes, options = {}) {
      await validator.mkey(path, mkey);
      return put(mkey, await check("update", changes, mkey), options);
    },
    async delete(mkey, options = {}) {
      await validator.mkey(path, mkey);
      return toResult(await send({ action: "delete", method: "DELETE", segments: [mkey] }, options), mkey);
    },
    async set(entry, options = {}) {
      const mkey = await neededKey(entry, "set");
      const checked = await check("update", entry, mkey);
      const updated = await unlessMissing(put(mkey, checked, options));
      if (updated !== undefined) return updated;
      try {
        return await create(entry, options);
      } catch (error) {
        // Somebody else created it in between.
        if (isFortiError(error, "DUPLICATE")) return put(mkey, checked, options);
        throw error;
      }
    },
    async ensure(entry, options = {}) {
      const mkey = await neededKey(entry, "ensure");
      const { body } = await check("update", entry, mkey);
      const known = await validator.entry(path);
      const target: EnsureTarget = {
        what: nameOf(mkey),
        fields: known?.fields,
        read: () => find(mkey, options),
        create: (values) => create(values, options),
        // Checked above; what is added to keep nested entries whole comes from the device itself, its secrets too.
        update: async (changes) =>
          put(mkey, { body: toBody(changes, "update"), secrets: await validator.secrets(path, changes) }, options),
      };
      return ensureEntry(target, body);
    },
    async absent(mkey, options = {}) {
      const before = await find(mkey, options);
      if (before === undefined) return { changed: false, before };
      const deleted = await unlessMissing(send({ action: "delete", method: "DELETE", segments: [mkey] }, options));
      return { changed: deleted !== undefined, before };
    },
    members: (mkey, field) => createMembers(engine, path, mkey, field),
  };
}

/** Rows that `iterate` asks for at a time. */
const PAGE_SIZE = 500;

interface Checked {
  readonly body: Body;
  readonly secrets: readonly string[];
}

function toResult({ mkey, revision_changed }: Envelope, fallback: Mkey | undefined): WriteResult {
  const key = mkey ?? fallback;
  return { ...(key !== undefined && { mkey: key }), changed: revision_changed };
}

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isFortiError(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}
