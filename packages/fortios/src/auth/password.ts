/**
 * Sign-in with user name and password.
 *
 * @module
 */

import {
  type AuthStrategy,
  checkCredentials,
  createSession,
  type FortiError,
  isFortiError,
  type SessionVerdict,
  type SignInPort,
} from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { authenticationDialect } from "./authentication-dialect.ts";
import { type CookieSession, carrySession, learnSession } from "./cookie-session.ts";
import type { Dialect } from "./dialect.ts";
import { logincheckDialect } from "./logincheck-dialect.ts";
import { type PromptOptions, type Stepper, signInStepwise } from "./prompts.ts";

/** How to sign in with a password. */
export interface PasswordOptions extends PromptOptions {
  /**
   * `authentication` is `/api/v2/authentication`: FortiOS 6.4.2 and later, and the only one that counts from 7.6.3 on.
   * `logincheck` is the older form. `auto` takes the first, and the second from a device that does not know it. Default
   * `auto`.
   */
  readonly dialect?: "auto" | "authentication" | "logincheck";
  /**
   * A session that was not used for longer than this many milliseconds is renewed before the next request: less than
   * the device's `admintimeout`. False leaves it to the device to end it. Default 300,000.
   */
  readonly idleTimeoutMs?: number | false;
}

/** A session, and how it came about. */
interface Standing {
  readonly dialect: Dialect;
  readonly session: CookieSession;
}

const ORDERS: Readonly<Record<NonNullable<PasswordOptions["dialect"]>, readonly Dialect[]>> = {
  auto: [authenticationDialect, logincheckDialect],
  authentication: [authenticationDialect],
  logincheck: [logincheckDialect],
};

/**
 * Signs in as an administrator, with a session that the client keeps: it signs in with the first request, renews the
 * session when it stood idle, signs in again when the device has ended it, and signs out when it is closed. An API token
 * needs none of that: prefer `token`.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiGate, password } from "@fortiweave/fortios";
 *
 * export async function hostname(secret: string, askForCode: () => Promise<string>): Promise<unknown> {
 *   const auth = password("admin", secret, { tokenCode: askForCode, acknowledgeDisclaimer: true });
 *   await using fgt = connectFortiGate({ url: "https://192.0.2.1", auth });
 *   return (await fgt.cmdb("system/global").get()).hostname;
 * }
 * ```
 */
export function password(
  username: string,
  secret: string,
  options: PasswordOptions = {},
): (port: SignInPort) => AuthStrategy {
  checkCredentials({ username, password: secret });
  const order = ORDERS[options.dialect ?? "auto"];
  if (order === undefined) throw invalidInput("The option dialect is not one of auto, authentication and logincheck");
  return ({ send, runtime }) => {
    let dialects = order;
    let current = secret;

    const signIn = async (signal: AbortSignal): Promise<Standing> => {
      let undecided: FortiError | undefined;
      for (const dialect of dialects) {
        try {
          const stepper: Stepper = {
            take: (form, begun) => dialect.signIn(send, form, begun, signal),
            abandon: (begun) => dialect.signOut(send, begun, signal),
          };
          const { session, newPassword } = await signInStepwise(stepper, { username, password: current }, options);
          current = newPassword ?? current;
          dialects = [dialect, ...order.filter((other) => other !== dialect)];
          return { dialect, session };
        } catch (error) {
          if (!isUndecided(error)) throw error;
          undecided ??= error;
        }
      }
      throw undecided;
    };

    return createSession<Standing>(
      {
        kind: "password",
        signIn,
        renew: async ({ dialect, session }, signal) => {
          const renewed = await dialect.renew(send, session, signal);
          return renewed && { dialect, session: renewed };
        },
        signOut: ({ dialect, session }, signal) => dialect.signOut(send, session, signal),
        authorize: (request, { session }) => carrySession(request, session),
        learn: (standing, response, request) => {
          const session = learnSession(standing.session, response, request);
          return session === standing.session ? standing : { ...standing, session };
        },
        judge: (error, request, { session }) => judgeSession(error, request.method === "GET", session),
      },
      { runtime, ...(options.idleTimeoutMs !== undefined && { idleTimeoutMs: options.idleTimeoutMs }) },
    );
  };
}

/**
 * A 403 without a code of the device's own is about the rights or about the CSRF token, and the device does not say
 * about which: a new session has a new token, so if it is refused as well, it is about the rights.
 */
function judgeSession(error: FortiError, isGet: boolean, { isCsrfProven }: CookieSession): SessionVerdict {
  if (error.code === "SESSION_EXPIRED") return "over";
  const isUnexplained = error.code === "FORBIDDEN" && error.deviceCode === undefined;
  return isUnexplained && !isGet && !isCsrfProven ? "doubtful" : undefined;
}

/** Whether the device has said nothing about user and password: then it may know the other dialect. */
function isUndecided(error: unknown): error is FortiError {
  if (isFortiError(error, "UNSUPPORTED")) return true;
  return isFortiError(error, "AUTH_FAILED") && error.status === 401 && error.deviceCode === undefined;
}
