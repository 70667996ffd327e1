/**
 * A session that stands in cookies.
 *
 * @module
 */

import type { DeviceRequest, DeviceResponse } from "@fortiweave/core";

/** Cookies by name, each value exactly as the device sent it: quotes belong to it. */
export type Cookies = ReadonlyMap<string, string>;

/** A session, in the form in which it goes out. */
export interface CookieSession {
  readonly cookies: Cookies;
  /** The `cookie` header. */
  readonly header: string;
  /** What every write must carry in `x-csrftoken`. Undefined when the device set none. */
  readonly csrf: string | undefined;
  /** Whether the device has taken that from a write: then it is right. */
  readonly isCsrfProven: boolean;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

/** `ccsrftoken`, `ccsrftoken_443`, `ccsrf_token_443_0a1b2c3d`: the name changed often. */
const CSRF_NAME = /^ccsrf_?token/;
/** What stands in place of a session that is refused or over. */
const NOTHING = new Set(["", "0%260"]);
const GONE = /;\s*(?:max-age=0|expires=[^;]*\b1970\b)/i;

/** The session in these cookies. */
export function toSession(cookies: Cookies, isCsrfProven = false): CookieSession {
  const pairs = [...cookies];
  const csrf = pairs.find(([name]) => CSRF_NAME.test(name))?.[1];
  return {
    cookies,
    header: pairs.map(([name, value]) => `${name}=${value}`).join("; "),
    csrf: csrf === undefined ? undefined : withoutQuotes(csrf),
    isCsrfProven,
    secrets: pairs.map(([, value]) => withoutQuotes(value)),
  };
}

/** The cookies with those that an answer sets, and without those that it takes back. The same ones when it does neither. */
export function takeCookies(cookies: Cookies, { headers }: DeviceResponse): Cookies {
  const lines = headers["set-cookie"]?.split("\n") ?? [];
  if (lines.length === 0) return cookies;
  const taken = new Map(cookies);
  for (const line of lines) {
    const [, name = "", value = ""] = /^\s*([^=;]+?)\s*=\s*([^;]*)/.exec(line) ?? [];
    if (NOTHING.has(withoutQuotes(value.trim())) || GONE.test(line)) taken.delete(name);
    else taken.set(name, value.trim());
  }
  return taken;
}

/** The request with the session, and with the CSRF token where it writes. */
export function carrySession(request: DeviceRequest, session: CookieSession): DeviceRequest {
  const { header, csrf, secrets } = session;
  const isGet = request.method === "GET";
  return {
    ...request,
    headers: { ...request.headers, cookie: header, ...(!isGet && csrf !== undefined && { "x-csrftoken": csrf }) },
    secrets: [...(request.secrets ?? []), ...secrets],
  };
}

/** The session after an answer: its cookies may be new, and a write that went through has shown that the CSRF token is right. */
export function learnSession(session: CookieSession, response: DeviceResponse, request: DeviceRequest): CookieSession {
  const cookies = takeCookies(session.cookies, response);
  if (cookies !== session.cookies) return toSession(cookies);
  if (session.isCsrfProven || request.method === "GET") return session;
  return { ...session, isCsrfProven: true };
}

function withoutQuotes(value: string): string {
  return value.replace(/^"(.*)"$/, "$1");
}
