/**
 * Addresses whose content is found out: names, and what others tell of.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { resolveName } from "../../world/internet.ts";
import { toText } from "../../world/ipv4.ts";
import { namesIn, readerOf } from "../../world/read.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";

const ADDRESS = "firewall/address";

/** By the name of the address object. */
const fqdns: Endpoint = (context, call) => ({
  results: Object.fromEntries(
    addressesOf(context, call, "fqdn").map(([name, fqdn]) => {
      const isWildcard = fqdn.startsWith("*");
      // Of a wildcard only what somebody asked for is known.
      const addrs = isWildcard || fqdn === "" ? [] : resolveName(fqdn).map(toText);
      return [name, { name, fqdn, wildcard: isWildcard, addrs_count: addrs.length, addrs }];
    }),
  ),
});

const fqdns6: Endpoint = ({ holder }, call) => {
  const only = textIn(call, "mkey");
  const read = readerOf(holder.configuration, "firewall/address6");
  return {
    results: Object.fromEntries(
      Array.from(holder.configuration.table("firewall/address6", call.vdom).entries())
        .filter(([name, entry]) => read(entry, "type") === "fqdn" && (only === "" || only === name))
        .map(([name, entry]) => [
          name,
          { name, fqdn: read(entry, "fqdn"), wildcard: false, addrs_count: 0, addrs: [] },
        ]),
    ),
  };
};

/** By name: nobody has told these anything. */
function dynamic(table: string): Endpoint {
  return ({ holder }, call) => {
    const only = textIn(call, "mkey");
    const read = readerOf(holder.configuration, table);
    return {
      results: Object.fromEntries(
        Array.from(holder.configuration.table(table, call.vdom).entries())
          .filter(([name, entry]) => read(entry, "type") === "dynamic" && (only === "" || only === name))
          .map(([name, entry]) => [name, { name, sub_type: read(entry, "sub-type"), addrs_count: 0, addrs: [] }]),
      ),
    };
  };
}

/** Whether a group leaves out an address of the type `mac`. */
const excludesMac: Endpoint = ({ holder }, call) => {
  const { configuration } = holder;
  const isSix = textIn(call, "ip_version") === "ipv6";
  const group = configuration
    .table(isSix ? "firewall/addrgrp6" : "firewall/addrgrp", call.vdom)
    .get(textIn(call, "mkey"));
  if (group === undefined) throw noSuchEntry();
  const addresses = configuration.table(isSix ? "firewall/address6" : ADDRESS, call.vdom);
  const excluded = namesIn(group["exclude-member"]);
  return { results: { exclude_mac_member: excluded.some((name) => addresses.get(name)?.type === "mac") } };
};

const networkServices: Endpoint = ({ holder }, call) => {
  if (!holder.configuration.table("firewall/network-service-dynamic", call.vdom).has(textIn(call, "mkey"))) {
    throw noSuchEntry();
  }
  return { results: [] };
};

export const addressEndpoints: Readonly<Record<string, Endpoint>> = {
  "firewall/address-fqdns": fqdns,
  "firewall/address-fqdns6": fqdns6,
  "firewall/address-dynamic": dynamic(ADDRESS),
  "firewall/address6-dynamic": dynamic("firewall/address6"),
  "firewall/check-addrgrp-exclude-mac-member": excludesMac,
  "firewall/network-service-dynamic": networkServices,
};

function addressesOf({ holder }: MonitorContext, call: MonitorCall, type: string): [name: string, fqdn: string][] {
  const only = textIn(call, "mkey");
  const read = readerOf(holder.configuration, ADDRESS);
  const isMeant = ([name, entry]: readonly [string, Entry]) =>
    read(entry, "type") === type && (only === "" || only === name);
  return Array.from(holder.configuration.table(ADDRESS, call.vdom).entries())
    .filter(isMeant)
    .map(([name, entry]) => [name, read(entry, "fqdn")]);
}
