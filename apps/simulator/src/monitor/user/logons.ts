/**
 * People who are known to the firewall by their address.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";

export interface Logon {
  readonly id: number;
  readonly vdom: string;
  readonly user: string;
  readonly address: string;
  /** Name of the server that knows the user; empty for one of the device's own. */
  readonly server: string;
  readonly groups: readonly string[];
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly ends: number;
}

export interface Logons {
  /** An address belongs to one user: whoever came from it before is gone. */
  add(logon: Omit<Logon, "id" | "began" | "ends">, seconds: number): void;
  /** Those whose time has not run out, the oldest first. */
  list(vdom: string): readonly Logon[];
  remove(ids: readonly number[]): void;
  clear(): void;
  state(): readonly Logon[];
  load(logons: readonly Logon[]): void;
}

/** The oldest make room for new ones. */
const MOST_LOGONS = 10_000;

export function createLogons(clock: Clock): Logons {
  let logons: readonly Logon[] = [];
  let count = 0;

  return {
    add(logon, seconds) {
      const isElsewhere = (other: Logon): boolean => other.vdom !== logon.vdom || other.address !== logon.address;
      count += 1;
      const now = clock.now();
      const added = { ...logon, id: count, began: now, ends: now + seconds * 1000 };
      logons = [...logons.filter(isElsewhere), added].slice(-MOST_LOGONS);
    },
    list(vdom) {
      logons = logons.filter(({ ends }) => ends > clock.now());
      return logons.filter((logon) => logon.vdom === vdom);
    },
    remove(ids) {
      logons = logons.filter(({ id }) => !ids.includes(id));
    },
    clear() {
      logons = [];
      count = 0;
    },
    state: () => logons,
    load(given) {
      logons = given;
      count = Math.max(0, ...given.map(({ id }) => id));
    },
  };
}
