/**
 * Signing in with a form, at `/logincheck`: every FortiOS up to 7.6.2.
 *
 * @module
 */

import type { DeviceRequest, Handler } from "@fortiweave/core";
import { type CookieSession, carrySession, takeCookies, toSession } from "./cookie-session.ts";
import { type Dialect, signInRequest } from "./dialect.ts";
import { type Granted, readLogincheck } from "./sign-in-answer.ts";

/** Where it answers. */
export const LOGINCHECK_PATH = "/logincheck";

/** The older way. */
export const logincheckDialect: Dialect = {
  async signIn(send, form, begun = toSession(new Map()), signal) {
    const { username, password, accepts, tokenCode } = form;
    const fields = {
      username,
      secretkey: password,
      ajax: "1",
      ...(tokenCode !== undefined && { token_code: tokenCode }),
    };
    const request = { ...signInRequest(form, LOGINCHECK_PATH, signal), text: toForm(fields) };
    const response = await send(begun.cookies.size === 0 ? request : carrySession(request, begun));
    // Any other answer was refused before it came here.
    const answer = readLogincheck(response.body) as Granted;
    const session = toSession(takeCookies(begun.cookies, response));
    if (answer !== "disclaimer" || !accepts) return { answer, session };
    return { answer: "in", session: await acceptDisclaimer(send, session, signal) };
  },

  /** This dialect cannot: the session is ended, as well as it can be, so that it does not stay beside the next one. */
  async renew(send, session, signal) {
    await this.signOut(send, session, signal).catch(() => undefined);
    return undefined;
  },

  async signOut(send, session, signal) {
    await send(ownRequest("sign out", "/logout", session, signal));
  },
};

async function acceptDisclaimer(send: Handler, session: CookieSession, signal: AbortSignal): Promise<CookieSession> {
  const request = ownRequest("accept disclaimer", "/logindisclaimer", session, signal);
  const response = await send({ ...request, text: toForm({ confirm: "1", ajax: "1" }) });
  return toSession(takeCookies(session.cookies, response));
}

function ownRequest(operation: string, path: string, session: CookieSession, signal: AbortSignal): DeviceRequest {
  return carrySession({ operation, effect: "session", idempotent: true, method: "POST", path, signal }, session);
}

function toForm(fields: Readonly<Record<string, string>>): NonNullable<DeviceRequest["text"]> {
  return { type: "application/x-www-form-urlencoded", content: new URLSearchParams(fields).toString() };
}
