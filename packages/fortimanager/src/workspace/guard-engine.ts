/**
 * The engine that work under locks is given: once a lock is lost, it writes nothing any more.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { KeptLock, LockedWork, LockOptions } from "@fortiweave/core/workspace";
import type { Engine, RpcCall } from "../engine.ts";
import { LOCKED_BY_OTHER, NO_WRITE_PERMISSION } from "../status-codes.ts";
import type { CommitOptions } from "./lock-port.ts";
import type { WorkspaceTarget } from "./target.ts";

type Inside = readonly KeptLock<WorkspaceTarget, CommitOptions>[];

/** The locks that work relies on. */
export interface GuardedWork extends Pick<LockedWork<WorkspaceTarget, CommitOptions>, "guard" | "inside"> {
  /** Cancels what it leaves under way when it ends. */
  readonly signal?: AbortSignal;
}

/** Under which locks an engine works. */
const insides = new WeakMap<Engine, Inside>();

/** The locks around whoever works with this engine. */
export function locksAround(engine: Engine): Inside {
  return insides.get(engine) ?? [];
}

/** Makes the engine. */
export function guardEngine(engine: Engine, work: GuardedWork): Engine {
  const inner = work.signal === undefined ? engine : engine.with({ signal: work.signal });
  const effectOf = ({ effect, method }: RpcCall) => effect ?? (method === "get" ? "read" : "write");
  const guarded: Engine = {
    runtime: inner.runtime,
    logger: inner.logger,
    refused: inner.refused,
    simulates: inner.simulates,
    defaults: inner.defaults,
    send: (call, options) => work.guard(effectOf(call), () => inner.send(call, options)),
    sendMany: (call, options) =>
      work.guard(
        effectOf(call),
        () => inner.sendMany(call, options),
        (outcomes) => outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.error)),
      ),
    exchange: (call, options) =>
      work.guard(
        effectOf(call),
        () => inner.exchange(call, options),
        ({ result }) => (result.some(({ status }) => MISSES_LOCK.has(status.code)) ? [missesLock()] : []),
      ),
    version: inner.version,
    get knownVersion() {
      return inner.knownVersion;
    },
    get sessionNumber() {
      return inner.sessionNumber;
    },
    beforeClose: inner.beforeClose,
    // What puts things in order must go on, and what only simulates needs no lock.
    unattended: inner.unattended,
    simulating: inner.simulating,
    with: (defaults) => guardEngine(engine.with(defaults), work),
  };
  insides.set(guarded, work.inside);
  return guarded;
}

/** What a lock takes of a caller's options, with the signal that the engine's calls have by default. */
export function withSignal({ defaults }: Engine, { waitMs, signal }: LockOptions): LockOptions {
  const signals = [signal, defaults.signal].filter((one) => one !== undefined);
  return {
    ...(waitMs !== undefined && { waitMs }),
    ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
  };
}

/** What a write is answered that misses its lock: nobody holds it, or another does. */
const MISSES_LOCK: ReadonlySet<number> = new Set([NO_WRITE_PERMISSION, LOCKED_BY_OTHER]);

function missesLock(): FortiError {
  return new FortiError({ code: "FORBIDDEN", message: "It is not locked by this session", reached: "yes" });
}
