/**
 * Sign-in to FortiManager Cloud and FortiAnalyzer Cloud.
 *
 * @module
 */

import { type AuthStrategy, type DeviceRequest, type Handler, isFortiError, type SignInPort } from "@fortiweave/core";
import { createKeySession } from "../key-session.ts";
import { readLogin } from "../session-answer.ts";
import { CLOUD_LOGIN_PATH } from "../session-request.ts";
import { type CloudToken, createOAuth } from "./oauth.ts";
import { type FortiCloudOptions, readAccount } from "./options.ts";

/** A token that is good for less than this is not used any more. */
const MARGIN_MS = 60_000;

/**
 * Signs in to FortiManager Cloud (or FortiAnalyzer Cloud) as an IAM API user: gets a token from FortiCloud, and a session
 * for it from the instance, which the client then keeps. When the client is closed, it signs out and gives the token
 * back; whether that works is nobody's trouble. Everything goes over HTTP/1.1: over HTTP/2 that sign-in fails.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiManager, fortiCloud } from "@fortiweave/fortimanager";
 *
 * export async function version(password: string): Promise<string> {
 *   const auth = fortiCloud({ username: "E8766032-7319-409F-902A-96376117D045", password });
 *   const url = "https://106728.ca-west-1.fortimanager.forticloud.com";
 *   await using fmg = connectFortiManager({ url, auth });
 *   return fmg.version();
 * }
 * ```
 */
export function fortiCloud(options: FortiCloudOptions): (port: SignInPort) => AuthStrategy {
  const account = readAccount(options);
  return (port) => {
    const { send, runtime } = port;
    const oauth = createOAuth(account, options.oauth ?? {}, runtime);
    let token: CloudToken | undefined;

    const isGood = (): boolean => token !== undefined && token.expiresAt - runtime.now() > MARGIN_MS;
    const signIn = async (signal: AbortSignal): Promise<string> => {
      if (token !== undefined && isGood()) {
        try {
          return await logIn(send, token, signal);
        } catch (error) {
          // Revoked elsewhere, or shorter-lived than FortiCloud said: a new one shows which it is.
          if (!isFortiError(error, "AUTH_FAILED")) throw error;
        }
      }
      token = await oauth.getToken(signal);
      return logIn(send, token, signal);
    };
    const end = async (signal: AbortSignal): Promise<void> => {
      try {
        if (token !== undefined) await oauth.revoke(token, signal);
      } finally {
        await oauth.close();
      }
    };
    return createKeySession(port, { kind: "forticloud", signIn, end }, options);
  };
}

/** No JSON-RPC, but a call of its own. */
async function logIn(send: Handler, { value }: CloudToken, signal: AbortSignal): Promise<string> {
  const request: DeviceRequest = {
    operation: "sign in",
    effect: "session",
    idempotent: true,
    method: "POST",
    path: CLOUD_LOGIN_PATH,
    body: { access_token: value },
    secrets: [value],
    signal,
  };
  // What came without a session was refused before it came here.
  return readLogin((await send(request)).body).session as string;
}
