/**
 * Everything that a table can do, wherever it stands.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import type { JsonValue } from "@fortiweave/core";
import {
  invalidInput,
  moveEntry,
  type PlainFields,
  toPlainFields,
  unlessMissing,
  watchHandle,
} from "@fortiweave/core/client";
import type { Engine, RpcMethod, RpcResult } from "../engine.ts";
import { iterateRows } from "../iterate.ts";
import type { CallOptions } from "../types.ts";
import { getItem, moveItem, writeItem } from "../write-items.ts";
import { ADDED } from "./added.ts";
import { createFacts } from "./facts.ts";
import { createMappings } from "./mappings.ts";
import { createMembers } from "./members.ts";
import { type EntryKey, entryName, entryUrl, type Place, SCOPE } from "./place.ts";
import { checkKind, senderIn } from "./sender.ts";
import { inManagerSpelling } from "./spelling.ts";
import type { Table } from "./table.ts";
import { createTargets } from "./targets.ts";
import type { EntryOptions, EntryWriteOptions, ListOptions, ValidateMode, WriteResult } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** A table whose rows are plain values. What its path holds is the compiler's business. */
export interface AnyTableShape {
  readonly row: Values;
  readonly input: Values;
  readonly key: EntryKey;
  readonly member: string;
  readonly mapping: Values;
  readonly targets: true;
}

/** The handle of any table. */
export type AnyTable = Table<AnyTableShape>;

