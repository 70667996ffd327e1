/**
 * Signing in with JSON, at `/api/v2/authentication`: FortiOS 6.4.2 and later, and the only way from 7.6.3 on.
 *
 * @module
 */

import { type DeviceRequest, isFortiError, type JsonValue } from "@fortiweave/core";
import { type CookieSession, carrySession, learnSession, takeCookies, toSession } from "./cookie-session.ts";
import { type Dialect, type SignInForm, signInRequest } from "./dialect.ts";
import { type Granted, readAuthentication } from "./sign-in-answer.ts";

/** Where it answers. */
export const SIGN_IN_PATH = "/api/v2/authentication";

/** The newer way. */
export const authenticationDialect: Dialect = {
  async signIn(send, form, begun = toSession(new Map()), signal) {
    const request = { ...signInRequest(form, SIGN_IN_PATH, signal), body: toBody(form) };
    const response = await send(begun.cookies.size === 0 ? request : carrySession(request, begun));
    // Any other answer was refused before it came here.
    const answer = readAuthentication(response.body) as Granted;
    return { answer, session: toSession(takeCookies(begun.cookies, response)) };
  },

  async renew(send, session, signal) {
    const request = ownRequest("PUT", session, signal);
    try {
      return learnSession(session, await send(request), request);
    } catch (error) {
      // Whatever the device says to it but yes: signing in anew is what helps.
      if (isFortiError(error) && error.status !== undefined) return undefined;
      throw error;
    }
  },

  async signOut(send, session, signal) {
    await send(ownRequest("DELETE", session, signal));
  },
};

function toBody({ username, password, accepts, tokenCode, newPassword }: SignInForm): JsonValue {
  return {
    username,
    // The older name and the one since 7.6.4.
    secretkey: password,
    password,
    ...(accepts && { ack_pre_disclaimer: true, ack_post_disclaimer: true }),
    ...(tokenCode !== undefined && { token_code: tokenCode }),
    ...(newPassword !== undefined && { new_password1: newPassword, new_password2: newPassword }),
  };
}

function ownRequest(method: "PUT" | "DELETE", session: CookieSession, signal: AbortSignal): DeviceRequest {
  const operation = method === "PUT" ? "renew session" : "sign out";
  const request = {
    operation,
    effect: "session",
    idempotent: true,
    method,
    path: SIGN_IN_PATH,
    signal,
  } as const;
  return carrySession(request, session);
}
