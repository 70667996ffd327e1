/**
 * Signing in with a password, and out again.
 *
 * @module
 */

import type { Holder } from "../cmdb/transactions.ts";
import { adminNamed } from "../device/admins.ts";
import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import type { Reply } from "../http/reply.ts";
import { headerOf, type WireRequest } from "../http/wire.ts";
import type { AdminEvents } from "../log/admin-events.ts";
import { answerAuthentication } from "./authentication.ts";
import { apiCookies, cookieIn, formCookies } from "./cookies.ts";
import { createLockouts, type Lockouts } from "./lockouts.ts";
import { acceptBanner, checkLogin, logOut } from "./pages.ts";
import { createSessions, type Session, type Sessions } from "./sessions.ts";
import { defaultSettings, type SignInSettings } from "./settings.ts";

export interface SignIn {
  readonly sessions: Sessions;
  readonly lockouts: Lockouts;
  readonly settings: SignInSettings;
  /** Answers what has to do with signing in and out; undefined for any other path. */
  handle(path: string, request: WireRequest): Reply | undefined;
  /** The session whose cookie a request carries. It may wait for a step yet. */
  cookieSession(request: WireRequest): Session | undefined;
  reset(): void;
}

export function createSignIn(holder: Holder, identity: Identity, clock: Clock, events: AdminEvents): SignIn {
  const sessions = createSessions(clock, (user) => {
    const admin = adminNamed(holder.configuration, user);
    return admin && admin.idleMinutes * 60_000;
  });
  const lockouts = createLockouts(clock);
  const settings = defaultSettings();
  const parts = { holder, sessions, lockouts, settings, events };

  function cookieSession(request: WireRequest): Session | undefined {
    const header = headerOf(request, "cookie");
    if (header === "") return undefined;
    const names = [apiCookies, formCookies].map((namesOf) => namesOf(identity, holder.configuration).session);
    const key = cookieIn(header, names);
    return key === undefined ? undefined : sessions.find("cookie", key);
  }

  function keyOrCookieSession(request: WireRequest): Session | undefined {
    const bearer = bearerIn(headerOf(request, "authorization"));
    return bearer === undefined ? cookieSession(request) : sessions.find("key", bearer);
  }

  return {
    sessions,
    lockouts,
    settings,
    cookieSession,
    handle(path, request) {
      switch (path) {
        case "api/v2/authentication":
          return answerAuthentication(parts, identity, request, keyOrCookieSession(request));
        case "logincheck":
          return checkLogin(parts, identity, request);
        case "logindisclaimer":
          return acceptBanner(parts, request, cookieSession(request));
        case "logout":
          return logOut(parts, cookieSession(request));
        default:
          return undefined;
      }
    },
    reset() {
      sessions.clear();
      lockouts.clear();
      Object.assign(settings, defaultSettings());
    },
  };
}

/** The token of an `authorization` header; undefined when it is of another kind. */
export function bearerIn(authorization: string): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1];
}
