/**
 * Who is signed in, and for how long.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../../device/clock.ts";
import type { Session } from "../parts.ts";

/** Whose session it is to be. */
export type Owner = Pick<Session, "user" | "address" | "access" | "adoms" | "profile">;

/** A session for the control API, without its key. */
export interface ManagerSessionRecord {
  readonly user: string;
  readonly address: string;
  readonly kind: Session["kind"];
  /** What locks show as `lock_sid`. */
  readonly number: number;
  /** Milliseconds since it was last used. */
  readonly idleMs: number;
}

export interface Sessions {
  open(owner: Owner, kind: "password" | "cloud"): Session;
  /** The session of an API key, which is there as long as the key. */
  ofKey(key: string, owner: Owner): Session;
  find(key: string): Session | undefined;
  /** It is not idle: its time starts again. */
  touch(session: Session): void;
  /** Milliseconds since it was last used. */
  idleMs(session: Session): number;
  /** That of an API key goes on. */
  end(session: Session): void;
  /** Ends those that have stood idle so long. */
  expire(idleMs: number): void;
  /** All but those of API keys, the oldest first. */
  list(): readonly Session[];
  records(): readonly ManagerSessionRecord[];
  /** Ends them all. Those of API keys lose what they hold, and go on. */
  clear(): void;
}

/** @param ended Hears of each session that is over. */
export function createSessions(clock: Clock, ended: (session: Session) => void): Sessions {
  const open = new Map<string, { readonly session: Session; lastUsed: number }>();
  const keys = new Map<string, Session>();
  let lastNumber = 20_000;

  function end(session: Session): void {
    if (open.delete(session.key)) ended(session);
  }

  return {
    open(owner, kind) {
      lastNumber += 1;
      const session = { ...owner, kind, key: randomBytes(64).toString("base64"), number: lastNumber };
      open.set(session.key, { session, lastUsed: clock.now() });
      return session;
    },
    ofKey(key, owner) {
      const known = keys.get(key);
      if (known !== undefined) return Object.assign(known, owner);
      lastNumber += 1;
      const session = { ...owner, kind: "api", key, number: lastNumber } as const;
      keys.set(key, session);
      return session;
    },
    find: (key) => open.get(key)?.session,
    touch(session) {
      const entry = open.get(session.key);
      if (entry !== undefined) entry.lastUsed = clock.now();
    },
    idleMs: (session) => clock.now() - (open.get(session.key)?.lastUsed ?? clock.now()),
    end,
    expire(idleMs) {
      for (const { session, lastUsed } of [...open.values()]) if (clock.now() - lastUsed >= idleMs) end(session);
    },
    list: () => Array.from(open.values(), ({ session }) => session),
    records: () =>
      Array.from(open.values(), ({ session: { user, address, kind, number }, lastUsed }) => ({
        user,
        address,
        kind,
        number,
        idleMs: clock.now() - lastUsed,
      })),
    clear() {
      for (const { session } of [...open.values()]) end(session);
      for (const session of keys.values()) ended(session);
      keys.clear();
    },
  };
}
