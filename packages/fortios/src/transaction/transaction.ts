/**
 * What a transaction of a FortiGate offers.
 *
 * @module
 */

import type { ApiPaths } from "../api-paths.ts";
import type { CallOptions } from "../types.ts";
import type { Untyped } from "../untyped.ts";

/** How to begin a transaction. */
export interface TransactionOptions {
  /** Seconds after which the device discards it by itself; five idle minutes do so as well. Default 60. */
  readonly timeoutSeconds?: number;
  /** VDOM of the transaction and of its calls. Default: the client's. */
  readonly vdom?: string;
  /** Aborts the transaction on the device, and cancels its calls. A commit that has begun is waited for. */
  readonly signal?: AbortSignal;
}

/** How to run a function in a transaction. */
export interface TransactionRunOptions extends TransactionOptions {
  /** Commits when the function resolves. With `false` it commits by itself, or else all is aborted. Default true. */
  readonly autoCommit?: boolean;
}

/** Where a transaction stands. Times are milliseconds since the epoch. */
export type TransactionState =
  | {
      readonly kind: "open";
      readonly since: number;
      /** When the device discards it, unless it is used before and its whole time is not over. */
      readonly expiresAt: number;
    }
  | { readonly kind: "ending"; readonly by: "commit" | "abort" }
  | { readonly kind: "committed"; readonly at: number }
  /** By whoever holds it, by its signal, or because its client was closed. */
  | { readonly kind: "aborted"; readonly at: number; readonly by: "caller" | "signal" | "client" }
  | { readonly kind: "expired"; readonly at: number }
  /** The answer to the commit was lost. */
  | { readonly kind: "in-doubt"; readonly at: number };

/**
 * Changes that take effect together or not at all. Only the calls of this object belong to it; the client's other calls
 * stay outside. A table that it changed is locked for everyone else, who get LOCKED_BY_OTHER.
 *
 * Inside, nothing is in effect until the commit: `changed` of a write is undefined, and `ensure`, `members` and `move` do
 * not verify what they wrote, because whether a read shows it already is up to the device.
 *
 * Once it has ended, every call fails with INVALID_INPUT and sends nothing. Disposing it aborts it when it is still open.
 */
export interface Transaction extends Pick<ApiPaths, "cmdb">, AsyncDisposable {
  /** The device's number for it. 0 in a client that only simulates writes: no device knows of it. */
  readonly id: number;
  /** Where it stands. */
  readonly state: TransactionState;
  /** Any path of the configuration, in plain values. */
  untyped(): Pick<Untyped, "cmdb">;
  /**
   * Waits for calls that are under way, then makes all changes real. Never sent twice. When the device refuses it, the
   * transaction stays open. When the answer is lost, nobody knows: the error says so, and what the device's list of open
   * transactions (7.4.1+) tells.
   */
  commit(): Promise<void>;
  /** Waits for calls that are under way, then discards all changes. */
  abort(): Promise<void>;
  /** What it has changed so far, as lines of the command line. Throws UNSUPPORTED before 7.4.1. */
  show(options?: CallOptions): Promise<string[]>;
}

/** A transaction that the device has open, of whoever began it. */
export interface OpenTransaction {
  /** The device's number for it. */
  readonly id: number;
  /** Where it was begun. */
  readonly vdom?: string;
  /** Seconds after which the device discards it. */
  readonly timeoutSeconds?: number;
  /** All that the device says of it, in its own words. */
  readonly details: Readonly<Record<string, unknown>>;
}
