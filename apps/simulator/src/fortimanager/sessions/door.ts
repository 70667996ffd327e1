/**
 * Lets callers in: by password, by code, by key, and by the session that they got.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../../device/clock.ts";
import { isTrusted } from "../../device/trusted-hosts.ts";
import { parseUrl } from "../../http/url.ts";
import { headerOf, type WireRequest } from "../../http/wire.ts";
import { createLockouts, type LockoutRule } from "../../sign-in/lockouts.ts";
import { isSince } from "../../version.ts";
import type { Database, ManagerSettings, Session } from "../parts.ts";
import { loginFailed, noPermission } from "../rpc/refusals.ts";
import { type Admin, adminNamed, ownerOf } from "./admins.ts";
import { ADMIN_SETTING, idleLimitOf } from "./idle.ts";
import type { ApiKeys } from "./keys.ts";
import type { Sessions } from "./sessions.ts";

export interface DoorPorts {
  readonly version: string;
  readonly clock: Clock;
  readonly database: Database;
  readonly settings: ManagerSettings;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
}

/** What a login answers: a session, which waits for the answer to the question when there is one. */
export interface Entrance {
  readonly session: string;
  readonly challenge?: string;
}

export interface Door {
  /** Throws -22 for a wrong name or password, or while nobody is let in any more; -11 when the administrator may not use the API. */
  logIn(credentials: Readonly<Record<string, unknown>>, address: string): Promise<Entrance>;
  /** Answers the question of a login. Throws -22 for a wrong code, and then the login starts again. */
  answer(reply: Readonly<Record<string, unknown>>): Promise<Entrance>;
  /** The session of a request; undefined when it has none that counts. */
  sessionOf(request: WireRequest, key: string | undefined): Promise<Session | undefined>;
  /** Forgets whoever has still to give a code, and who failed to. */
  reset(): void;
}

const QUESTION = "Token code";
const GLOBAL = "cli/global/system/global";
const KEYS_SINCE = "7.2.2";
const MOST_SESSIONS = 256;

export function createDoor({ version, clock, database, settings, sessions, keys }: DoorPorts): Door {
  const lockouts = createLockouts(clock);
  const waiting = new Map<string, { readonly user: string; readonly address: string }>();

  async function open(admin: Admin, address: string): Promise<Entrance> {
    const owner = ownerOf(admin, address);
    if (owner === undefined) throw noPermission();
    const { "admin-login-max": most = MOST_SESSIONS } = (await database.entry({ table: ADMIN_SETTING })) ?? {};
    const own = sessions.list().filter(({ user }) => user === admin.name);
    if (sessions.list().length >= Number(most) || own.length >= admin.mostSessions) throw loginFailed();
    return { session: sessions.open(owner, "password").key };
  }

  /** The owner of a key, unless it may not use the API. */
  async function keySession(key: string, address: string): Promise<Session | undefined> {
    const user = keys.ownerOf(key);
    const admin = user === undefined ? undefined : await adminNamed(database, user);
    const owner = admin?.isApi === true && isTrusted(admin, address) ? ownerOf(admin, address) : undefined;
    return owner && sessions.ofKey(key, owner);
  }

  return {
    async logIn({ user, passwd }, address) {
      const { byUser, ...rule } = await lockoutRuleOf(database);
      const who = byUser ? String(user) : address;
      if (lockouts.isLocked(who)) throw loginFailed();
      const admin = await adminNamed(database, String(user ?? ""));
      if (admin === undefined || admin.isApi || admin.password !== String(passwd ?? "")) {
        if (user !== undefined) lockouts.fail(who, rule);
        throw loginFailed();
      }
      if (!isTrusted(admin, address)) throw loginFailed();
      lockouts.forgive(who);
      if (!settings.twoFactor && !admin.hasTwoFactor) return open(admin, address);
      const session = randomBytes(64).toString("base64");
      waiting.set(session, { user: admin.name, address });
      return { session, challenge: QUESTION };
    },
    async answer({ session, answer }) {
      const begun = waiting.get(String(session));
      waiting.delete(String(session));
      const admin = begun && (await adminNamed(database, begun.user));
      if (admin === undefined || String(answer) !== settings.tokenCode) throw loginFailed();
      return open(admin, begun?.address ?? "");
    },
    async sessionOf(request, key) {
      sessions.expire(await idleLimitOf(database));
      const [, bearer] = /^Bearer\s+(\S+)$/i.exec(headerOf(request, "authorization")) ?? [];
      const query = takesQueryKey(version) ? parseUrl(request.url).query.get("access_token") : undefined;
      for (const apiKey of [bearer, query]) {
        if (apiKey === undefined || !isSince(version, KEYS_SINCE)) continue;
        const session = await keySession(apiKey, request.remoteAddress);
        if (session !== undefined) return session;
      }
      const session = key === undefined ? undefined : sessions.find(key);
      return session?.kind === "password" && (await adminNamed(database, session.user)) === undefined
        ? undefined
        : session;
    },
    reset() {
      waiting.clear();
      lockouts.clear();
    },
  };
}

/** After how many failures nobody gets in, for how long, and whether that goes for an address or for a name. */
async function lockoutRuleOf(database: Database): Promise<LockoutRule & { readonly byUser: boolean }> {
  const {
    "admin-lockout-threshold": threshold = 3,
    "admin-lockout-duration": seconds = 60,
    "admin-lockout-method": method,
  } = (await database.entry({ table: GLOBAL })) ?? {};
  return { threshold: Number(threshold), seconds: Number(seconds), byUser: method === "user" };
}

/** `access_token=` in the query was given up with 7.4.7 and 7.6.2. */
function takesQueryKey(version: string): boolean {
  return !isSince(version, version.startsWith("7.4.") ? "7.4.7" : "7.6.2");
}
