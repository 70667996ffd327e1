/**
 * Finds out who sends a request.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Query } from "../http/url.ts";
import { headerOf, type WireRequest } from "../http/wire.ts";
import type { AdminEvents } from "../log/admin-events.ts";
import type { Session } from "../sign-in/sessions.ts";
import { bearerIn, type SignIn } from "../sign-in/sign-in.ts";
import { isSince } from "../version.ts";
import { adminNamed } from "./admins.ts";
import { type Principal, TOKEN_FORM, type Tokens } from "./tokens.ts";
import { isTrusted } from "./trusted-hosts.ts";

/** Everything that lets somebody in. */
export interface Doors {
  readonly tokens: Tokens;
  readonly signIn: SignIn;
  readonly events: AdminEvents;
  readonly configuration: Configuration;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Access {
  readonly principal: Principal;
  /** The session whose cookie the request carries: its writes need more than that. */
  readonly cookieSession: Session | undefined;
}

/**
 * Undefined when the request carries neither a token nor a session that counts. The device does not say why; its log
 * does.
 */
export function authenticate(doors: Doors, request: WireRequest, query: Query): Access | undefined {
  const { tokens, signIn, events, configuration, now } = doors;
  const bearer = bearerIn(headerOf(request, "authorization"));
  const token = bearer ?? (takesQueryToken(configuration) ? query.get("access_token") : undefined);
  const isKey = token !== undefined && TOKEN_FORM.test(token);
  const owner = isKey ? tokens.find(token, now) : undefined;
  const cookieSession = token === undefined ? signIn.cookieSession(request) : undefined;
  const session = cookieSession ?? (isKey && owner === undefined ? signIn.sessions.find("key", token) : undefined);
  const principal = session === undefined ? owner : adminOf(session, configuration);
  const address = request.remoteAddress;
  if (principal !== undefined && isTrusted(principal, address)) return { principal, cookieSession };
  if (principal !== undefined) events.signInFailed({ user: principal.name, address }, "ip_untrusted");
  else if (token !== undefined && session === undefined) {
    events.signInFailed({ user: "", address }, tokens.isExpired(token, now) ? "api_key_expired" : "api_key_invalid");
  }
  return undefined;
}

/** `access_token=` was switched off by default with 7.4.5 and 7.6.1. */
function takesQueryToken(configuration: Configuration): boolean {
  const { version } = configuration.schemas;
  const isOff = version.startsWith("7.4.") ? isSince(version, "7.4.5") : isSince(version, "7.6.1");
  return !isOff || objectOf(configuration.table("system/global", undefined))["rest-api-key-url-query"] === "enable";
}

function adminOf({ user, waitsFor }: Session, configuration: Configuration): Principal | undefined {
  return waitsFor === undefined ? adminNamed(configuration, user)?.principal : undefined;
}
