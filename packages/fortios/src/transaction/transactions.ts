/**
 * The transactions of one client: one at a time, and none left open behind it.
 *
 * @module
 */

import { checkNumber, type FortiError, isFortiError } from "@fortiweave/core";
import { invalidInput, watchCall, withHint } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { list, start } from "./calls.ts";
import { createTransaction, LIST_SINCE, type OwnTransaction } from "./create-transaction.ts";
import { judgeEnd } from "./failed-end.ts";
import { cancelledError } from "./over.ts";
import type {
  OpenTransaction,
  Transaction,
  TransactionOptions,
  TransactionRunOptions,
  TransactionState,
} from "./transaction.ts";
import { requireVersion } from "./version-gate.ts";

const SINCE = "6.4.0";
const DEFAULT_TIMEOUT_SECONDS = 60;

/** The transactions of one client, begun from any of its views, which have defaults of their own. */
export interface Transactions {
  begin(view: Engine, options: TransactionOptions): Promise<Transaction>;
  run<T>(view: Engine, work: (transaction: Transaction) => T | Promise<T>, options: TransactionRunOptions): Promise<T>;
  list(view: Engine, options: CallOptions): Promise<OpenTransaction[]>;
  /** Whether one is open, or about to be. */
  isUnderWay(): boolean;
  /** Aborts the one that is open. Never rejects: what a device could not be told, it does by itself at the timeout. */
  close(): Promise<void>;
}

/** Makes the transactions of a client. Through its own engine, no signal of a view cancels the end of one. */
export function createTransactions(engine: Engine): Transactions {
  let beginning: Promise<OwnTransaction> | undefined;
  let current: OwnTransaction | undefined;

  const isBusy = (): boolean => beginning !== undefined || isOpen(current?.transaction.state);

  const beginAlone = async (view: Engine, options: TransactionOptions): Promise<OwnTransaction> => {
    const { vdom, signal } = options;
    const timeoutSeconds = checkNumber("timeoutSeconds", options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS, 1);
    if (isBusy()) throw nestedError(beginning === undefined ? current?.transaction.id : undefined);
    const own = { ...(vdom !== undefined && { vdom }), ...(signal !== undefined && { signal }) };
    beginning = beginOnDevice(engine, view.with(own), timeoutSeconds);
    try {
      current = await beginning;
      return current;
    } finally {
      beginning = undefined;
    }
  };

  const begin = (view: Engine, options: TransactionOptions): Promise<OwnTransaction> =>
    watchCall(beginAlone(view, options), undefined, "begin transaction", view.refused);

  return {
    begin: async (view, options) => (await begin(view, options)).transaction,
    async run(view, work, { autoCommit = true, ...options }) {
      if (typeof work !== "function") throw noWorkError();
      const { transaction, signal } = await begin(view, options);
      try {
        const value = await unlessCancelled(transaction, work, signal);
        if (autoCommit && !isEnded(transaction)) await transaction.commit();
        else await transaction[Symbol.asyncDispose]();
        return value;
      } catch (error) {
        await abandon(transaction, error);
        throw error;
      }
    },
    async list(view, options) {
      await requireVersion(view, LIST_SINCE, "list transactions", options);
      return list(view, options);
    },
    isUnderWay: isBusy,
    async close() {
      try {
        await (await beginning)?.close();
        await current?.close();
      } catch {
        // Nothing of it takes effect in any case.
      }
    },
  };
}

async function beginOnDevice(engine: Engine, view: Engine, timeoutSeconds: number): Promise<OwnTransaction> {
  await requireVersion(view, SINCE, "begin a transaction", {});
  const beganAt = engine.runtime.now();
  const id = await startOnce(view, timeoutSeconds);
  const own = createTransaction(engine, { id, beganAt, timeoutSeconds, view });
  if (!own.signal?.aborted) return own;
  const cancelled = cancelledError(id, own.signal.reason);
  await abandon(own.transaction, cancelled);
  throw cancelled;
}

async function startOnce(view: Engine, timeoutSeconds: number): Promise<number> {
  try {
    return await start(view, timeoutSeconds);
  } catch (error) {
    if (!isFortiError(error) || judgeEnd(error) !== "lost") throw error;
    throw withHint(error, `Begin again: one that the device has begun unheard is discarded after ${timeoutSeconds} s`);
  }
}

/** The work may go on in vain after the signal, but nobody waits for it, and its calls are refused. */
function unlessCancelled<T>(
  transaction: Transaction,
  work: (transaction: Transaction) => T | Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(cancelledError(transaction.id, signal?.reason));
    const fail = (error: unknown): void =>
      reject(signal?.aborted === true ? cancelledError(transaction.id, error) : error);
    signal?.addEventListener("abort", cancel, { once: true });
    Promise.resolve(transaction)
      .then(work)
      .then(resolve, fail)
      .finally(() => signal?.removeEventListener("abort", cancel));
  });
}

/** Aborts what is still open. The error that led here stays the one to throw; one of the abort goes with it. */
async function abandon(transaction: Transaction, error: unknown): Promise<void> {
  try {
    await transaction[Symbol.asyncDispose]();
  } catch (suppressed) {
    if (error instanceof Error && error !== suppressed) Reflect.set(error, "suppressed", suppressed);
  }
}

/** Whether the function has ended it by itself, or is about to. */
function isEnded({ state }: Transaction): boolean {
  if (state.kind === "aborted") return state.by === "caller";
  return state.kind === "committed" || (state.kind === "ending" && state.by === "commit");
}

function isOpen(state: TransactionState | undefined): boolean {
  return state?.kind === "open" || state?.kind === "ending";
}

/** Committed at once, a transaction without work would end before whoever holds it has changed anything. */
function noWorkError(): FortiError {
  return invalidInput(
    "A transaction needs a function that makes its changes",
    "Give it one, or begin a transaction by hand with beginTransaction",
  );
}

function nestedError(id: number | undefined): FortiError {
  const which = id === undefined ? "another one of this client is just beginning" : `transaction ${id} of it is open`;
  return invalidInput(
    `Cannot begin a transaction on this client: ${which}`,
    "Transactions do not nest: end the open one first, or begin the other one on a client of its own",
  );
}
