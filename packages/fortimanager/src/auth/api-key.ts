/**
 * Sign-in with an API key.
 *
 * @module
 */

import {
  type AuthStrategy,
  createBearer,
  createTurns,
  type DeviceRequest,
  type DeviceResponse,
  FortiError,
  type Handler,
  isFortiError,
} from "@fortiweave/core";
import { NO_PERMISSION } from "../status-codes.ts";
import { mixesUpParallelKeys } from "./key-races.ts";
import { versionIn } from "./session-answer.ts";
import { askStatus } from "./status.ts";

/** How to sign in with an API key. */
export interface ApiKeyOptions {
  /**
   * Name of the API administrator, sent as `access_user`: FortiManager 7.6.7 and 8.0 then need not look through all
   * of them, which makes calls faster where there are many. Default: none.
   */
  readonly user?: string;
}

/**
 * Signs in with the key of an API administrator (FortiManager 7.2.2+), in the `Authorization: Bearer` header. There is no
 * session, and nothing to sign out of. The query form `access_token=` is never used: it ends up in logs, and
 * FortiManager refuses it from 7.4.7 and 7.6.2 on.
 *
 * FortiManager 7.4 and 7.6.0 to 7.6.1 mix up requests that come with one key at the same time. There the requests of
 * all clients that share the answer of this function go one at a time; before the version is known they do as well.
 *
 * @throws FortiError INVALID_INPUT for what no header can carry.
 *
 * @example
 * ```ts
 * import { apiKey, connectFortiManager } from "@fortiweave/fortimanager";
 *
 * const auth = apiKey("33fzwipq4amujunzgzn46mg1to9p8wbi", { user: "robot" });
 * await using fmg = connectFortiManager({ url: "https://192.0.2.1", auth });
 * console.log(await fmg.version());
 * ```
 */
export function apiKey(key: string, { user }: ApiKeyOptions = {}): AuthStrategy {
  const authorize = createBearer("API key", key, user === undefined ? {} : { access_user: checkUser(user) });
  let version: string | undefined;
  let asking: Promise<boolean> | undefined;
  let wasAccepted = false;
  const turns = createTurns(() => mixesUpParallelKeys(version));

  const learn = (response: DeviceResponse): DeviceResponse => {
    // What was said of a key that was not good yet counts no longer.
    if (!wasAccepted) asking = undefined;
    wasAccepted = true;
    version ??= versionIn(response.body);
    return response;
  };
  /** Asks which version it is, unless that is known. False: the key is good for nothing, not even for that. */
  const ask = (next: Handler, { signal }: DeviceRequest): Promise<boolean> => {
    asking ??= askStatus(next, authorize, signal).then(
      (status) => {
        if (!status.isAllowed) return false;
        wasAccepted = true;
        version ??= status.version;
        turns.release();
        return true;
      },
      () => {
        // What keeps FortiManager from answering, the request itself finds out.
        asking = undefined;
        return true;
      },
    );
    return asking;
  };
  /** What FortiManager may say by chance is not believed at once. */
  const afterRefusal = async (error: unknown, request: DeviceRequest, next: Handler): Promise<DeviceResponse> => {
    if (!isNoPermission(error)) throw error;
    const isGood = version !== undefined || (await ask(next, request));
    if (!isGood && !wasAccepted) throw notAccepted(error, request);
    if (!mixesUpParallelKeys(version)) throw error;
    try {
      return learn(await next(request));
    } catch (again) {
      throw isNoPermission(again) ? mayBeMixedUp(again, version) : again;
    }
  };

  return {
    kind: "api key",
    authorize,
    turns: (next) => {
      const send: Handler = (request) =>
        next(request).then(learn, (error: unknown) => afterRefusal(error, request, next));
      return turns.middleware((request) => {
        // Alone, a request need not know the version: only others that wait for it do.
        const isWaitedFor = turns.waiting > 0 && version === undefined;
        return isWaitedFor ? ask(next, request).then(() => send(request)) : send(request);
      });
    },
  };
}

function isNoPermission(error: unknown): error is FortiError {
  return isFortiError(error) && error.deviceCode === NO_PERMISSION;
}

/** A header carries it. */
function checkUser(user: string): string {
  if (/^[\x21-\x7e]+$/.test(user)) return user;
  const message = `The name of the API administrator is ${JSON.stringify(user)}, which no header can carry`;
  throw new FortiError({ code: "INVALID_INPUT", message, hint: "Leave out user: the key says who it is as well" });
}

function notAccepted({ deviceCode, status }: FortiError, request: DeviceRequest): FortiError {
  return new FortiError({
    code: "AUTH_FAILED",
    message: `Cannot complete "${request.operation}": FortiManager does not accept the API key`,
    hint:
      "Check, in this order: FortiManager is 7.2.2 or later, before which it has no API keys; the key is right and was not " +
      "generated anew since; the API administrator has rpc-permit read or read-write; this machine's address is among " +
      "its trusted hosts",
    request,
    deviceCode,
    status,
  });
}

function mayBeMixedUp(error: FortiError, version: string | undefined): FortiError {
  const { code, message, operation, status, deviceCode, reached } = error;
  const where = version === undefined ? "Some versions of FortiManager" : `FortiManager ${version}`;
  const hint =
    `${error.hint === undefined ? "" : `${error.hint}. `}${where} may also say so by chance, when another program uses the ` +
    "same API key at the same time: give each program a key of its own, or use FortiManager 7.6.2 or later";
  return new FortiError({ code, message, hint, operation, status, deviceCode, reached, cause: error });
}
