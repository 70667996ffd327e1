/**
 * Rules of users, the servers that know them, administrators and tunnels.
 *
 * @module
 */

import { objectOf } from "../table.ts";
import { broken, isSet, needsAlways, type Rule, type Rules, type Subject, textOf } from "./rule.ts";

const POLICY = "system/password-policy";
const SERVERS = ["user/radius", "user/ldap", "user/tacacs+"] as const;

/** Servers of all kinds share one set of names. */
const serverName: Rule = ({ node, key, before, vdom, configuration }) => {
  const isTaken = SERVERS.some((path) => path !== node.name && configuration.table(path, vdom).has(key));
  return before === undefined && isTaken ? broken(-101, `A remote server named '${key}' already exists.`) : undefined;
};

/** What the password policy of the device wants of a password: how many characters of which kind. */
const KINDS: readonly (readonly [field: string, kind: RegExp])[] = [
  ["min-lower-case-letter", /[a-z]/g],
  ["min-upper-case-letter", /[A-Z]/g],
  ["min-number", /\d/g],
  ["min-non-alphanumeric", /[^a-z\d]/gi],
];

/** The policy of the device counts once somebody has touched it: what it says before that differs from version to version. */
const passwordPolicy: Rule = ({ node, entry, before, configuration }) => {
  const policy = objectOf(configuration.table(POLICY, undefined));
  const fields = configuration.schemas.loaded(POLICY)?.node.fields;
  const setting = (field: string) => String(policy[field] ?? fields?.get(field)?.default ?? "");
  const isInForce = Object.keys(policy).length > 0 && setting("status") === "enable";
  const password = textOf({ node, entry }, "password");
  const isNew = password !== "" && entry.password !== before?.password;
  if (!isInForce || !isNew || !setting("apply-to").includes("admin-password")) return undefined;
  const isLong = password.length >= Number(setting("minimum-length"));
  const isMixed = KINDS.every(([field, kind]) => (password.match(kind)?.length ?? 0) >= Number(setting(field)));
  return isLong && isMixed ? undefined : broken(-49, "The password does not conform to the system password policy.");
};

/** A tunnel with a shared key needs one. */
const sharedKey: Rule = (subject) =>
  textOf(subject, "authmethod") === "psk" && !isSet(subject, "psksecret")
    ? needsAlways("psksecret")(subject)
    : undefined;

/** The port that administrators use is not free for others. */
function portNot(field: string, path: string, other: string, fallback: number): Rule {
  return (subject) => {
    const { vdom, configuration } = subject;
    const taken = Number(objectOf(configuration.table(path, vdom))[other] ?? fallback);
    return isChanged(subject, field) && Number(textOf(subject, field)) === taken
      ? broken(-2007, `Port ${taken} is already used by the ${path.startsWith("vpn") ? "SSL VPN" : "admin HTTPS"}.`)
      : undefined;
  };
}

function isChanged({ entry, before }: Subject, field: string): boolean {
  return entry[field] !== undefined && entry[field] !== before?.[field];
}

export const userRules: Rules = {
  "user/radius": [serverName],
  "user/ldap": [serverName],
  "user/tacacs+": [serverName],
  "system/admin": [passwordPolicy],
  "vpn.ipsec/phase1": [sharedKey],
  "vpn.ipsec/phase1-interface": [sharedKey],
  "vpn.ssl/settings": [portNot("port", "system/global", "admin-sport", 443)],
};
