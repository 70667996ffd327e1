/**
 * FortiCloud's own sign-in: tokens for an IAM API user.
 *
 * @module
 */

import {
  compose,
  createDefaultTransport,
  type DeviceRequest,
  decode,
  type JsonValue,
  type Judge,
  type Runtime,
  retry,
  type Transport,
} from "@fortiweave/core";
import { type CloudAccount, FORTICLOUD_URL, type OAuthOptions } from "./options.ts";

/** A token, and how long it is good. */
export interface CloudToken {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** FortiCloud, for one account. */
export interface OAuth {
  /** Gets a token. */
  getToken(signal: AbortSignal): Promise<CloudToken>;
  /** Gives it back. */
  revoke(token: CloudToken, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const TOKEN_PATH = "/api/v1/oauth/token/";
const REVOKE_PATH = "/api/v1/oauth/revoke_token/";

/** Of a token that does not say how long it is good: an hour is the shortest that was seen. */
const SECONDS = 3600;

/** Makes it. Nothing is sent yet. */
export function createOAuth(account: CloudAccount, options: OAuthOptions, runtime: Runtime): OAuth {
  const transport = options.transport ?? ownTransport(options);
  const send = compose([retry({}, runtime), decode(judge, runtime)], transport.send);
  const { username, password, clientId } = account;

  return {
    async getToken(signal) {
      const request = oauthRequest({
        operation: "FortiCloud sign in",
        path: TOKEN_PATH,
        body: { username, password, client_id: clientId, grant_type: "password" },
        secrets: [password],
        signal,
      });
      const askedAt = runtime.now();
      const { access_token: value, expires_in: seconds } = fieldsOf((await send(request)).body);
      // Where it is not told, or is no number, the shortest time is safe.
      const lastsMs = (Number(seconds) > 0 ? Number(seconds) : SECONDS) * 1000;
      return { value: String(value), expiresAt: askedAt + lastsMs };
    },
    async revoke({ value }, signal) {
      const body = { client_id: clientId, token: value };
      const operation = "FortiCloud sign out";
      await send(oauthRequest({ operation, path: REVOKE_PATH, body, secrets: [value], signal }));
    },
    close: () => (options.transport === undefined ? transport.close() : Promise.resolve()),
  };
}

/** One connection does, and speaks HTTP/1.1 as all of them. */
function ownTransport({ url = FORTICLOUD_URL, tls }: OAuthOptions): Transport {
  return createDefaultTransport({ url, connections: 1, keepAliveConnections: 1, ...(tls && { tls }) });
}

type OAuthCall = Pick<DeviceRequest, "operation" | "path"> & {
  readonly body: JsonValue;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
};

function oauthRequest(call: OAuthCall): DeviceRequest {
  return { effect: "session", idempotent: true, method: "POST", ...call };
}

/** A token says yes, whatever else stands beside it. */
const judge: Judge = ({ status, body }, { path, operation }) => {
  if (status >= 500 || status === 404 || status === 429) return undefined;
  if (path === REVOKE_PATH) return status < 400 ? "accept" : undefined;
  const { access_token: token, message, error_description: description, error } = fieldsOf(body);
  if (status < 400 && typeof token === "string" && token !== "") return "accept";
  const [said] = [message, description, error].filter((text) => typeof text === "string" && text !== "");
  return {
    code: "AUTH_FAILED",
    message: `Cannot complete "${operation}": FortiCloud does not accept the API user (HTTP ${status}${said ? `, ${said}` : ""})`,
    hint:
      "Check that username is the API id of an IAM API user and password the one it was downloaded with, and that the " +
      "user is active",
  };
};

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return Object(body) as Readonly<Record<string, unknown>>;
}
