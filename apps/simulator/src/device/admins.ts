/**
 * Who may administer the device: the entries of `system/admin` and `system/api-user` as they stand now.
 *
 * @module
 */

import { isIPv4 } from "node:net";
import { prefixOf } from "../cmdb/address-text.ts";
import type { Configuration } from "../cmdb/configuration.ts";
import { type Entry, isRows } from "../cmdb/entry.ts";
import { objectOf } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { SUPER_ADMIN, SUPER_ADMIN_READONLY } from "./permissions.ts";
import type { Principal } from "./tokens.ts";

/** An administrator who signs in with a password. */
export interface Admin {
  readonly principal: Principal;
  /** Undefined where another server knows it: then nobody gets in with one here. */
  readonly password: string | undefined;
  /** A code is wanted beside the password. */
  readonly hasTwoFactor: boolean;
  /** The password must be changed before anything else. */
  readonly mustChangePassword: boolean;
  /** How long a session may stand idle. */
  readonly idleMinutes: number;
}

const ADMINS = "system/admin";
const API_USERS = "system/api-user";
/** The field of an API user that holds its key. */
export const API_KEY = "api-key";
const DEFAULT_IDLE_MINUTES = 5;
const DEFAULT_IDLE_MINUTES_OF_PROFILE = 10;
const TRUSTED_HOST_FIELD = /^(?:ip6-)?trusthost\d+$/;

export function adminNamed(configuration: Configuration, name: string): Admin | undefined {
  const entry = configuration.table(ADMINS, undefined).get(name);
  if (entry === undefined) return undefined;
  const profile = String(entry.accprofile ?? "");
  const rights = configuration.table("system/accprofile", undefined).get(profile) ?? {};
  const isGlobal = profile === SUPER_ADMIN || profile === SUPER_ADMIN_READONLY || rights.scope === "global";
  return {
    // What was never set is not in the entry, so these are the hosts that somebody chose.
    principal: {
      name,
      profile,
      vdoms: isGlobal ? undefined : vdomsIn(entry),
      trustedHosts: Object.entries(entry).flatMap(([field, value]) =>
        TRUSTED_HOST_FIELD.test(field) ? toSubnet(String(value)) : [],
      ),
    },
    password: entry["remote-auth"] === "enable" ? undefined : String(entry.password ?? ""),
    hasTwoFactor: (entry["two-factor"] ?? "disable") !== "disable",
    mustChangePassword: entry["force-password-change"] === "enable",
    idleMinutes: idleMinutesOf(configuration, rights),
  };
}

/** Gives an administrator another password, which need not be changed again. Nothing happens when there is none. */
export function changePassword(configuration: Configuration, name: string, password: string): void {
  const schema = configuration.schemas.loaded(ADMINS);
  const admin = configuration.table(ADMINS, undefined).get(name);
  if (schema === undefined || admin === undefined) return;
  const { "force-password-change": _done, ...entry } = admin;
  configuration.put(schema, "root", name, { ...entry, password });
}

/** The owner of a token that `system/api-user` issued. */
export function apiUser(configuration: Configuration, name: string): Principal | undefined {
  const entry = configuration.table(API_USERS, undefined).get(name);
  if (entry === undefined) return undefined;
  const hosts = isRows(entry.trusthost) ? entry.trusthost : [];
  return {
    name,
    profile: String(entry.accprofile),
    vdoms: vdomsIn(entry),
    trustedHosts: hosts.flatMap((row) => toSubnet(String(row["ipv4-trusthost"] ?? row["ipv6-trusthost"] ?? ""))),
  };
}

/** The owner of a key that stands in the configuration. */
export function apiUserWithKey(configuration: Configuration, key: string): Principal | undefined {
  for (const [name, entry] of configuration.table(API_USERS, undefined).entries()) {
    if (entry[API_KEY] === key) return apiUser(configuration, name);
  }
  return undefined;
}

/** Writes down the last key that an API user was given, as a device does. Nothing happens when there is no such user. */
export function keepApiKey(configuration: Configuration, name: string, key: string): void {
  const schema = configuration.schemas.loaded(API_USERS);
  const entry = configuration.table(API_USERS, undefined).get(name);
  if (schema === undefined || entry === undefined) return;
  configuration.put(schema, MANAGEMENT_VDOM, name, { ...entry, [API_KEY]: key });
}

/** None named: all of them. */
function vdomsIn({ vdom }: Entry): readonly string[] | undefined {
  return isRows(vdom) && vdom.length > 0 ? vdom.map((row) => String(row.name)) : undefined;
}

/** A profile may have a limit of its own. `remoteauthtimeout` is none: so long the device waits for a RADIUS server. */
function idleMinutesOf(configuration: Configuration, profile: Entry): number {
  if (profile["admintimeout-override"] === "enable") {
    return Number(profile.admintimeout ?? DEFAULT_IDLE_MINUTES_OF_PROFILE);
  }
  return Number(objectOf(configuration.table("system/global", undefined)).admintimeout ?? DEFAULT_IDLE_MINUTES);
}

function toSubnet(text: string): { address: string; prefix: number }[] {
  const [address = "", size = ""] = text.split(/[ /]/);
  if (address === "") return [];
  return [{ address, prefix: isIPv4(address) ? prefixOf(size) : Number(size) }];
}
