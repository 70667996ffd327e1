/**
 * `user/firewall`: who is known to the firewall, let in and sent away.
 *
 * @module
 */

import { isIPv6 } from "node:net";
import { badValue, noSuchEntry } from "../../cmdb/refusal.ts";
import { namesIn } from "../../world/read.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing, pageOf } from "../answer.ts";
import { isAddress } from "../banned-list.ts";
import { fieldsOf } from "../config.ts";
import { idsIn, listIn, switchIn, textIn, textOf } from "../params.ts";
import type { Logon } from "./logons.ts";

const SERVERS = ["user/ldap", "user/radius", "user/tacacs+", "user/saml"];
const NEEDED = ["user/local", "user/group", "user/setting", ...SERVERS];

export const firewallUsers: Endpoint = (context, call) => {
  const now = context.clock.now();
  const rows = wanted(context, call).map((logon, index) => ({
    type: "auth_logon",
    id: logon.id,
    index,
    username: logon.user,
    usergroup: logon.groups.map((name) => ({ name })),
    ...(logon.server !== "" && { server: logon.server }),
    policyid: 0,
    duration_secs: Math.floor((now - logon.began) / 1000),
    auth_type: 0,
    ipaddr: logon.address,
    src_type: isIPv6(logon.address) ? "ip6" : "ip4",
    expiry_secs: Math.ceil((logon.ends - now) / 1000),
    traffic_vol_bytes: 0,
    method: "Firewall",
  }));
  return { results: pageOf(rows, call.query) };
};

export const firewallUserCount: Endpoint = (context, call) => {
  const logons = wanted(context, call);
  const ipv6 = logons.filter(({ address }) => isIPv6(address)).length;
  return { results: { total: logons.length, ipv4: logons.length - ipv6, ipv6 } };
};

/** Those of both kinds of address, unless one is asked for. */
function wanted({ live }: MonitorContext, call: MonitorCall): readonly Logon[] {
  const [ipv4, ipv6] = [switchIn(call, "ipv4"), switchIn(call, "ipv6")];
  return live.logons.list(call.vdom).filter(({ address }) => ipv4 === ipv6 || isIPv6(address) === ipv6);
}

/** Users of a server are taken as they come; the device's own must be there. */
export const authenticateUser: Endpoint = needing(NEEDED, (context, call) => {
  const [user, address, server] = [textIn(call, "username"), textIn(call, "ip"), textIn(call, "server")];
  if (!isAddress(address)) throw badValue(address);
  const { configuration } = context.holder;
  const has = (path: string, name: string): boolean => configuration.table(path, call.vdom).has(name);
  const isKnown = server === "" ? has("user/local", user) : SERVERS.some((path) => has(path, server));
  if (!isKnown) throw noSuchEntry();
  const named = server === "" ? user : server;
  const groups = Array.from(configuration.table("user/group", call.vdom).entries())
    .filter(([, group]) => namesIn(group.member).includes(named))
    .map(([name]) => name);
  const minutes = Number(fieldsOf(context, "user/setting", call.vdom)("auth-timeout")) || 5;
  context.live.logons.add({ vdom: call.vdom, user, address, server, groups }, minutes * 60);
  return {};
});

/** All of them, those at an address, one by its number, or those of a list of either. */
export const deauthenticateUser: Endpoint = ({ live }, call) => {
  const ids = idsIn(call, "users");
  const listed = Array.isArray(call.params.users) ? call.params.users : [];
  const addresses = new Set([...listed.map((user) => textOf(user?.ip)), ...(listIn(call, "ip") ?? [])]);
  const gone = live.logons
    .list(call.vdom)
    .filter(({ id, address }) => switchIn(call, "all") || ids.has(id) || addresses.has(address));
  live.logons.remove(gone.map(({ id }) => id));
  return {};
};

const LOCAL = "user/local";

export const changeUserPassword: Endpoint = needing([LOCAL], (context, call) => {
  const name = textIn(call, "username");
  const { configuration } = context.holder;
  const schema = configuration.schemas.loaded(LOCAL);
  const entry = configuration.table(LOCAL, call.vdom).get(name);
  if (entry === undefined || schema === undefined) throw noSuchEntry();
  configuration.put(schema, call.vdom, name, { ...entry, passwd: textIn(call, "new_password") });
  return {};
});

/** Settings that a server test needs may come with it, or be those of an entry. None can be reached from here. */
export const testServer =
  (path: string): Endpoint =>
  ({ holder }, call) => {
    const name = textIn(call, "mkey");
    const server = name === "" ? textIn(call, "server") : holder.configuration.table(path, call.vdom).get(name)?.server;
    if (server === undefined) throw noSuchEntry();
    return { results: { status: 1, message: "Can't contact the server" } };
  };

/** Agents are always there. */
export const fssoServers: Endpoint = needing(["user/fsso"], ({ holder }, { vdom }) => ({
  results: Array.from(holder.configuration.table("user/fsso", vdom).entries(), ([name, entry]) => ({
    name,
    ldap_server: entry["ldap-server"] ?? "",
    type: "fsso",
    status: "connected",
    active_server: entry.server ?? "",
  })),
}));
