/**
 * What the two ways to sign in to a FortiGate have in common.
 *
 * @module
 */

import type { DeviceRequest, Handler } from "@fortiweave/core";
import type { CookieSession } from "./cookie-session.ts";
import type { Granted } from "./sign-in-answer.ts";

/** Who signs in, and what the device was told so far. */
export interface SignInForm {
  readonly username: string;
  readonly password: string;
  /** The disclaimer is accepted. */
  readonly accepts: boolean;
  readonly tokenCode?: string;
  readonly newPassword?: string;
}

/** How far a sign-in got. The session opens nothing until the answer is `in`. */
export interface Step {
  readonly answer: Granted;
  readonly session: CookieSession;
}

/** One way to sign in, and out again. */
export interface Dialect {
  /** One try, or the next step of one that was begun. */
  signIn(send: Handler, form: SignInForm, begun: CookieSession | undefined, signal: AbortSignal): Promise<Step>;
  /** Keeps a session that stood idle. Undefined when it is over. */
  renew(send: Handler, session: CookieSession, signal: AbortSignal): Promise<CookieSession | undefined>;
  /** Ends a session. */
  signOut(send: Handler, session: CookieSession, signal: AbortSignal): Promise<void>;
}

/** What every request of a sign-in has. */
export function signInRequest(form: SignInForm, path: string, signal: AbortSignal): Omit<DeviceRequest, "body"> {
  const { password, tokenCode, newPassword } = form;
  const given = [tokenCode, newPassword].filter((value) => value !== undefined);
  return {
    operation: "sign in",
    effect: "session",
    // A code counts once, and a changed password is another one. All else can be said twice.
    idempotent: given.length === 0,
    method: "POST",
    path,
    secrets: [password, ...given],
    signal,
  };
}
