/**
 * The per-device mappings of one entry: what it is on a device in place of its own values. Each is written at a url of its
 * own, so that the others stay as they are.
 *
 * @module
 */

import { type Comparison, differences, isRecord, placeOf } from "@fortiweave/catalog/compare";
import { notTaken, toPlainFields, unlessMissing } from "@fortiweave/core/client";
import type { Scope } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { writeItem } from "../write-items.ts";
import { ADDED } from "./added.ts";
import { type EntryKey, entryName, entryUrl, type MappingScope, type Place, SCOPE } from "./place.ts";
import { senderIn } from "./sender.ts";
import { inManagerSpelling } from "./spelling.ts";
import { checkScope } from "./targets.ts";
import type { EntryWriteOptions, Simulation, ValidateMode } from "./types.ts";

/** What became of a mapping. */
export interface MappingResult<Row> extends Simulation {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** The mapping as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
  /** The mapping as it is now. Undefined when there is none. When the write was simulated: as it was found. */
  readonly after: Row | undefined;
}

/**
 * The mappings of one entry. A scope is a device and a VDOM of it, or a device group: `{ name: "FGT1", vdom: "root" }`,
 * `{ name: "branches" }`.
 */
export interface Mappings<Row> {
  /** All of them. */
  list(options?: CallOptions): Promise<Row[]>;
  /** That of one device or group, or undefined when it has none. */
  find(scope: MappingScope, options?: CallOptions): Promise<Row | undefined>;
  /**
   * Makes sure that the entry has these values there: adds the mapping, or changes what differs in it, and checks that it
   * is there afterwards.
   */
  set(scope: MappingScope, values: Omit<Row, "_scope">, options?: EntryWriteOptions): Promise<MappingResult<Row>>;
  /** Makes sure that there is no such mapping. */
  remove(scope: MappingScope, options?: CallOptions): Promise<MappingResult<Row>>;
}

type Values = Readonly<Record<string, unknown>>;

const FIELD = "dynamic_mapping";

/** Makes the handle of an entry's mappings. */
export function createMappings(engine: Engine, place: Place, key: EntryKey, mode: ValidateMode): Mappings<Values> {
  const { send } = senderIn(engine, place);
  const what = `${entryName(place, key)} ${FIELD}`;
  const table: Place = { ...place, url: `${entryUrl(place, key)}/${FIELD}`, name: what, mkey: SCOPE, item: FIELD };

  const list = async (options: CallOptions): Promise<Values[]> => {
    const { data } = await send("get", { url: entryUrl(place, key), fields: [FIELD] }, options);
    const row: unknown = Array.isArray(data) ? data[0] : data;
    return isRecord(row) ? [row[FIELD]].flat().filter(isRecord) : [];
  };
  const find = async (scope: Scope, options: CallOptions): Promise<Values | undefined> =>
    (await list(options)).find((row) =>
      scopesOf(row).some((own) => own.name === scope.name && own.vdom === scope.vdom),
    );

  return {
    list: async (options = {}) => await list(options),
    find: async (scope, options = {}) => await find(checkScope(scope, what), options),
    async set(given, values, options = {}) {
      const scope = checkScope(given, what);
      const { check } = await import("./validate.ts");
      const entry = await place.entry();
      const field = entry?.fields[FIELD];
      const plain = toPlainFields(values, { what: `set ${what}`, leaveOut: ADDED });
      const data = { ...inManagerSpelling(plain, field?.fields), [SCOPE]: [{ ...scope }] };
      const subject = { entry, values: { [FIELD]: [data] }, action: "update", what: `set ${what}` } as const;
      await check(engine, { ...subject, mode: options.validate ?? mode }, options);

      const how: Comparison = { place: `${placeOf(entry?.fortios ?? place.path)} ${FIELD}` };
      const { [SCOPE]: _scope, ...wanted } = data;
      const before = await find(scope, options);
      const diff = before === undefined ? undefined : differences(wanted, before, field?.fields, how);
      if (diff?.length === 0) return { changed: false, before, after: before };
      const url = before === undefined ? table.url : entryUrl(table, scope);
      const method = before === undefined ? "add" : "update";
      const { simulated } = await send(method, writeItem(method, url, data, options), options);
      if (simulated !== undefined) return { changed: true, before, after: before, simulated };
      const after = await find(scope, options);
      const missing = after === undefined ? [] : differences(wanted, after, field?.fields, how);
      if (after !== undefined && missing.length === 0) return { changed: true, before, after };
      const names = missing.map((one) => one.field).join(", ");
      throw notTaken(
        `${what} was written, and ${after === undefined ? "is not there" : `did not take: ${names}`}`,
        HINT,
      );
    },
    async remove(given, options = {}) {
      const scope = checkScope(given, what);
      const before = await find(scope, options);
      if (before === undefined) return { changed: false, before, after: undefined };
      const removed = await unlessMissing(send("delete", { url: entryUrl(table, scope) }, options));
      if (removed?.simulated !== undefined)
        return { changed: true, before, after: before, simulated: removed.simulated };
      const after = await find(scope, options);
      if (after !== undefined) throw notTaken(`${what} was removed, and is still there`, HINT);
      return { changed: removed !== undefined, before, after };
    },
  };
}

const HINT = "Read the entry to see what FortiManager made of it: somebody else may be changing it";

/** The devices and groups that a mapping is for. */
function scopesOf(row: Values): Scope[] {
  const scopes = [row[SCOPE]].flat().filter(isRecord);
  return scopes.map(({ name, vdom }) =>
    typeof vdom === "string" && vdom !== "" ? { name: String(name), vdom } : { name: String(name) },
  );
}
