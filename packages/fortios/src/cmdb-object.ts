/**
 * A configuration object: one set of values that is always there, such as `system/global`.
 *
 * @module
 */

import { type Answer, type AnswerMode, answering, type OnError, watchHandle } from "@fortiweave/core/client";
import { type Body, toBody } from "./body.ts";
import type { ChildRow, CmdbTable, FieldHolding } from "./cmdb-table.ts";
import { createTableAt } from "./create-table.ts";
import type { Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { type EnsureTarget, ensureEntry, withDefaults } from "./ensure.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { queryPairs } from "./list-query.ts";
import { callIn, fieldPath, type Place, placeAt, placeIn, senderIn } from "./place.ts";
import { createPlaceFacts, type PlaceFacts } from "./place-facts.ts";
import type { Call } from "./request.ts";
import type { EnsureOptions, EnsureResult, EntryChoice, GetOptions, WriteOptions, WriteResult } from "./types.ts";
import { isForVdoms, type PerVdom, readEach, type VdomsOptions } from "./vdoms.ts";
import type { ViewOptions } from "./view-options.ts";
import { toResult } from "./write-result.ts";

/** The values of the object that a field holds. `never`: it holds none. */
export type NestedValues<Value> = unknown extends Value
  ? Record<string, unknown>
  : Value extends string | number | undefined | readonly unknown[]
    ? never
    : Value;

/** A configuration object. `Mode` is what becomes of a failure: see `with`. */
export interface CmdbObject<Values, Mode extends AnswerMode = "throw"> extends PlaceFacts<Values, Mode> {
  /** All its values, of each of several VDOMs. */
  get(options: VdomsOptions & EntryChoice): Answer<PerVdom<Values>[], Mode>;
  /** All its values. */
  get(options?: GetOptions): Answer<Values, Mode>;
  /** Changes the given fields; a list among them replaces the whole list. */
  update(changes: Partial<Values>, options?: WriteOptions): Answer<WriteResult, Mode>;
  /** The same as `update`: an object is always there. */
  set(changes: Partial<Values>, options?: WriteOptions): Answer<WriteResult, Mode>;
  /**
   * Brings the given fields into the given state: compares, writes only what differs, reads back. A secret that
   * the device hides cannot be compared and stays as it is: `update` changes it, or the option `secrets: "write"`.
   * Fields that the device's version does not have are left out, and named in the result. Throws VERIFY_FAILED naming the
   * fields that the device accepted and did not take.
   */
  ensure(values: Partial<Values>, options?: EnsureOptions): Answer<EnsureResult<Values>, Mode>;
  /**
   * The child table that a field holds, by its own URL: `child("neighbor")`. Its rows are read and written like any
   * others, and the object itself stays as it is.
   */
  child<F extends keyof Values & string>(
    field: FieldHolding<F, ChildRow<Values[F]>>,
  ): CmdbTable<ChildRow<Values[F]>, Mkey, string, Mode>;
  /** The object that a field holds, by its own URL. */
  nested<F extends keyof Values & string>(
    field: FieldHolding<F, NestedValues<Values[F]>>,
  ): CmdbObject<NestedValues<Values[F]>, Mode>;
  /** The same object with other defaults of every call, or with another answer to failures: see `FortiGate.with`. */
  with<Other extends AnswerMode = Mode>(options: ViewOptions<Other & OnError>): CmdbObject<Values, Other>;
}

type AnyValues = Readonly<Record<string, unknown>>;

/** An object as plain values. The client gives them their types. */
export type AnyObject = CmdbObject<AnyValues>;

/** Makes the handle of an object. */
export function createCmdbObject(engine: Engine, path: string): AnyObject {
  return createObjectAt(engine, placeAt(path));
}

/** Makes the handle of an object, wherever it lies. */
export function createObjectAt(engine: Engine, place: Place): AnyObject {
  const { validator } = engine;
  const { name, known } = place;
  const send = senderIn(engine, place);

  function get(options: VdomsOptions & EntryChoice): Promise<PerVdom<AnyValues>[]>;
  function get(options?: GetOptions): Promise<AnyValues>;
  async function get(
    options: GetOptions | (VdomsOptions & EntryChoice) = {},
  ): Promise<AnyValues | PerVdom<AnyValues>[]> {
    if (!isForVdoms(options)) return getOne(options);
    return readEach(await engine.sendToVdoms(callFor(options), options), valuesIn);
  }
  const callFor = ({ query }: EntryChoice): Call =>
    callIn(place, { action: "get", method: "GET", query: queryPairs(query) });
  const getOne = async (options: GetOptions): Promise<AnyValues> =>
    valuesIn(await engine.send(callFor(options), options));

  const put = async (body: Body, secrets: readonly string[], options: WriteOptions): Promise<WriteResult> =>
    toResult(await send({ action: "update", method: "PUT", body, secrets }, options));
  const update = async (changes: AnyValues, options: WriteOptions = {}): Promise<WriteResult> => {
    const what = `update ${name}`;
    const body = toBody(changes, what);
    return put(body, await validator.write(known, body, "update", what, options.validate), options);
  };

  const object: AnyObject = {
    ...createPlaceFacts(engine, place),
    get,
    update,
    set: update,
    async ensure(values, options = {}) {
      const what = `ensure ${name}`;
      // Checked before; what is added to keep nested entries whole comes from the device itself, its secrets too.
      const write = async (changes: AnyValues): Promise<WriteResult> =>
        put(toBody(changes, what), await validator.secrets(known, changes), options);
      const target: EnsureTarget = {
        what: name,
        path: fieldPath(place),
        entry: await validator.entry(known),
        version: () => engine.version,
        staged: engine.staged,
        check: (checked) => validator.write(known, checked, "update", what, options.validate),
        read: () => getOne(options),
        create: write,
        update: write,
      };
      return ensureEntry(target, toBody(values, what), withDefaults(options, validator.mode));
    },
    child: (field) => createTableAt(engine, placeIn(place, field)),
    nested: (field) => createObjectAt(engine, placeIn(place, field)),
    with: (options) => answering(createObjectAt(engine.with(options), place), options, engine.logger),
  };
  return watchHandle(object, { area: "cmdb", ...place }, engine.refused);
}

function valuesIn(envelope: Envelope): AnyValues {
  return rowsIn(envelope)[0] ?? {};
}
