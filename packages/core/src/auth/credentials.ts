/**
 * What sign-ins by user name and password have in common, whatever the product.
 *
 * @module
 */

import { FortiError, type FortiErrorCode } from "../errors.ts";

/** The code of a second factor, or what gets one: it is asked each time the device wants one. */
export type CodeSource = string | (() => string | Promise<string>);

/**
 * Checks names and passwords. Callers without a compiler can give anything; an empty password is what a new device has.
 *
 * @throws FortiError INVALID_INPUT for what is no text, and for an empty `username`.
 */
export function checkCredentials(texts: { readonly username: unknown } & Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value !== "string") throw unfit(`The option ${name} is not a text`);
  }
  if (texts.username === "") throw unfit("The option username is empty");
}

/**
 * The code that a source gives.
 *
 * @throws FortiError ABORTED when it throws. `option` is its name: `tokenCode`.
 */
export async function askCode(source: CodeSource, username: string, option: string): Promise<string> {
  if (typeof source === "string") return source;
  try {
    return String(await source());
  } catch (cause) {
    const hint = `See the cause: it is what the function given as ${option} threw`;
    throw signInError(username, { code: "ABORTED", why: "no code for the second factor came", hint, cause });
  }
}

/** Why a sign-in cannot go on. */
export interface SignInProblem {
  /** Default AUTH_FAILED. */
  readonly code?: FortiErrorCode;
  /** In words: `the device asks for a second factor`. */
  readonly why: string;
  /** What to do next. */
  readonly hint: string;
  /** What was thrown further down. */
  readonly cause?: unknown;
}

/** The error for a sign-in that the device has taken note of, and that cannot go on. */
export function signInError(username: string, { code = "AUTH_FAILED", why, hint, cause }: SignInProblem): FortiError {
  const message = `Cannot sign in as ${JSON.stringify(username)}: ${why}`;
  return new FortiError({ code, message, hint, cause, reached: "yes" });
}

function unfit(message: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message });
}
