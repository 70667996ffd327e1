/**
 * Who may administer the FortiManager: the entries of `cli/global/system/admin/user` as they stand now.
 *
 * @module
 */

import { isIPv4 } from "node:net";
import { prefixOf } from "../../cmdb/address-text.ts";
import type { Principal } from "../../device/tokens.ts";
import type { Database, Entry, Session } from "../parts.ts";
import { PROFILES } from "./rights.ts";
import type { Owner } from "./sessions.ts";

const ADMINS = "cli/global/system/admin/user";

export interface Admin {
  readonly name: string;
  /** `api` signs in with a key, and with nothing else. */
  readonly isApi: boolean;
  readonly password: string;
  readonly hasTwoFactor: boolean;
  /** How many sessions it may have at a time. */
  readonly mostSessions: number;
  readonly profile: string;
  /** Undefined: it may not use the API. */
  readonly access: Session["access"] | undefined;
  readonly adoms: readonly string[] | undefined;
  /** Source addresses it may come from. None: any. */
  readonly trustedHosts: Principal["trustedHosts"];
}

const TRUSTED_HOST = /^(?:ipv6_)?trusthost\d+$/;
const MOST_SESSIONS = 32;

export async function adminNamed(database: Database, name: string): Promise<Admin | undefined> {
  const entry = await database.entry({ table: ADMINS, key: name });
  if (entry === undefined) return undefined;
  const profile = oneOf(entry.profileid);
  return {
    name,
    isApi: entry.user_type === "api",
    password: oneOf(entry.password),
    hasTwoFactor: ![undefined, "disable"].includes(entry["two-factor-auth"] as string | undefined),
    mostSessions: Number(entry["login-max"] ?? MOST_SESSIONS),
    profile,
    access: await accessOf(database, entry, profile),
    adoms: await adomsOf(database, entry),
    trustedHosts: Object.entries(entry).flatMap(([name, value]) => (TRUSTED_HOST.test(name) ? toSubnet(value) : [])),
  };
}

export function ownerOf({ name, access, adoms, profile }: Admin, address: string): Owner | undefined {
  return access && { user: name, address, access, adoms, profile };
}

async function accessOf(database: Database, entry: Entry, profile: string): Promise<Admin["access"]> {
  const own = entry["rpc-permit"];
  const permit =
    own === "from-profile" ? (await database.entry({ table: PROFILES, key: profile }))?.["rpc-permit"] : own;
  return permit === "read" || permit === "read-write" ? permit : undefined;
}

/** Undefined: all of them. */
async function adomsOf(database: Database, { "adom-access": access, adom }: Entry): Promise<Admin["adoms"]> {
  if (access === undefined || access === "all") return undefined;
  const listed = Array.isArray(adom) ? adom.map((row: Entry) => String(row["adom-name"])) : [];
  if (access !== "exclude") return listed;
  const all = await database.entries("dvmdb/adom");
  return all.map(({ name }) => String(name)).filter((name) => !listed.includes(name));
}

/** An address and its mask, or with its prefix if it is an IPv6 one. All zeros stand for none. */
function toSubnet(value: unknown): Principal["trustedHosts"] {
  const [address = "", size = ""] = [value].flat().join(" ").split(/[ /]/);
  const prefix = isIPv4(address) ? prefixOf(size) : Number(size);
  return address === "" || prefix === 0 ? [] : [{ address, prefix }];
}

/** A text, which may come as a list of one. */
function oneOf(value: unknown): string {
  return String([value].flat()[0] ?? "");
}
