/**
 * Keeps a session that stands in one key, however it was come by.
 *
 * @module
 */

import { type AuthStrategy, createSession, type SessionVerdict, type SignInPort } from "@fortiweave/core";
import { carrySession } from "@fortiweave/core/json-rpc";
import { NO_PERMISSION } from "../status-codes.ts";
import { LOGOUT_URL, sessionRequest } from "./session-request.ts";
import { askStatus } from "./status.ts";

/** FortiManager's own default of `idle_timeout_api`: 900 seconds. */
const IDLE_MS = 900_000;

/** When a session counts as idle. */
export interface IdleOptions {
  /**
   * A session that was not used for longer than this many milliseconds is looked at before the next request, and replaced
   * if FortiManager has ended it. False leaves it to the request to find out. Default 900,000, which is how long
   * FortiManager keeps sessions unless `idle_timeout_api` says otherwise.
   */
  readonly idleTimeoutMs?: number | false;
}

/** How a way to sign in gets its keys. */
export interface KeyProtocol {
  readonly kind: string;
  /** Answers the key of a new session. */
  signIn(signal: AbortSignal): Promise<string>;
  /** Ends what stands beside the session, once, at the end. */
  end?(signal: AbortSignal): Promise<void>;
}

/**
 * The strategy. FortiManager says the same -11 when a session is over as when a right is missing, and a session that is
 * given up takes its locks with it: so before that it is asked whether it stands.
 */
export function createKeySession(
  { send, runtime }: SignInPort,
  { kind, signIn, end }: KeyProtocol,
  { idleTimeoutMs = IDLE_MS }: IdleOptions,
): AuthStrategy {
  const stands = async (key: string, signal: AbortSignal): Promise<boolean> =>
    (await askStatus(send, (request) => carrySession(request, key), signal)).isAllowed;

  return createSession<string>(
    {
      kind,
      signIn,
      stands,
      renew: async (key, signal) => ((await stands(key, signal)) ? key : undefined),
      signOut: (key, signal) => signOut(send, key, signal),
      authorize: carrySession,
      judge: ({ code, deviceCode }): SessionVerdict => {
        if (code === "SESSION_EXPIRED") return "over";
        return deviceCode === NO_PERMISSION ? "doubtful" : undefined;
      },
      ...(end && { end }),
    },
    { runtime, idleTimeoutMs },
  );
}

/** Ends a session, also one that waits for a code. */
export async function signOut(send: SignInPort["send"], key: string, signal: AbortSignal): Promise<void> {
  const request = sessionRequest({ operation: "sign out", method: "exec", url: LOGOUT_URL, idempotent: true, signal });
  await send(carrySession(request, key));
}
