/**
 * Options and answers of tables.
 *
 * @module
 */

import type { FieldDiff } from "@fortiweave/catalog/compare";
import type { FortiError, SimulatedRequest } from "@fortiweave/core";
import type { GetOptions, Scope } from "../call-parameters.ts";
import type { CallOptions } from "../types.ts";

export type { FieldDiff } from "@fortiweave/catalog/compare";

/** `strict`: also refuse fields that the catalogue does not know. `known`: check what it knows. `off`: check nothing. */
export type ValidateMode = "strict" | "known" | "off";

/** Which rows of a table, which of their fields, and in which order. */
export type ListOptions<Row = Record<string, unknown>> = Omit<GetOptions<Row>, "option" | "attr" | "objectTemplate">;

/** What a read of one entry, or of an object, takes. */
export type EntryOptions<Row = Record<string, unknown>> = Omit<ListOptions<Row>, "filter" | "sortings" | "range">;

/** What a write takes. */
export interface EntryWriteOptions extends CallOptions {
  /** How this write is checked before it is sent. Default: as the client checks. */
  readonly validate?: ValidateMode;
  /** Stands with the revision of the object. */
  readonly revisionNote?: string;
  /** Whose entries, in tables that are kept per device. */
  readonly scopeMember?: Scope | readonly Scope[];
}

/** What removing an entry takes. */
export interface RemoveOptions extends CallOptions {
  /** Removes it although something refers to it. Default false. */
  readonly force?: boolean;
}

/** What the answer to a write holds when the client is read-only and simulates. */
export interface Simulation {
  /** What would have been sent. Absent when it was sent, and when there was nothing to send. */
  readonly simulated?: SimulatedRequest;
}

/** The answer to a write. */
export interface WriteResult<Key = string | number> extends Simulation {
  /** Key of the written entry, also where FortiManager has chosen it. Absent for an object, and when it is not known. */
  readonly key?: Key;
}

/** What a move did. */
export interface MoveResult extends Simulation {
  /** Key of the entry. */
  readonly key: string | number;
  /** Whether this call moved it: false when it stood there already. */
  readonly changed: boolean;
}

/** What `ensure` takes. */
export interface EnsureOptions extends CallOptions {
  /** How what is wanted is checked before anything is sent. Default: as the client checks. */
  readonly validate?: ValidateMode;
  /**
   * What to do with fields that FortiManager's version does not have: leave them out and name them in the result, or
   * refuse them with INVALID_INPUT. Default `skip`, and `refuse` where the check is `strict`.
   */
  readonly unsupported?: "skip" | "refuse";
  /**
   * What to do with secrets that FortiManager holds already: it hides them, so they cannot be compared. `keep` leaves
   * them as they are, `write` writes them every time. Default `keep`.
   */
  readonly secrets?: "keep" | "write";
}

/** What became of one entry: what was found, what was done, and what is there now; or would be, when it is simulated. */
export interface EnsureResult<Row = Readonly<Record<string, unknown>>> extends Simulation {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** What was done. */
  readonly action: "created" | "updated" | "unchanged";
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
  /** Read back after the write. When that is simulated: what was there, with what is written, secrets left out. */
  readonly after: Row;
  /** The fields that were written. */
  readonly diff: readonly FieldDiff[];
  /** Fields that were left out, because FortiManager's version does not have them, or because only it writes them. */
  readonly skipped: readonly string[];
}

/** What became of an entry that was to be absent. */
export interface AbsentResult<Row = Readonly<Record<string, unknown>>> extends Simulation {
  /** Whether it was removed: false when there was none. */
  readonly changed: boolean;
  /** The row as it was found. Undefined when there was none. */
  readonly before: Row | undefined;
}

/** Which entry of which table. */
export interface EntryName {
  /** `firewall/address`; of a package `pkg/default/firewall/policy`. */
  readonly table: string;
  /** Its key. Absent for an object. */
  readonly key?: string | number;
}

/** An entry that is as it was to be. */
export interface EntryDone<Result> extends EntryName {
  /** Tells it from one that is not. */
  readonly ok: true;
  /** What became of it. */
  readonly result: Result;
}

/** An entry that is not as it was to be. */
export interface EntryFailed extends EntryName {
  /** Tells it from one that is. */
  readonly ok: false;
  /** Why: what FortiManager said, or that it depends on another one that failed. */
  readonly error: FortiError;
}

/** What became of several entries, in the order in which they were given. */
export interface Report<Result> {
  /** Whether all are as they were to be. */
  readonly ok: boolean;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** One by one. */
  readonly entries: readonly (EntryDone<Result> | EntryFailed)[];
  /** How many requests it took. */
  readonly requests: number;
}

/** What became of the members of a list. */
export interface MembersResult extends Simulation {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** Names that this call added. */
  readonly added: readonly string[];
  /** Names that this call removed. */
  readonly removed: readonly string[];
  /** All members afterwards. */
  readonly members: readonly string[];
}
