/**
 * The requests that open, try and end sessions.
 *
 * @module
 */

import type { DeviceRequest, JsonValue } from "@fortiweave/core";
import { RPC_PATH, readEnvelope, writeEnvelope } from "@fortiweave/core/json-rpc";

/** Where FortiManager Cloud gives a session for a FortiCloud token. */
export const CLOUD_LOGIN_PATH = "/p/forticloud_jsonrpc_login/";

/** Signs in with a name and a password. */
export const LOGIN_URL = "sys/login/user";

/** Answers the question that a login asked. */
export const CHALLENGE_URL = "sys/login/challenge";

/** Ends the session that it comes with. */
export const LOGOUT_URL = "sys/logout";

/** What administrators may read who are allowed anything: the second also those to whom the first is forbidden. */
export const STATUS_URLS: readonly string[] = ["sys/status", "cli/global/system/status"];

/** One call about the session itself. */
export interface SessionCall {
  /** In people's words: `sign in`. */
  readonly operation: string;
  readonly method: "exec" | "get";
  readonly url: string;
  readonly data?: JsonValue;
  /** Whether it may be sent twice. */
  readonly idempotent: boolean;
  /** Never to be shown. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** The request for a call about the session. It carries no session yet. */
export function sessionRequest(call: SessionCall): DeviceRequest {
  const { operation, method, url, data, idempotent, secrets, signal } = call;
  return {
    operation,
    effect: "session",
    idempotent,
    method: "POST",
    path: RPC_PATH,
    body: writeEnvelope({ id: 1, method, params: [{ url, ...(data !== undefined && { data }) }] }),
    ...(secrets !== undefined && { secrets }),
    ...(signal !== undefined && { signal }),
  };
}

/** The url of such a request. */
export function urlOf(request: DeviceRequest): string {
  return readEnvelope(request)?.params[0]?.url ?? "";
}
