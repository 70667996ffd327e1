/**
 * Who has locked what.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import type { LockRecord, Session } from "../parts.ts";
import { isWithin, overlap, scopeOf, type Target } from "./scope.ts";

export interface Lock extends Target {
  readonly holder: Session;
  readonly scope: string;
  /** Epoch seconds. */
  readonly since: number;
  /** The workflow session that is open in it. 0: none. */
  workflowSession: number;
  /** Something was written that the workflow session has not saved. */
  unsaved: boolean;
}

export interface Locks {
  /** The lock of this very target. */
  find(target: Target): Lock | undefined;
  /** The session's locks that take this scope with them. */
  own(session: Session, adom: string, scope: string): readonly Lock[];
  /** The locks of other sessions that have anything in common with it. */
  others(session: Session, adom: string, scope: string): readonly Lock[];
  /** The locks in a scope, the widest first. */
  within(adom: string, scope: string): readonly Lock[];
  of(session: Session): readonly Lock[];
  add(target: Target, holder: Session): Lock;
  remove(lock: Lock): void;
  records(): readonly LockRecord[];
  clear(): void;
}

export function createLocks(clock: Clock): Locks {
  const locks = new Set<Lock>();
  const select = (is: (lock: Lock) => boolean): Lock[] => [...locks].filter(is);

  return {
    find: ({ adom, kind, path }) => select((lock) => lock.adom === adom && lock.kind === kind && lock.path === path)[0],
    own: ({ number }, adom, scope) =>
      select((lock) => lock.holder.number === number && lock.adom === adom && isWithin(scope, lock.scope)),
    others: ({ number }, adom, scope) =>
      select((lock) => lock.holder.number !== number && lock.adom === adom && overlap(lock.scope, scope)),
    within: (adom, scope) =>
      select((lock) => lock.adom === adom && isWithin(lock.scope, scope)).sort(
        (a, b) => a.scope.length - b.scope.length,
      ),
    of: ({ number }) => select(({ holder }) => holder.number === number),
    add(target, holder) {
      const since = Math.floor(clock.now() / 1000);
      const lock = { ...target, holder, scope: scopeOf(target), since, workflowSession: 0, unsaved: false };
      locks.add(lock);
      return lock;
    },
    remove: (lock) => void locks.delete(lock),
    records: () =>
      Array.from(locks, ({ adom, kind, path, holder, since }) => ({
        adom,
        kind,
        path,
        user: holder.user,
        session: holder.number,
        since,
        address: holder.address,
      })),
    clear: () => locks.clear(),
  };
}
