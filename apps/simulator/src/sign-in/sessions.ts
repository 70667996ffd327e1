/**
 * Sessions of administrators who signed in with a password.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../device/clock.ts";
import { randomToken } from "../device/tokens.ts";

/** What a sign-in waits for once the password was right. */
export type Step = "code" | "new-password" | "last-banner";

/** How a session shows itself: with cookies, or with its key as a bearer token. */
export type SessionForm = "cookie" | "key";

export interface Session {
  /** Counts the sessions of the device from 1. */
  readonly id: number;
  readonly user: string;
  /** Where its sign-in came from. */
  readonly address: string;
  readonly form: SessionForm;
  readonly key: string;
  /** What every write must carry where cookies alone would do. */
  readonly csrf: string;
  /** Undefined when its sign-in is over. Until then it opens nothing. */
  readonly waitsFor: Step | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly usedAt: number;
}

export interface Sessions {
  /** One that waits for everything that a sign-in may ask for. */
  start(user: string, address: string, form: SessionForm): Session;
  /** Lets it wait for another step, or for none. */
  advance(session: Session, waitsFor: Step | undefined): Session;
  /** Undefined when there is none of this form, or it stood idle for too long. To be found keeps it alive. */
  find(form: SessionForm, key: string): Session | undefined;
  close(session: Session): void;
  /** Those that are alive, the oldest first. */
  list(): readonly Session[];
  clear(): void;
}

/** @param idleMsOf How long a session of this user may stand idle; undefined when there is no such user any more. */
export function createSessions(clock: Clock, idleMsOf: (user: string) => number | undefined): Sessions {
  const sessions = new Map<string, Session>();
  let count = 0;

  function keep(session: Session): Session {
    sessions.set(session.key, session);
    return session;
  }

  function isAlive({ user, usedAt }: Session): boolean {
    return clock.now() < usedAt + (idleMsOf(user) ?? 0);
  }

  return {
    start(user, address, form) {
      count += 1;
      const now = clock.now();
      return keep({
        id: count,
        user,
        address,
        form,
        key: randomToken(),
        csrf: randomBytes(16).toString("hex").toUpperCase(),
        waitsFor: "code",
        startedAt: now,
        usedAt: now,
      });
    },
    advance: (session, waitsFor) => keep({ ...session, waitsFor }),
    find(form, key) {
      const found = sessions.get(key);
      if (found?.form !== form) return undefined;
      if (isAlive(found)) return keep({ ...found, usedAt: clock.now() });
      sessions.delete(key);
      return undefined;
    },
    close: ({ key }) => void sessions.delete(key),
    list() {
      for (const [key, session] of sessions) if (!isAlive(session)) sessions.delete(key);
      return [...sessions.values()];
    },
    clear: () => sessions.clear(),
  };
}
