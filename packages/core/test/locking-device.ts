/**
 * A device with locks, as the keeper of locks sees it: sessions, staged writes, answers that get lost.
 */

import { FortiError } from "../src/errors.ts";
import type { Runtime } from "../src/types.ts";
import type { LockHolder, LockPort, LockTarget } from "../src/workspace/lock.ts";

/**
 * What happens to one exchange: it is not sent, it gets lost on its way or on the way back, its session has ended, it is
 * refused.
 */
export type Mishap = "unsent" | "vanished" | "lost" | "expired" | "refused";

export interface LockingDevice {
  readonly port: LockPort<LockTarget, undefined>;
  /** What arrived: `lock root`. */
  readonly calls: string[];
  /** Who holds what, by scope. */
  readonly locks: Map<string, { readonly session: number; readonly user: string }>;
  readonly committed: Set<string>;
  /** Hooks of the client's end. */
  readonly closers: Set<() => Promise<void> | undefined>;
  readonly exits: Set<() => Promise<void>>;
  /** Writes something, by the session of the client. */
  write(name: string): Promise<void>;
  /** Another administrator takes or gives back. */
  other(scope: string, locked: boolean): void;
  /** The client's session ends. */
  expire(): void;
  /** Decides what happens to each exchange. */
  mishap: (call: string) => Mishap | undefined;
  /** Commits go on after their answer, and have to be followed. Default false. */
  takesTime: boolean;
}

export function createLockingDevice(runtime: Runtime, mode: "normal" | "disabled" = "normal"): LockingDevice {
  const calls: string[] = [];
  const locks: LockingDevice["locks"] = new Map();
  const committed = new Set<string>();
  const closers: LockingDevice["closers"] = new Set();
  const exits: LockingDevice["exits"] = new Set();
  let staged = new Set<string>();
  let session = 1;

  const holders = (): LockHolder[] =>
    [...locks.values()].map((lock) => ({
      ...lock,
      own: lock.session === session,
      sameUser: lock.user === "alice",
      since: new Date(0),
    }));
  const expire = (): void => {
    for (const [scope, lock] of locks) if (lock.session === session) locks.delete(scope);
    staged = new Set();
    session += 1;
  };
  const isOurs = (scope: string): boolean => locks.get(scope)?.session === session;
  const fail = (code: "NETWORK" | "LOCKED_BY_OTHER" | "FORBIDDEN" | "BAD_VALUE", reached: "no" | "maybe" | "yes") =>
    new FortiError({ code, message: `It failed: ${code}`, reached });

  /** One exchange, with what happens to it. */
  const exchange = async <T>(call: string, work: () => T): Promise<T> => {
    const mishap = device.mishap(call);
    await undefined;
    if (mishap === "unsent") throw fail("NETWORK", "no");
    if (mishap === "vanished") throw fail("NETWORK", "maybe");
    if (mishap === "refused") throw fail("BAD_VALUE", "yes");
    // The client signs in again by itself, and repeats the request.
    if (mishap === "expired") expire();
    calls.push(call);
    const answer = work();
    if (mishap === "lost") throw fail("NETWORK", "maybe");
    return answer;
  };

  const device: LockingDevice = {
    calls,
    locks,
    committed,
    closers,
    exits,
    expire,
    mishap: () => undefined,
    takesTime: false,
    write: (name) =>
      exchange(`write ${name}`, () => {
        if (mode === "disabled") return void committed.add(name);
        if (![...locks.keys()].some(isOurs)) throw fail(locks.size > 0 ? "LOCKED_BY_OTHER" : "FORBIDDEN", "yes");
        staged.add(name);
      }),
    other(scope, locked) {
      if (locked) locks.set(scope, { session: 900, user: "bob" });
      else locks.delete(scope);
    },
    port: {
      runtime,
      logger: undefined,
      session: () => session,
      lock: ({ scope }) =>
        exchange(`lock ${scope}`, () => {
          if (mode === "disabled") return false;
          if (locks.has(scope) && !isOurs(scope)) throw fail("LOCKED_BY_OTHER", "yes");
          locks.set(scope, { session, user: "alice" });
          return true;
        }),
      unlock: ({ scope }) =>
        exchange(`unlock ${scope}`, () => {
          if (locks.has(scope) && !isOurs(scope)) throw fail("LOCKED_BY_OTHER", "yes");
          locks.delete(scope);
          staged = new Set();
        }),
      commit: ({ scope }) =>
        exchange(`commit ${scope}`, () => {
          if (!isOurs(scope)) throw fail("LOCKED_BY_OTHER", "yes");
          for (const name of staged) committed.add(name);
          staged = new Set();
          return device.takesTime ? () => exchange(`follow ${scope}`, () => undefined) : undefined;
        }),
      isDirty: ({ scope }) => exchange(`dirty ${scope}`, () => isOurs(scope) && staged.size > 0),
      holders: ({ scope }) => exchange(`holders ${scope}`, holders),
      beforeClose(work) {
        closers.add(work);
        return () => void closers.delete(work);
      },
      exits: {
        add(work) {
          exits.add(work);
          return () => void exits.delete(work);
        },
      },
    },
  };
  return device;
}
