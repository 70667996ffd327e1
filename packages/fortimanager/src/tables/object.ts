/**
 * An object: one set of values without a key.
 *
 * @module
 */

import { toPlainFields } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { getItem, writeItem } from "../write-items.ts";
import { ADDED } from "./added.ts";
import { createFacts, type PlaceFacts } from "./facts.ts";
import type { Place } from "./place.ts";
import { checkKind, senderIn } from "./sender.ts";
import { inManagerSpelling } from "./spelling.ts";
import type {
  EnsureOptions,
  EnsureResult,
  EntryOptions,
  EntryWriteOptions,
  ValidateMode,
  WriteResult,
} from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** One set of values. */
export interface SingleObject<Row = Record<string, unknown>, Given = Row> extends PlaceFacts<Row> {
  /** The values. */
  get(options?: EntryOptions<Row>): Promise<Row>;
  /** Changes the given values. */
  update(changes: Partial<Given>, options?: EntryWriteOptions): Promise<WriteResult>;
  /** Brings the given values into effect: compares, writes only what differs, reads back. Throws VERIFY_FAILED. */
  ensure(values: Partial<Given>, options?: EnsureOptions): Promise<EnsureResult<Row>>;
}

/** Makes the handle of an object. */
export function createObject(engine: Engine, place: Place, mode: ValidateMode): SingleObject<Values> {
  checkKind(place, "object");
  const { send } = senderIn(engine, place);
  return {
    ...createFacts(engine, place),
    async get(options = {}) {
      const { data } = await send("get", getItem(place.url, options), options);
      return (Array.isArray(data) ? data[0] : data) ?? {};
    },
    async update(changes, options = {}) {
      const what = `update ${place.name}`;
      const { check } = await import("./validate.ts");
      const entry = await place.entry();
      const given = toPlainFields(changes, { what, leaveOut: ADDED });
      const values = inManagerSpelling(given, entry?.fields);
      await check(engine, { entry, values, action: "update", what, mode: options.validate ?? mode }, options);
      return toResult(await send("update", writeItem("update", place.url, values, options), options));
    },
    async ensure(values, options = {}) {
      const { ensureOne } = await import("../plan/ensure.ts");
      return ensureOne({ engine, mode }, place, values, options);
    },
  };
}

function toResult({ simulated }: { readonly simulated?: WriteResult["simulated"] }): WriteResult {
  return simulated === undefined ? {} : { simulated };
}
