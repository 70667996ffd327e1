/**
 * Which of the ways to sign in a script was given.
 *
 * @module
 */

import type { FortiError } from "../errors.ts";
import type { Auth } from "../middleware/authenticate.ts";
import { invalidInput } from "./invalid-input.ts";

/** What a script can be given to sign in with. */
export interface SignInOptions {
  /** Name of an administrator who signs in with `password`. */
  readonly username?: string;
  /** The password of `username`. */
  readonly password?: string;
  /** Any other way. */
  readonly auth?: Auth;
}

/** How one product makes something of them. */
export interface SignInMakers {
  /** The product's key: its option, as it was given, and what signs in with it. */
  readonly key: { readonly option: string; readonly value: string | undefined; readonly toAuth: (key: string) => Auth };
  /** What signs in with a user name and a password. */
  readonly toPassword: (username: string, secret: string) => Auth;
}

/**
 * Exactly one way to sign in. A password alone is half a way, and said to be so.
 *
 * @throws FortiError INVALID_INPUT for none, for half a way, and for more than one.
 */
export function chooseAuth(
  { username, password: secret, auth }: SignInOptions,
  { key, toPassword }: SignInMakers,
): Auth {
  const isByPassword = username !== undefined || secret !== undefined;
  const ways = Number(key.value !== undefined) + Number(isByPassword) + Number(auth !== undefined);
  const invalid = (message: string): FortiError =>
    invalidInput(message, `Give ${key.option}: "...", or username: "..." and password: "...", or auth: ...`);
  if (ways !== 1) throw invalid(ways === 0 ? "No way to sign in was given" : "More than one way to sign in was given");
  if (auth !== undefined) return auth;
  if (key.value !== undefined) return key.toAuth(key.value);
  if (username !== undefined && secret !== undefined) return toPassword(username, secret);
  throw invalid(
    username === undefined ? "A password was given, but no user name" : "A user name was given, but no password",
  );
}