/** Makes the handle of a table. `mode` is how writes are checked that do not say it themselves. */
export function createTable(engine: Engine, place: Place, mode: ValidateMode): AnyTable {
  checkKind(place, "table");
  const { send } = senderIn(engine, place);
  const keyField = place.mkey ?? "name";
  const nameOf = (key: unknown): string => entryName(place, key);

  const list = async (options: ListOptions): Promise<Values[]> =>
    rowsIn((await send("get", getItem(place.url, options), options)).data);
  const get = async (key: EntryKey, options: EntryOptions = {}): Promise<Values> => {
    const { data } = await send("get", getItem(entryUrl(place, key), options), options);
    return rowsIn(data)[0] ?? {};
  };
  const find = (key: EntryKey, options?: EntryOptions): Promise<Values | undefined> => unlessMissing(get(key, options));

  /** What is sent for an entry, or for changes of one. */
  const toData = async (
    given: unknown,
    action: "create" | "update",
    what: string,
    options: EntryWriteOptions,
  ): Promise<PlainFields> => {
    const { check } = await import("./validate.ts");
    const entry = await place.entry();
    const values = inManagerSpelling(toPlainFields(given, { what, leaveOut: ADDED }), entry?.fields);
    await check(engine, { entry, values, action, what, mode: options.validate ?? mode }, options);
    return values;
  };
  const write = async (
    method: RpcMethod,
    url: string,
    data: JsonValue | undefined,
    options: EntryWriteOptions & { readonly force?: boolean },
    key?: EntryKey,
  ): Promise<WriteResult<EntryKey>> =>
    toResult(await send(method, writeItem(method, url, data, options), options), keyField, key);

  const table: AnyTable = {
    ...createFacts(engine, place),
    list: async (options = {}) => await list(options),
    iterate: (options = {}) => iterateRows(place.url, options, list),
    get,
    find,
    exists: async (key, options = {}) =>
      (await find(key, { ...options, fields: [keyField], loadsub: false })) !== undefined,
    async count(options = {}) {
      return Number((await send("get", { ...getItem(place.url, options), option: "count" }, options)).data);
    },
    async create(entry, options = {}) {
      const what = `create ${keyOf(entry, keyField) === undefined ? `an entry of ${place.name}` : nameOf(entry[keyField])}`;
      const data = await toData(entry, "create", what, options);
      return write("add", place.url, data, options, keyOf(data, keyField));
    },
    async update(key, changes, options = {}) {
      const url = entryUrl(place, key);
      return write("update", url, await toData(changes, "update", `update ${nameOf(key)}`, options), options, key);
    },
    async replace(key, entry, options = {}) {
      const url = entryUrl(place, key);
      return write("replace", url, await toData(entry, "update", `replace ${nameOf(key)}`, options), options, key);
    },
    async set(entry, options = {}) {
      const key = keyOf(entry, keyField);
      // With the number 0 FortiManager chooses a free one, so every run would make another entry.
      if (key === undefined || key === "" || key === 0) {
        throw invalidInput(
          `Cannot set an entry of ${place.name} without its key "${keyField}"`,
          "Give the key, or use create where FortiManager chooses it",
        );
      }
      const data = await toData(entry, "create", `set ${nameOf(key)}`, options);
      return write("set", place.url, data, options, key);
    },
    delete: async (key, options = {}) => await write("delete", entryUrl(place, key), undefined, options, key),
    ensure: (async (given: Values | readonly Values[], options: object = {}) => {
      const { ensureMany, ensureOne } = await import("../plan/ensure.ts");
      const planner = { engine, mode };
      return isList(given) ? ensureMany(planner, place, given, options) : ensureOne(planner, place, given, options);
    }) as AnyTable["ensure"],
    absent: (async (given: EntryKey | readonly EntryKey[], options: CallOptions = {}) => {
      const { absentMany, absentOne } = await import("../plan/ensure.ts");
      const planner = { engine, mode };
      return isList(given) ? absentMany(planner, place, given, options) : absentOne(planner, place, given, options);
    }) as AnyTable["absent"],
    async move(given, to, options = {}) {
      const { mkey: key, ...rest } = await moveEntry({
        what: nameOf(given),
        mkey: plainKey(given, place),
        to: to as { readonly before: string },
        hint: "Check the place",
        staged: false,
        keys: async () =>
          (await list({ ...options, fields: [keyField], loadsub: false })).map((row) => String(row[keyField])),
        send: (side, neighbour) =>
          send(
            "move",
            moveItem(entryUrl(place, given), { [side]: neighbour } as { before: string }, undefined),
            options,
          ),
      });
      return { key, ...rest };
    },
    async clone(key, newKey, changes = {}, options = {}) {
      const url = entryUrl(place, key);
      const data = await toData(
        { ...changes, [keyField]: keyValue(newKey) },
        "update",
        `clone ${nameOf(key)}`,
        options,
      );
      return write("clone", url, data, options, newKey);
    },
    async rename(key, newKey, options = {}) {
      const url = entryUrl(place, key);
      const data = await toData({ [keyField]: keyValue(newKey) }, "update", `rename ${nameOf(key)}`, options);
      return write("update", url, data, options, newKey);
    },
    members: (key, field) => createMembers(engine, place, key, field),
    mappings: (key: EntryKey) => createMappings(engine, place, key, mode),
    targets: (key: EntryKey) => createTargets(engine, place, key),
    async whereUsed(key, options = {}) {
      const { findUsages } = await import("./where-used.ts");
      const [usages = []] = await findUsages(engine, [{ place, key }], options);
      return usages;
    },
  };
  return watchHandle(table, place.name, engine.refused);
}

/** One entry stands alone, or in a list. */
function rowsIn(data: unknown): Values[] {
  return (Array.isArray(data) ? data : [data]).filter(isRecord);
}

function toResult(
  { data, simulated }: RpcResult,
  keyField: string,
  written: EntryKey | undefined,
): WriteResult<EntryKey> {
  const key = written ?? (isRecord(data) ? keyOf(data, keyField) : undefined);
  return { ...(key !== undefined && { key }), ...(simulated !== undefined && { simulated }) };
}

function keyOf(entry: unknown, field: string): EntryKey | undefined {
  const key = isRecord(entry) ? entry[field] : undefined;
  if (field === SCOPE) return isRecord([key].flat()[0]) ? ([key].flat()[0] as EntryKey) : undefined;
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}

/** A key as it stands in data. */
function keyValue(key: EntryKey): unknown {
  return typeof key === "object" ? [key] : key;
}

function plainKey(key: EntryKey, place: Place): string | number {
  if (typeof key !== "object") return key;
  throw invalidInput(`Cannot move ${entryName(place, key)}`, "Mappings have no order");
}

function isList<T>(given: T | readonly T[]): given is readonly T[] {
  return Array.isArray(given);
}
