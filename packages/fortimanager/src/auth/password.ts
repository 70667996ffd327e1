/**
 * Sign-in with user name and password.
 *
 * @module
 */

import {
  type AuthStrategy,
  askCode,
  type CodeSource,
  checkCredentials,
  type Handler,
  type SignInPort,
  type SignInProblem,
  signInError,
} from "@fortiweave/core";
import { createKeySession, type IdleOptions, signOut } from "./key-session.ts";
import { type LoginAnswer, readLogin } from "./session-answer.ts";
import { CHALLENGE_URL, LOGIN_URL, sessionRequest } from "./session-request.ts";

/** How to sign in with a password. */
export interface PasswordOptions extends IdleOptions {
  /**
   * The code of the second factor, or what gets one: it is asked each time FortiManager wants one. A code as text is good
   * for one sign-in.
   */
  readonly answer?: CodeSource;
}

/** Who signs in. */
interface Credentials {
  readonly user: string;
  readonly secret: string;
}

/** FortiManager may ask for more than one thing, such as a new code. It is not answered for ever. */
const MOST_QUESTIONS = 3;

const UNANSWERED: SignInProblem = {
  why: "FortiManager asks for a second factor",
  hint: "Give its code (in a script: answer, also as a function), or use an API key, which needs none",
};

const GOES_ON: SignInProblem = {
  why: "FortiManager goes on asking for a second factor",
  hint: "Give a new code: each is good for a short time, and once",
};

/**
 * Signs in as an administrator, with a session that the client keeps: it signs in with the first request, again when
 * FortiManager has ended the session, and signs out when it is closed. An API key needs none of that: prefer `apiKey`.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiManager, password } from "@fortiweave/fortimanager";
 *
 * export async function adoms(secret: string, askForCode: () => Promise<string>): Promise<unknown> {
 *   const auth = password("admin", secret, { answer: askForCode });
 *   await using fmg = connectFortiManager({ url: "https://192.0.2.1", auth });
 *   return fmg.get("dvmdb/adom", { fields: ["name"] });
 * }
 * ```
 */
export function password(
  user: string,
  secret: string,
  options: PasswordOptions = {},
): (port: SignInPort) => AuthStrategy {
  checkCredentials({ username: user, password: secret });
  return (port) => {
    const signIn = (signal: AbortSignal): Promise<string> => logIn(port.send, { user, secret }, options, signal);
    return createKeySession(port, { kind: "password", signIn }, options);
  };
}

async function logIn(
  send: Handler,
  { user, secret }: Credentials,
  { answer }: PasswordOptions,
  signal: AbortSignal,
): Promise<string> {
  const request = sessionRequest({
    operation: "sign in",
    method: "exec",
    url: LOGIN_URL,
    data: { user, passwd: secret },
    idempotent: true,
    secrets: [secret],
    signal,
  });
  let begun = readLogin((await send(request)).body);
  for (let asked = 0; begun.question !== undefined; asked++) {
    const last = sessionIn(begun);
    try {
      begun = await reply(send, { user, answer, last, asked }, signal);
    } catch (error) {
      // Half a session counts like a whole one.
      await signOut(send, last, signal).catch(() => undefined);
      throw error;
    }
  }
  return sessionIn(begun);
}

/** A question, and what there is to answer it. */
interface Question {
  readonly user: string;
  readonly answer: CodeSource | undefined;
  /** The session that waits for the answer. */
  readonly last: string;
  /** Questions that were answered before. */
  readonly asked: number;
}

async function reply(
  send: Handler,
  { user, answer, last, asked }: Question,
  signal: AbortSignal,
): Promise<LoginAnswer> {
  if (answer === undefined) throw signInError(user, UNANSWERED);
  if (asked >= (typeof answer === "string" ? 1 : MOST_QUESTIONS)) throw signInError(user, GOES_ON);
  const code = await askCode(answer, user, "answer");
  const request = sessionRequest({
    operation: "sign in",
    method: "exec",
    url: CHALLENGE_URL,
    data: { session: last, answer: code },
    // A code counts once.
    idempotent: false,
    secrets: [last, code],
    signal,
  });
  const { body } = await send(request);
  return readLogin(body);
}

/** What was refused, or came without a session, never comes here. */
function sessionIn({ session }: LoginAnswer): string {
  return session as string;
}
