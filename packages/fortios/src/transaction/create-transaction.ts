/**
 * One transaction, from its beginning on the device to its end.
 *
 * @module
 */

import { type FortiError, isFortiError, type Middleware } from "@fortiweave/core";
import { createRunningCalls, withHint } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { isRecord } from "../envelope.ts";
import { createTypedPaths } from "../typed-paths.ts";
import { createUntyped } from "../untyped.ts";
import { end, list, show, TRANSACTION_HEADER } from "./calls.ts";
import { judgeEnd } from "./failed-end.ts";
import { discardedError, overError } from "./over.ts";
import type { Transaction, TransactionState } from "./transaction.ts";
import { requireVersion } from "./version-gate.ts";

/** The devices' own limit. */
const IDLE_MS = 5 * 60_000;

/** From this version on, a device lists and shows its transactions. */
export const LIST_SINCE = "7.4.1";

/** What was begun on the device. */
export interface Begun {
  /** 0 when it was only simulated. */
  readonly id: number;
  /** Before the device was asked, so that it never seems open here when it has expired there. */
  readonly beganAt: number;
  readonly timeoutSeconds: number;
  /** Whose defaults hold for its calls, its VDOM and its signal among them. */
  readonly view: Engine;
}

/** A transaction, and the client's own way to end it. */
export interface OwnTransaction {
  readonly transaction: Transaction;
  /** What cancels it. */
  readonly signal: AbortSignal | undefined;
  /** Aborts it, unless it has ended. */
  close(): Promise<void>;
}

type End = "commit" | "abort";
type AbortedBy = Extract<TransactionState, { kind: "aborted" }>["by"];

/** Makes the handle of a transaction. Its end is told through an engine whose calls no signal cancels. */
export function createTransaction(engine: Engine, begun: Begun): OwnTransaction {
  const { id, beganAt, timeoutSeconds, view } = begun;
  const { signal, ...own } = view.defaults;
  const { runtime } = engine;
  const endsAt = beganAt + timeoutSeconds * 1000;
  const running = createRunningCalls();
  let state: TransactionState;
  let ending: Promise<void> | undefined;
  let mayBeCommitted = false;

  const reopen = (): void => {
    state = { kind: "open", since: beganAt, expiresAt: Math.min(endsAt, runtime.now() + IDLE_MS) };
  };
  const stateNow = (): TransactionState => {
    if (state.kind === "open" && runtime.now() >= state.expiresAt) {
      state = { kind: "expired", at: state.expiresAt };
      signal?.removeEventListener("abort", cancel);
    }
    return state;
  };
  const refuseUnlessOpen = (what: string): void => {
    const now = stateNow();
    if (now.kind !== "open") throw overError(what, id, now);
  };

  const belong: Middleware = (next) => async (request) => {
    refuseUnlessOpen(`complete "${request.operation}"`);
    reopen();
    // The device knows nothing of a transaction that is only simulated, so its reads are like any others.
    const headers = { ...request.headers, ...(id > 0 && { [TRANSACTION_HEADER]: String(id) }) };
    try {
      const response = await next({ ...request, headers });
      return { ...response, body: untilCommit(response.body) };
    } catch (error) {
      throw mayBeGone(error)
        ? withHint(error, `The device may have discarded transaction ${id}; else: ${error.hint}`)
        : error;
    }
  };
  const through: Middleware = (next) => belong(running.middleware(next));
  const inside = view.with({ through, staged: true });

  /** What the device tells of a commit whose answer was lost. */
  const lookUp = async (error: FortiError): Promise<FortiError> => {
    mayBeCommitted = true;
    state = { kind: "in-doubt", at: runtime.now() };
    try {
      await requireVersion(engine, LIST_SINCE, "list transactions", own);
      const isListed = (await list(engine, own)).some((other) => other.id === id);
      if (isListed) reopen();
      return withHint(error, isListed ? STILL_LISTED : NO_LONGER_LISTED);
    } catch {
      return withHint(error, UNKNOWN);
    }
  };

  /** What a failure means for the transaction, and what to throw of it. */
  const conclude = (by: End, abortedBy: AbortedBy, error: FortiError): FortiError | undefined => {
    const failed = judgeEnd(error);
    if (failed === "unsent" || failed === "refused") {
      reopen();
      return error;
    }
    const at = runtime.now();
    if (mayBeCommitted) state = { kind: "in-doubt", at };
    // Aborted or not, it will never be committed.
    else state = failed === "lost" ? { kind: "aborted", at, by: abortedBy } : { kind: "expired", at };
    if (failed === "lost") return withHint(error, `Nothing of it takes effect: ${discardedBy(endsAt)}`);
    return by === "commit" ? discardedError(id, error) : undefined;
  };

  const finish = async (by: End, abortedBy: AbortedBy): Promise<void> => {
    // What is on its way belongs to it.
    await running.settled();
    try {
      await end(engine, by, id, own);
      const at = runtime.now();
      state = by === "commit" ? { kind: "committed", at } : { kind: "aborted", at, by: abortedBy };
    } catch (error) {
      if (!isFortiError(error)) {
        reopen();
        throw error;
      }
      const isLostCommit = by === "commit" && judgeEnd(error) === "lost";
      const told = isLostCommit ? await lookUp(error) : conclude(by, abortedBy, error);
      if (told !== undefined) throw told;
    } finally {
      if (state.kind !== "open") signal?.removeEventListener("abort", cancel);
    }
  };
  const endBy = async (by: End, abortedBy: AbortedBy = "caller"): Promise<void> => {
    refuseUnlessOpen(`${by} transaction ${id}`);
    state = { kind: "ending", by };
    ending = finish(by, abortedBy);
    await ending;
  };
  const closeBy = async (by: AbortedBy): Promise<void> => {
    if (stateNow().kind === "ending") await ending;
    if (stateNow().kind === "open") await endBy("abort", by);
  };
  /** Whoever disposes it meanwhile hears of a failure. */
  const cancel = (): void => void closeBy("signal").catch(() => undefined);

  reopen();
  signal?.addEventListener("abort", cancel, { once: true });
  const transaction: Transaction = {
    id,
    get state() {
      return stateNow();
    },
    cmdb: createTypedPaths(inside).cmdb,
    untyped: () => createUntyped(inside),
    commit: () => endBy("commit"),
    abort: () => endBy("abort"),
    async show(options = {}) {
      refuseUnlessOpen(`show transaction ${id}`);
      if (id === 0) return [];
      await requireVersion(view, LIST_SINCE, `show transaction ${id}`, options);
      return show(view, id, options);
    },
    [Symbol.asyncDispose]: () => closeBy("caller"),
  };
  return { transaction, signal, close: () => closeBy("client") };
}

const STILL_LISTED = "The device still lists the transaction as open, so nothing of it is in effect";
const NO_LONGER_LISTED =
  "The device no longer lists the transaction: it was committed, unless the device has restarted; read what it holds " +
  "before you do it again";
const UNKNOWN = "The device may have committed all of it or nothing: read what it holds before you do it again";

function discardedBy(time: number): string {
  return `the device discards it at ${new Date(time).toISOString()} at the latest, and may keep its tables locked until then`;
}

/** Of what a request names, the transaction may be what the device does not have. */
function mayBeGone(error: unknown): error is FortiError {
  return isFortiError(error) && error.status === 424 && error.deviceCode === -3;
}

/** The device says that nothing has changed, which will be wrong from the commit on. */
function untilCommit(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(untilCommit);
  if (!isRecord(body) || !("revision_changed" in body)) return body;
  const { revision_changed: _, ...rest } = body;
  return rest;
}
