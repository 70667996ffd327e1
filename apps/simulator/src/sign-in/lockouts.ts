/**
 * Addresses that failed to sign in too often, and must wait.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";

export interface LockoutRule {
  /** So many failures in a row lock an address out. */
  readonly threshold: number;
  readonly seconds: number;
}

export interface Lockouts {
  isLocked(address: string): boolean;
  /** Counts a failed sign-in. Of an address that is locked out already, it makes the wait start again. */
  fail(address: string, rule: LockoutRule): void;
  lock(address: string, seconds: number): void;
  /** Forgets the failures of an address. */
  forgive(address: string): void;
  clear(): void;
}

interface Standing {
  readonly failures: number;
  /** Milliseconds since the epoch; 0 when it is not locked out. */
  readonly until: number;
}

const CLEAN: Standing = { failures: 0, until: 0 };

export function createLockouts(clock: Clock): Lockouts {
  const standings = new Map<string, Standing>();

  /** A wait that is over wipes the slate clean. */
  function standingOf(address: string): Standing {
    const standing = standings.get(address) ?? CLEAN;
    if (standing.until === 0 || clock.now() < standing.until) return standing;
    standings.delete(address);
    return CLEAN;
  }

  return {
    isLocked: (address) => standingOf(address).until > 0,
    fail(address, { threshold, seconds }) {
      const failures = standingOf(address).failures + 1;
      standings.set(address, { failures, until: failures >= threshold ? clock.now() + seconds * 1000 : 0 });
    },
    lock(address, seconds) {
      standings.set(address, { failures: Number.POSITIVE_INFINITY, until: clock.now() + seconds * 1000 });
    },
    forgive: (address) => void standings.delete(address),
    clear: () => standings.clear(),
  };
}
