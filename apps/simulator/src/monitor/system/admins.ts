/**
 * Who is signed in, and passwords: `system/current-admins` and its neighbours.
 *
 * @module
 */

import { badValue, missingAttribute, noSuchEntry, Refusal } from "../../cmdb/refusal.ts";
import { adminNamed, apiUser, changePassword, keepApiKey } from "../../device/admins.ts";
import { checkAccess, checkDeviceWide } from "../../device/permissions.ts";
import type { Session } from "../../sign-in/sessions.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { idsIn, numberIn, textIn, textOf } from "../params.ts";

const WRONG_PASSWORD = -31;

export const currentAdmins: Endpoint = (context, call) => ({
  results: openSessions(context).map((session) => ({
    id: session.id,
    method: "https",
    admin: session.user,
    profile: adminNamed(context.holder.configuration, session.user)?.principal.profile ?? "",
    intf: "",
    srcaddr: session.address,
    time: Math.floor(session.startedAt / 1000),
    is_current: session.user === call.principal.name && session.address === call.remoteAddress,
    disconnect_enabled: session.user !== call.principal.name,
  })),
});

/** Takes ids, as objects or alone. Those of nobody change nothing. */
export const disconnectAdmins: Endpoint = (context, call) => {
  checkDeviceWide(context.holder.configuration, call.principal);
  const ids = idsIn(call, "admins");
  for (const session of openSessions(context)) {
    if (!ids.has(session.id)) continue;
    context.signIn.sessions.close(session);
    context.events.signedOut({ user: session.user, address: session.address });
  }
  return {};
};

/** How many administrators are there through the network that an interface belongs to. */
export const connectedAdmins: Endpoint = (context, call) => {
  const sessions = openSessions(context);
  return {
    results: {
      num_admins_connected: sessions.length,
      admin_methods: sessions.length === 0 ? [] : ["https"],
      current_admin_connected: sessions.some(({ user }) => user === call.principal.name),
    },
  };
};

function openSessions({ signIn }: MonitorContext): readonly Session[] {
  return signIn.sessions.list().filter(({ waitsFor }) => waitsFor === undefined);
}

const ADMINS = "system/admin";

/** Anybody may change their own; that of others only who may change administrators. */
export const changeAdminPassword: Endpoint = ({ holder }, call) => {
  const { principal, vdom } = call;
  const name = textIn(call, "mkey") || principal.name;
  if (name !== principal.name) {
    checkAccess(holder.configuration, principal, { path: ADMINS, vdom, isWrite: true, isConfiguration: true });
  }
  const admin = adminNamed(holder.configuration, name);
  if (admin === undefined) throw noSuchEntry();
  const old = textIn(call, "old_password");
  if (old !== "" && admin.password !== old) throw new Refusal(500, WRONG_PASSWORD);
  changePassword(holder.configuration, name, textIn(call, "new_password"));
  return { results: { changed: true } };
};

export const generateKey: Endpoint = ({ holder, tokens, clock }, call) => {
  checkDeviceWide(holder.configuration, call.principal);
  const name = textIn(call, "api-user");
  if (apiUser(holder.configuration, name) === undefined) throw noSuchEntry();
  const minutes = numberIn(call, "expiry") ?? 0;
  const expires = minutes > 0 ? clock.now() + minutes * 60_000 : undefined;
  const token = tokens.issue({ user: name }, expires);
  keepApiKey(holder.configuration, name, token);
  return { results: { access_token: token } };
};

/** Ports of the device that something listens on: `443`, `1-1023`. */
export function portsIn({ method, params, query }: MonitorCall, name: string): (readonly [from: number, to: number])[] {
  const given = method === "GET" ? query.all(name) : [params[name]].flat();
  const texts = given.flatMap((value) => (typeof value === "object" ? [rangeText(value)] : textOf(value).split(",")));
  if (texts.length === 0) throw missingAttribute(name);
  return texts.map((text) => {
    const [from = Number.NaN, to = from] = text
      .replaceAll(/["'[\]{}\s]/g, "")
      .split("-")
      .map(Number);
    if (!(from >= 0 && to >= from && to <= 65_535)) throw badValue(text);
    return [from, to];
  });
}

function rangeText(value: unknown): string {
  const { start, end = start } = (value ?? {}) as { readonly start?: unknown; readonly end?: unknown };
  return `${textOf(start)}-${textOf(end)}`;
}
