/**
 * Finds out who sends a request.
 *
 * @module
 */

import { BlockList, isIPv4 } from "node:net";
import type { Configuration } from "../cmdb/configuration.ts";
import { isRows } from "../cmdb/entry.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Query } from "../http/url.ts";
import { isSince } from "../version.ts";
import { type Principal, TOKEN_FORM, type Tokens } from "./tokens.ts";

export interface Credentials {
  readonly authorization: string | undefined;
  readonly query: Query;
  readonly remoteAddress: string;
}

/** Undefined when the request carries no token that counts; the device then answers 401. */
export function authenticate(
  credentials: Credentials,
  tokens: Tokens,
  configuration: Configuration,
  now: number,
): Principal | undefined {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(credentials.authorization ?? "") ?? [];
  const token = bearer ?? (takesQueryToken(configuration) ? credentials.query.get("access_token") : undefined);
  if (token === undefined || !TOKEN_FORM.test(token)) return undefined;
  const principal = tokens.find(token, now);
  return principal !== undefined && isTrusted(principal, credentials.remoteAddress) ? principal : undefined;
}

/** `access_token=` was switched off by default with 7.4.5 and 7.6.1. */
function takesQueryToken(configuration: Configuration): boolean {
  const { version } = configuration.schemas;
  const isOff = version.startsWith("7.4.") ? isSince(version, "7.4.5") : isSince(version, "7.6.1");
  return !isOff || objectOf(configuration.table("system/global", undefined))["rest-api-key-url-query"] === "enable";
}

function isTrusted({ trustedHosts }: Principal, remoteAddress: string): boolean {
  if (trustedHosts.length === 0) return true;
  const list = new BlockList();
  for (const { address, prefix } of trustedHosts) list.addSubnet(address, prefix, isIPv4(address) ? "ipv4" : "ipv6");
  const plain = remoteAddress.replace(/^::ffff:/, "");
  return list.check(plain, isIPv4(plain) ? "ipv4" : "ipv6");
}

/** The owner of a token that `system/api-user` issued, as that entry stands now. */
export function apiUser(configuration: Configuration, name: string): Principal | undefined {
  const entry = configuration.table("system/api-user", undefined).get(name);
  if (entry === undefined) return undefined;
  const { vdom, trusthost } = entry;
  const vdoms = isRows(vdom) ? vdom.map((row) => String(row.name)) : [];
  const hosts = isRows(trusthost) ? trusthost : [];
  return {
    name,
    profile: String(entry.accprofile),
    vdoms: vdoms.length === 0 ? undefined : vdoms,
    trustedHosts: hosts.flatMap((row) => toSubnet(String(row["ipv4-trusthost"] ?? row["ipv6-trusthost"] ?? ""))),
  };
}

function toSubnet(text: string): { address: string; prefix: number }[] {
  const [address = "", size = ""] = text.split(/[ /]/);
  if (address === "") return [];
  const bits = size.split(".").map((part) => Number(part).toString(2).replaceAll("0", "").length);
  return [{ address, prefix: isIPv4(address) ? bits.reduce((sum, count) => sum + count, 0) : Number(size) }];
}
