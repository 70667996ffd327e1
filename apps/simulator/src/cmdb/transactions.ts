/**
 * Changes that are made together or not at all. A transaction keeps the tables that it changed to itself; everything
 * else it sees as it is.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { Configuration, TableAt } from "./configuration.ts";
import type { Edit } from "./edit.ts";
import { lockedByTransaction, noSuchTransaction } from "./refusal.ts";

const IDLE_MS = 5 * 60_000;

/** Holds what the device is configured to do now. */
export interface Holder {
  configuration: Configuration;
}

export interface TransactionInfo {
  readonly id: number;
  readonly vdom: string;
  /** Seconds. */
  readonly timeout: number;
  /** What it has changed so far. */
  readonly tables: readonly TableAt[];
}

export interface Transactions {
  /** @returns Its id. */
  start(vdom: string, timeoutSeconds: number): number;
  /**
   * Makes its changes real.
   *
   * @returns What was written in it. @throws Refusal when it is gone, or when something it refers to is.
   */
  commit(id: number): readonly Edit[];
  abort(id: number): void;
  list(): readonly TransactionInfo[];
  /** Keeps what was written in a transaction until its commit. */
  note(id: number, edit: Edit): void;
  /**
   * Runs one request in a transaction, or outside of all of them when `id` is undefined.
   *
   * @throws Refusal when the transaction is gone, or when another one holds the table that is to be written.
   */
  run<T>(
    id: number | undefined,
    written: Pick<TableAt, "path" | "vdom"> | undefined,
    work: (configuration: Configuration) => T,
  ): T;
  reset(): void;
}

interface Transaction {
  readonly id: number;
  readonly vdom: string;
  readonly timeout: number;
  readonly started: number;
  used: number;
  tables: readonly TableAt[];
  readonly edits: Edit[];
}

export function createTransactions(holder: Holder, clock: Clock): Transactions {
  const open = new Map<number, Transaction>();
  let lastId = 0;

  function alive(): Transaction[] {
    const now = clock.now();
    for (const [id, { started, used, timeout }] of open) {
      if (now >= started + timeout * 1000 || now >= used + IDLE_MS) open.delete(id);
    }
    return [...open.values()];
  }

  function find(id: number): Transaction {
    const found = alive().find((transaction) => transaction.id === id);
    if (found === undefined) throw noSuchTransaction();
    found.used = clock.now();
    return found;
  }

  return {
    start(vdom, timeout) {
      lastId += 1;
      const now = clock.now();
      open.set(lastId, { id: lastId, vdom, timeout, started: now, used: now, tables: [], edits: [] });
      return lastId;
    },
    commit(id) {
      const { tables, edits } = find(id);
      const next = holder.configuration.fork(tables);
      next.checkAllReferences();
      holder.configuration = next;
      open.delete(id);
      return edits;
    },
    abort(id) {
      find(id);
      open.delete(id);
    },
    list: alive,
    note: (id, edit) => void open.get(id)?.edits.push(edit),
    run(id, written, work) {
      const own = id === undefined ? undefined : find(id);
      const isHeld = written !== undefined && alive().some((other) => other !== own && holds(other, written));
      if (isHeld) throw lockedByTransaction();
      if (own === undefined) return work(holder.configuration);
      const draft = holder.configuration.fork(own.tables);
      const result = work(draft);
      const touched = draft.written();
      own.tables = [...own.tables.filter((old) => !touched.some((table) => isSame(old, table))), ...touched];
      return result;
    },
    reset: () => open.clear(),
  };
}

function holds({ tables }: Transaction, wanted: Pick<TableAt, "path" | "vdom">): boolean {
  return tables.some((table) => isSame(table, wanted));
}

function isSame(a: Pick<TableAt, "path" | "vdom">, b: Pick<TableAt, "path" | "vdom">): boolean {
  return a.path === b.path && a.vdom === b.vdom;
}
