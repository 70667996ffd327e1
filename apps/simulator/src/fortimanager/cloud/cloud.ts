/**
 * FortiCloud: the OAuth server whose tokens let API users in to a FortiManager.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import type { Clock } from "../../device/clock.ts";
import { parseJson } from "../../http/json-text.ts";
import { htmlPage, json, type Reply } from "../../http/reply.ts";
import type { Served } from "../../http/served.ts";
import { parseUrl } from "../../http/url.ts";
import type { WireRequest } from "../../http/wire.ts";
import type { ManagerSettings } from "../parts.ts";
import { isItem } from "../rpc/envelope.ts";

/** An API user of FortiCloud. */
export interface CloudUser {
  readonly apiId: string;
  readonly password: string;
}

export interface Cloud extends Served {
  /** Whose token it is; undefined when it is none, no longer one, or not one for FortiManager. */
  ownerOf(token: string): string | undefined;
  /** Forgets all tokens. */
  reset(): void;
}

/** What it shares with the FortiManager. */
export type CloudPorts = Pick<Served, "faults" | "requests" | "bodyLimit"> & {
  readonly clock: Clock;
  readonly user: CloudUser;
  readonly settings: ManagerSettings;
};

const CLIENT = "FortiManager";

export function createCloud({ clock, user, settings, ...served }: CloudPorts): Cloud {
  const tokens = new Map<string, { readonly client: unknown; readonly expires: number }>();

  function issue(body: Readonly<Record<string, unknown>>): Reply {
    const { username, password, client_id: client, grant_type: grant } = body;
    if (grant !== "password" || typeof client !== "string") return failure(400, "Invalid request");
    if (username !== user.apiId || password !== user.password) return failure(401, "Invalid credentials");
    const token = randomBytes(24).toString("base64url");
    tokens.set(token, { client, expires: clock.now() + settings.cloudTokenSeconds * 1000 });
    return json(200, {
      access_token: token,
      expires_in: settings.cloudTokenSeconds,
      message: "successfully authenticated",
      refresh_token: randomBytes(24).toString("base64url"),
      scope: "read write",
      status: "success",
      token_type: "Bearer",
    });
  }

  function revoke({ client_id: client, token }: Readonly<Record<string, unknown>>): Reply {
    const known = tokens.get(String(token));
    if (known?.client !== client) return failure(400, "Invalid token");
    tokens.delete(String(token));
    return json(200, { message: "token revoked", status: "success" });
  }

  function answer({ method, url, body }: WireRequest): Reply {
    const call = CALLS[parseUrl(url).segments.join("/")];
    if (call === undefined) return htmlPage(404);
    if (method !== "POST") return htmlPage(405);
    const fields = parseJson(body);
    if (!isItem(fields)) return failure(400, "Invalid request");
    return call === "token" ? issue(fields) : revoke(fields);
  }

  return {
    ...served,
    clock,
    handle: async (request) => answer(request),
    softError: () => json(200, { status: "error", message: "Internal error" }),
    isAway: () => false,
    ownerOf(token) {
      const found = tokens.get(token);
      return found?.client === CLIENT && clock.now() < found.expires ? user.apiId : undefined;
    },
    reset: () => tokens.clear(),
  };
}

const CALLS: Readonly<Record<string, "token" | "revoke">> = {
  "api/v1/oauth/token": "token",
  "api/v1/oauth/revoke_token": "revoke",
};

function failure(status: number, message: string): Reply {
  return json(status, { message, status: "error" });
}
