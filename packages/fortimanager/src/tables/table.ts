/**
 * A table: entries that are found by their key.
 *
 * @module
 */

import type { MoveTarget } from "@fortiweave/catalog/plan";
import type { IterateOptions } from "../iterate.ts";
import type { CallOptions } from "../types.ts";
import type { PlaceFacts } from "./facts.ts";
import type { Mappings } from "./mappings.ts";
import type { Members } from "./members.ts";
import type { Targets } from "./targets.ts";
import type {
  AbsentResult,
  EnsureOptions,
  EnsureResult,
  EntryOptions,
  EntryWriteOptions,
  ListOptions,
  MoveResult,
  RemoveOptions,
  Report,
  WriteResult,
} from "./types.ts";
import type { Usage } from "./where-used.ts";

/** What a table's path tells of it. */
export interface TableShape {
  /** A row, as FortiManager answers it. */
  readonly row: unknown;
  /** A row, as it takes it. */
  readonly input: unknown;
  /** What its key holds. */
  readonly key: unknown;
  /** The fields that are lists of names. */
  readonly member: string;
  /** A row of its per-device mappings. `never`: it has none. */
  readonly mapping: unknown;
  /** Whether its entries have installation targets or members. */
  readonly targets: boolean;
}

/** What a table is whose path says nothing. */
export interface AnyShape extends TableShape {
  /** A row, as FortiManager answers it. */
  readonly row: Record<string, unknown>;
  /** A row, as it takes it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** A name or a number. */
  readonly key: string | number;
}

/**
 * A table. Every call throws BAD_REFERENCE when the place that it stands in does not exist: the ADOM, the package, the
 * device.
 *
 * Options are names, as FortiManager answers them, or numbers; a list may be given as a single name where FortiManager
 * takes both; a network as `"10.0.0.5/32"`, `"10.0.0.5 255.255.255.255"` or a list of address and mask.
 */
export interface Table<Shape extends TableShape = AnyShape> extends PlaceFacts<Shape["row"]> {
  /** All rows, or those that the options choose, in one request. */
  list(options?: ListOptions<Shape["row"]>): Promise<Shape["row"][]>;
  /** The rows one by one, in pages of 1,000, so that a large table never lies in memory whole. */
  iterate(options?: IterateOptions<Shape["row"]>): AsyncIterableIterator<Shape["row"]>;
  /** One row. Throws NOT_FOUND when there is none. */
  get(key: Shape["key"], options?: EntryOptions<Shape["row"]>): Promise<Shape["row"]>;
  /** One row, or undefined when there is none. Every other failure throws. */
  find(key: Shape["key"], options?: EntryOptions<Shape["row"]>): Promise<Shape["row"] | undefined>;
  /** Whether there is such a row. Every failure but NOT_FOUND throws. */
  exists(key: Shape["key"], options?: CallOptions): Promise<boolean>;
  /** How many rows there are, or match a filter. */
  count(options?: Pick<ListOptions<Shape["row"]>, "filter"> & CallOptions): Promise<number>;
  /** Adds a row. Never sent twice once it may have reached FortiManager. Throws DUPLICATE when there is one. */
  create(entry: Shape["input"], options?: EntryWriteOptions): Promise<WriteResult<Shape["key"]>>;
  /**
   * Changes the given fields of a row. A list of names among them replaces the list; of a child table, the rows that are
   * given are changed or added, and the others stay. Throws NOT_FOUND.
   */
  update(
    key: Shape["key"],
    changes: Partial<Shape["input"]>,
    options?: EntryWriteOptions,
  ): Promise<WriteResult<Shape["key"]>>;
  /** Changes the given fields of a row, and clears the child tables that are not given. Throws NOT_FOUND. */
  replace(
    key: Shape["key"],
    entry: Partial<Shape["input"]>,
    options?: EntryWriteOptions,
  ): Promise<WriteResult<Shape["key"]>>;
  /**
   * Creates the row with the entry's key, or changes the given fields of it, in one request. Child tables among them are
   * replaced.
   */
  set(entry: Shape["input"], options?: EntryWriteOptions): Promise<WriteResult<Shape["key"]>>;
  /** Removes a row. Throws NOT_FOUND when there is none, IN_USE when something refers to it. */
  delete(key: Shape["key"], options?: RemoveOptions): Promise<WriteResult<Shape["key"]>>;
  /**
   * Brings the row with the entry's key into the given state: compares, writes only what differs, reads back. Fields that
   * the entry leaves out stay as they are; a child table that it names is to hold just these rows. Where the key is a
   * number and is left out, the row of the same `name` is meant. Throws VERIFY_FAILED naming the fields that FortiManager
   * accepted and did not take.
   */
  ensure(entry: Shape["input"], options?: EnsureOptions): Promise<EnsureResult<Shape["row"]>>;
  /**
   * The same for many rows, in one request each for reading, adding, changing and reading back (1,000 rows a request).
   * Throws an {@link EnsureError} when one of them fails, once all have been tried: its `report` says what became of each.
   */
  ensure(entries: readonly Shape["input"][], options?: EnsureOptions): Promise<Report<EnsureResult<Shape["row"]>>>;
  /** Makes sure that there is no such row. */
  absent(key: Shape["key"], options?: CallOptions): Promise<AbsentResult<Shape["row"]>>;
  /** Makes sure that there are no such rows, in as few requests as `ensure`. */
  absent(keys: readonly Shape["key"][], options?: CallOptions): Promise<Report<AbsentResult<Shape["row"]>>>;
  /**
   * Moves a row before or after another one, and checks that it stands there: `move(3, { before: 1 })`. Changes nothing
   * when it does already. Throws NOT_FOUND without the row, BAD_REFERENCE without the other one, VERIFY_FAILED when
   * FortiManager did not do it.
   */
  move(key: Shape["key"], to: MoveTarget<Shape["key"]>, options?: CallOptions): Promise<MoveResult>;
  /** Adds a copy of a row, with a key and, if given, values of its own. */
  clone(
    key: Shape["key"],
    newKey: Shape["key"],
    changes?: Partial<Shape["input"]>,
    options?: EntryWriteOptions,
  ): Promise<WriteResult<Shape["key"]>>;
  /** Gives a row another key. What refers to it follows. */
  rename(key: Shape["key"], newKey: Shape["key"], options?: CallOptions): Promise<WriteResult<Shape["key"]>>;
  /** The members of one list field of a row, added and removed without touching the others. */
  members(key: Shape["key"], field: Shape["member"]): Members;
  /** The per-device mappings of a row, each written without touching the others. */
  mappings(key: [Shape["mapping"]] extends [never] ? never : Shape["key"]): Mappings<Shape["mapping"]>;
  /** The devices and groups that a row is for: installation targets of a package, members of a device group. */
  targets(key: Shape["targets"] extends true ? Shape["key"] : never): Targets;
  /** Where a row is used. */
  whereUsed(key: Shape["key"], options?: CallOptions): Promise<Usage[]>;
}
