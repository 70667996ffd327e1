/**
 * `user/banned`: the list of banned addresses.
 *
 * @module
 */

import { isIPv6 } from "node:net";
import { badValue, missingAttribute, wrongShape } from "../cmdb/refusal.ts";
import { type Endpoint, pageOf } from "./answer.ts";
import { isAddress } from "./banned-list.ts";

const list: Endpoint = ({ banned }, { query }) => ({
  results: pageOf(banned.list(), query).map(({ ipAddress, created, expires, source }) => ({
    ip_address: ipAddress,
    ipv6: isIPv6(ipAddress) ? 1 : 0,
    created,
    expires,
    source,
  })),
});

const check: Endpoint = ({ banned }, { params }) => {
  const address = params.ip_address;
  if (!isAddress(address)) throw badValue(String(address));
  return { results: { ip_address: address, is_banned: banned.has(address) } };
};

const add: Endpoint = ({ banned }, { params }) => {
  banned.add(addressesIn(params), secondsIn(params));
  return {};
};

const remove: Endpoint = ({ banned }, { params }) => {
  banned.remove(addressesIn(params));
  return {};
};

const clear: Endpoint = ({ banned }) => {
  banned.clear();
  return {};
};

export const bannedEndpoints: Readonly<Record<string, Endpoint>> = {
  "user/banned": list,
  "user/banned/check": check,
  "user/banned/add_users": add,
  "user/banned/clear_users": remove,
  "user/banned/clear_all": clear,
};

function addressesIn({ ip_addresses: given }: Readonly<Record<string, unknown>>): string[] {
  if (!Array.isArray(given)) throw wrongShape("ip_addresses");
  if (given.length === 0) throw missingAttribute("ip_addresses");
  const wrong = given.find((address) => !isAddress(address));
  if (wrong !== undefined) throw badValue(String(wrong));
  return given;
}

/** Without an expiry, or with 0, a ban has no end. */
function secondsIn({ expiry }: Readonly<Record<string, unknown>>): number {
  const seconds = Number(expiry ?? 0);
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw badValue(String(expiry));
  return seconds;
}
