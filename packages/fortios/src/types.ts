/**
 * Options and answers of the FortiGate client.
 *
 * @module
 */

/** What every call takes. */
export interface CallOptions {
  /** VDOM of this call. Default: the client's. */
  readonly vdom?: string;
  /** `global` for tables that are not per VDOM. */
  readonly scope?: "global" | "vdom";
  /** Cancels the call, its retries and the waits between them. */
  readonly signal?: AbortSignal;
  /** Longest time for one attempt, in milliseconds. */
  readonly timeoutMs?: number;
}

/** How a FortiGate compares. `=@` contains, `!@` does not; `=*` and `!*` compare without regard to case. */
export type FilterOperator = "==" | "!=" | "=*" | "!*" | "=@" | "!@" | "<=" | "<" | ">=" | ">";

/** One comparison: `["status", "==", "enable"]`. */
export type Condition<Row = Record<string, unknown>> = readonly [
  field: keyof Row & string,
  operator: FilterOperator,
  value: string | number,
];

/**
 * Conditions that must all hold; an inner array holds alternatives. Or the device's own text: `,` is or, `&` is and.
 */
export type Filter<Row = Record<string, unknown>> = string | readonly (Condition<Row> | readonly Condition<Row>[])[];

/** Which rows of a table, and which of their fields. */
export interface ListOptions<Row = Record<string, unknown>> extends CallOptions {
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
  /** Other query parameters of the device, as they are. */
  readonly query?: Readonly<Record<string, string>>;
}

/** The answer to a write. */
export interface WriteResult {
  /** Key of the written entry; absent for an object, which has none. */
  readonly mkey?: string | number;
  /** Whether the table's revision moved. Undefined when the device did not say. */
  readonly changed: boolean | undefined;
}

/** One field that differs. */
export interface FieldDiff {
  /** Name of the field. */
  readonly field: string;
  /** What the device held. Undefined when there was nothing. */
  readonly before: unknown;
  /** What it holds now, in its own spelling. */
  readonly after: unknown;
}

/** What `ensure` found, did, and left behind. */
export interface EnsureResult<Row> {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** What was done. */
  readonly action: "created" | "updated" | "unchanged";
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
  /** Read back from the device after the write. */
  readonly after: Row;
  /** The fields that were written. */
  readonly diff: readonly FieldDiff[];
}

/** What `absent` found and did. */
export interface AbsentResult<Row> {
  /** Whether this call removed the row. */
  readonly changed: boolean;
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
}

/** What a change of a member list did. */
export interface MembersResult {
  /** Whether this call changed the list. */
  readonly changed: boolean;
  /** The names that this call added. */
  readonly added: readonly string[];
  /** The names that this call removed. */
  readonly removed: readonly string[];
  /** The members as the device has them now, in its order. */
  readonly members: readonly string[];
}
