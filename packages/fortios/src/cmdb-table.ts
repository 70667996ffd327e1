/**
 * A configuration table: entries that are found by their key.
 *
 * @module
 */

import type { Answer, AnswerMode, Items, OnError } from "@fortiweave/core/client";
import type { CmdbObject, NestedValues } from "./cmdb-object.ts";
import { createTableAt } from "./create-table.ts";
import type { Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import type { Members } from "./members.ts";
import { placeAt } from "./place.ts";
import type { PlaceFacts } from "./place-facts.ts";
import type {
  AbsentResult,
  CallOptions,
  EnsureOptions,
  EnsureResult,
  EntryChoice,
  GetOptions,
  ListOptions,
  MoveResult,
  MoveTarget,
  RowChoice,
  WriteOptions,
  WriteResult,
} from "./types.ts";
import type { PerVdom, VdomsOptions } from "./vdoms.ts";
import type { ViewOptions } from "./view-options.ts";

/** The rows of the child table that a field holds. `never`: it holds none. */
export type ChildRow<Value> = unknown extends Value
  ? Record<string, unknown>
  : Value extends readonly (infer Entry)[]
    ? Entry
    : never;

/** The name of a field, where it holds what is wanted. */
export type FieldHolding<Field, Wanted> = [Wanted] extends [never] ? never : Field;

/**
 * A configuration table. `Key` is what its key holds, `Member` the fields that are lists of names, `Mode` what becomes of
 * a failure: see `with`.
 */
export interface CmdbTable<Row, Key = Mkey, Member extends string = string, Mode extends AnswerMode = "throw">
  extends PlaceFacts<Row, Mode> {
  /** All rows, or those that the options choose, of each of several VDOMs. */
  list(options: VdomsOptions & RowChoice<Row>): Answer<PerVdom<Row[]>[], Mode>;
  /** All rows, or those that the options choose. Follows the device's pages, so nothing is silently cut. */
  list(options?: ListOptions<Row>): Answer<Row[], Mode>;
  /** The rows one by one, in pages of 500 unless a filter is set, so that a large table never lies in memory whole. */
  iterate(options?: ListOptions<Row>): Items<Row, Mode>;
  /** One row of each of several VDOMs. One that has none fails with NOT_FOUND. */
  get(mkey: Key, options: VdomsOptions & EntryChoice): Answer<PerVdom<Row>[], Mode>;
  /** One row. Throws NOT_FOUND when there is none. */
  get(mkey: Key, options?: GetOptions): Answer<Row, Mode>;
  /** One row, or undefined when there is none. Every other failure throws. */
  find(mkey: Key, options?: GetOptions): Answer<Row | undefined, Mode>;
  /** Whether there is such a row. Every failure but NOT_FOUND throws. */
  exists(mkey: Key, options?: CallOptions): Answer<boolean, Mode>;
  /** Adds a row. Never sent twice once it may have reached the device. Throws DUPLICATE when there is one. */
  create(entry: Row, options?: WriteOptions): Answer<WriteResult, Mode>;
  /** Changes the given fields of a row; a list among them replaces the whole list. Throws NOT_FOUND. */
  update(mkey: Key, changes: Partial<Row>, options?: WriteOptions): Answer<WriteResult, Mode>;
  /** Removes a row. Throws NOT_FOUND when there is none, IN_USE when something refers to it. */
  delete(mkey: Key, options?: CallOptions): Answer<WriteResult, Mode>;
  /** Updates the row with the entry's key, or creates it. */
  set(entry: Row, options?: WriteOptions): Answer<WriteResult, Mode>;
  /**
   * Brings the row with the entry's key into the given state: compares, writes only what differs, reads back. Fields
   * that the entry leaves out stay as they are; so does a secret that is set already, because the device hides it and
   * it cannot be compared: `update` changes it, or the option `secrets: "write"`. Fields that the device's version does
   * not have are left out, and named in the result. Throws VERIFY_FAILED naming the fields that the device accepted and
   * did not take.
   */
  ensure(entry: Row, options?: EnsureOptions): Answer<EnsureResult<Row>, Mode>;
  /** Makes sure that there is no such row. */
  absent(mkey: Key, options?: CallOptions): Answer<AbsentResult<Row>, Mode>;
  /**
   * Moves a row before or after another one, and checks that it stands there: `move(3, { before: 1 })`. Changes nothing
   * when it does already. Throws NOT_FOUND without the row, BAD_REFERENCE without the other one, VERIFY_FAILED when the
   * device did not do it.
   */
  move(mkey: Key, to: MoveTarget<Key>, options?: CallOptions): Answer<MoveResult, Mode>;
  /** Adds a copy of a row, with a key of its own. Throws NOT_FOUND without the row, DUPLICATE when the key is taken. */
  clone(mkey: Key, newMkey: Key, options?: CallOptions): Answer<WriteResult, Mode>;
  /** The members of one list field of a row, changed one by one and never replaced. */
  members(mkey: Key, field: Member): Members<Mode>;
  /**
   * The child table that a field of a row holds, by its own URL: `child("blocked", "member")`. Its rows are read and
   * written like any others, and the row itself stays as it is.
   */
  child<F extends keyof Row & string>(
    mkey: Key,
    field: FieldHolding<F, ChildRow<Row[F]>>,
  ): CmdbTable<ChildRow<Row[F]>, Mkey, string, Mode>;
  /** The object that a field of a row holds, by its own URL: `nested("default", "ftgd-wf")`. */
  nested<F extends keyof Row & string>(
    mkey: Key,
    field: FieldHolding<F, NestedValues<Row[F]>>,
  ): CmdbObject<NestedValues<Row[F]>, Mode>;
  /** The same table with other defaults of every call, or with another answer to failures: see `FortiGate.with`. */
  with<Other extends AnswerMode = Mode>(options: ViewOptions<Other & OnError>): CmdbTable<Row, Key, Member, Other>;
}

/** The rows of a table as plain values. The client gives them their types. */
export type AnyTable = CmdbTable<Readonly<Record<string, unknown>>, Mkey, string>;

/** Makes the handle of a table. `mkeyField` is the name of its key. */
export function createCmdbTable(engine: Engine, path: string, mkeyField: string): AnyTable {
  return createTableAt(engine, placeAt(path), mkeyField);
}
