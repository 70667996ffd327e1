/**
 * Options and answers of the FortiGate client.
 *
 * @module
 */

import type { FieldDiff } from "@fortiweave/catalog/compare";
import type { SimulatedRequest } from "@fortiweave/core";
import type { ValidateMode } from "./validate.ts";

export type { FieldDiff } from "@fortiweave/catalog/compare";
export type { MoveTarget } from "@fortiweave/catalog/plan";

/** What every call takes, wherever it goes. */
export interface BaseOptions {
  /** `global` for tables that are not per VDOM. */
  readonly scope?: "global" | "vdom";
  /** Cancels the call, its retries and the waits between them. */
  readonly signal?: AbortSignal;
  /** Longest time for one attempt, in milliseconds. */
  readonly timeoutMs?: number;
  /**
   * Longest time in milliseconds for everything round one request: sign-in, every attempt and every wait; of a stream, up
   * to its head. Then it ends with TIMEOUT. A call of several requests, such as `ensure` or a list of many pages, has it
   * for each. Default: the client's.
   */
  readonly totalTimeoutMs?: number;
}

/** What every call takes. */
export interface CallOptions extends BaseOptions {
  /** VDOM of this call. Default: the client's. */
  readonly vdom?: string;
}

/** What a write takes. */
export interface WriteOptions extends CallOptions {
  /** How this write is checked before it is sent. Default: as the client checks. */
  readonly validate?: ValidateMode;
}

/** Query parameters of the device by name, as they are: `{ with_meta: true }`, `{ datasource: true }`. */
export type Query = Readonly<Record<string, string | number | boolean>>;

/** What a read of one entry, or of an object, takes beside the VDOM. */
export interface EntryChoice {
  /** Other query parameters of the device. */
  readonly query?: Query;
}

/** What a read of one entry, or of an object, takes. */
export interface GetOptions extends CallOptions, EntryChoice {}

/** How a FortiGate compares. `=@` contains, `!@` does not; `=*` and `!*` compare without regard to case. */
export type FilterOperator = EqualityOperator | PartOperator;

/** Compares with a whole value. */
export type EqualityOperator = "==" | "!=";

/** Compares in another way: without regard to case, with a part, or by order. */
export type PartOperator = "=*" | "!*" | "=@" | "!@" | "<=" | "<" | ">=" | ">";

/**
 * What a field can be equal to: one of its options, a text, a number (or its digits). A field that holds a list is equal
 * to the name of any of its entries.
 */
export type FilterValue<Value> = Value extends number
  ? number | `${number}`
  : Value extends string
    ? Value
    : Value extends readonly unknown[]
      ? string | number
      : never;

/**
 * One comparison: `["status", "==", "enable"]`. A dot leads into a list or an object: `["member.name", "==", "web"]`;
 * one that belongs to the name of the field is written `\\.`.
 */
export type Condition<Row = Record<string, unknown>> = string extends keyof Row
  ? readonly [field: string, operator: FilterOperator, value: string | number]
  :
      | {
          [F in keyof Row & string]-?: readonly [field: F, operator: EqualityOperator, value: FilterValue<Row[F]>];
        }[keyof Row & string]
      | readonly [field: keyof Row & string, operator: PartOperator, value: string | number]
      | readonly [field: `${keyof Row & string}.${string}`, operator: FilterOperator, value: string | number];

/**
 * Conditions that must all hold; an inner array holds alternatives. Or the device's own text: `,` is or, `&` is and.
 */
export type Filter<Row = Record<string, unknown>> = string | readonly (Condition<Row> | readonly Condition<Row>[])[];

/** Which rows of a table, and which of their fields. */
export interface RowChoice<Row = Record<string, unknown>> {
  /** Only rows that match. */
  readonly filter?: Filter<Row>;
  /** Only these fields. */
  readonly fields?: readonly (keyof Row & string)[];
  /** Rows to skip. Default 0. */
  readonly start?: number;
  /** Most rows to answer. Default: all. */
  readonly count?: number;
  /** `name` or `name,dsc`. */
  readonly sort?: string;
  /** Other query parameters of the device. */
  readonly query?: Query;
}

/** What a list takes. */
export interface ListOptions<Row = Record<string, unknown>> extends CallOptions, RowChoice<Row> {}

/** What the answer to a write holds when the client is read-only and simulates. */
export interface Simulation {
  /** What would have been sent. Absent when it was sent, and when there was nothing to send. */
  readonly simulated?: SimulatedRequest;
}

/** The answer to a write. */
export interface WriteResult extends Simulation {
  /** Key of the written entry; absent for an object, which has none. */
  readonly mkey?: string | number;
  /** Whether the table's revision moved. Undefined when the device did not say, as when the write was simulated. */
  readonly changed: boolean | undefined;
}

/** What a move did. */
export interface MoveResult extends Simulation {
  /** Key of the entry. */
  readonly mkey: string | number;
  /** Whether this call moved it: false when it stood there already. */
  readonly changed: boolean;
}

/** What `ensure` takes. */
export interface EnsureOptions extends WriteOptions {
  /**
   * What to do with fields that the device's version does not have: leave them out and name them in the result, or refuse
   * them with INVALID_INPUT. Default `skip`, and `refuse` where the check is `strict`.
   */
  readonly unsupported?: "skip" | "refuse";
  /**
   * What to do with secrets that the device holds already: it hides them, so they cannot be compared. `keep` leaves them
   * as they are, `write` writes them every time. Default `keep`.
   */
  readonly secrets?: "keep" | "write";
}

/** What `ensure` found, did, and left behind; or would have, when it is simulated. */
export interface EnsureResult<Row> extends Simulation {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** What was done. */
  readonly action: "created" | "updated" | "unchanged";
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
  /**
   * Read back from the device after the write. When that is simulated, or part of a transaction: what was there, with what
   * is written, secrets left out.
   */
  readonly after: Row;
  /** The fields that were written. */
  readonly diff: readonly FieldDiff[];
  /** Fields that were left out, because the device's version does not have them or only the device writes them. */
  readonly skipped: readonly string[];
}

/** What `absent` found and did, or would have, when it is simulated. */
export interface AbsentResult<Row> extends Simulation {
  /** Whether this call removed the row. */
  readonly changed: boolean;
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
}

/** What a change of a member list did, or would have done, when it is simulated. */
export interface MembersResult {
  /** Whether this call changed the list. */
  readonly changed: boolean;
  /** The names that this call added. */
  readonly added: readonly string[];
  /** The names that this call removed. */
  readonly removed: readonly string[];
  /** The members as the device has them now, in its order; inside a transaction, as they will be. */
  readonly members: readonly string[];
  /** What would have been sent, one for each name. Absent when it was sent, and when there was nothing to send. */
  readonly simulated?: readonly SimulatedRequest[];
}
