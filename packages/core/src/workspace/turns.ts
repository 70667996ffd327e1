/**
 * Who in this client may lock what, one after the other: the device knows only the session that all of them share.
 *
 * @module
 */

import { elapsedMs } from "../runtime/elapsed.ts";
import type { Runtime } from "../types.ts";
import { atMost } from "./at-most.ts";
import { busyHereError, waitCancelledError } from "./errors.ts";
import type { LockTarget } from "./lock.ts";

/** A turn at a part of the device. */
export interface Turn {
  /** The part. */
  readonly scope: string;
  /** Ends it. Safe to call twice. */
  end(): void;
}

/** The turns of one client. */
export interface LockTurns {
  /**
   * Waits until no other turn has anything in common with the target, in the order of asking. Those that the caller has
   * are no hindrance. Throws LOCKED_BY_OTHER when that takes too long, and ABORTED.
   */
  take(target: LockTarget, own: readonly Turn[], waitMs: number, signal: AbortSignal | undefined): Promise<Turn>;
}

/** Makes the turns of a client. */
export function createLockTurns(runtime: Pick<Runtime, "now" | "sleep">): LockTurns {
  const turns = new Set<Turn>();
  let changed = Promise.withResolvers<void>();

  const add = (scope: string): Turn => {
    const turn: Turn = {
      scope,
      end: () => {
        if (!turns.delete(turn)) return;
        changed.resolve();
        changed = Promise.withResolvers();
      },
    };
    turns.add(turn);
    return turn;
  };

  return {
    async take(target, own, waitMs, signal) {
      const startedAt = runtime.now();
      for (;;) {
        if (signal?.aborted) throw waitCancelledError(target, signal.reason);
        const isFree = ![...turns].some((turn) => !own.includes(turn) && overlap(turn.scope, target.scope));
        if (isFree) return add(target.scope);
        const leftMs = waitMs - elapsedMs(runtime, startedAt);
        if (leftMs <= 0) throw busyHereError(target, waitMs);
        await atMost(runtime, changed.promise, leftMs, signal).catch((cause) => {
          throw signal?.aborted ? waitCancelledError(target, cause) : cause;
        });
      }
    },
  };
}

/** Whether a part lies in another one. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

/** Whether two parts have anything in common. */
function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
