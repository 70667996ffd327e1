/**
 * What an ADOM starts with, as far as people commonly use it: what its FortiGates have from the factory, and names for
 * their interfaces.
 *
 * @module
 */

import { vdomContent } from "../../../factory/vdom-content.ts";
import type { WireContent } from "../../../factory/wire-content.ts";
import type { Model } from "../../../models/model.ts";
import { DEFAULT_VERSION } from "../../../version.ts";

type Row = Readonly<Record<string, unknown>>;

/** Entries as a client would send them, by path. */
export type Content = Readonly<Record<string, readonly Row[]>>;

/** The interfaces of models: a policy can name them on every device that has them, without a mapping of its own. */
function interfacesOf(models: readonly Model[]): Row[] {
  const ports = models.flatMap(({ ports, hardwareSwitch }) => [
    ...ports.map(({ name }) => name),
    ...(hardwareSwitch === undefined ? [] : [hardwareSwitch.name]),
  ]);
  const names = new Set(["sslvpn_tun_intf", "virtual-wan-link", ...ports]);
  const mapping = { "single-intf": "enable", "default-mapping": "enable" };
  return [{ name: "any" }, ...Array.from(names, (name) => ({ name, ...mapping, "defmap-intf": name }))];
}

/** Of what a FortiGate has, this is an object of an ADOM too. */
const OBJECTS: ReadonlySet<string> = new Set([
  ...["address", "address6", "addrgrp", "multicast-address", "profile-protocol-options", "ssl-ssh-profile"].map(
    (name) => `firewall/${name}`,
  ),
  ...["firewall.schedule/recurring", "firewall.shaper/traffic-shaper", "firewall.wildcard-fqdn/custom"],
  ...["firewall.service/category", "firewall.service/custom", "firewall.service/group"],
  ...["antivirus", "webfilter", "dnsfilter", "emailfilter", "icap", "voip", "waf", "file-filter", "dlp"].map(
    (kind) => `${kind}/profile`,
  ),
  ...["application/list", "ips/sensor", "system/replacemsg-group", "user/local", "user/group"],
  ...["vpn.certificate/ca"],
]);

const ADOM_OBJECTS: Content = toFortiManager(vdomContent(DEFAULT_VERSION));

/** The objects of an ADOM for devices of these models. */
export function adomContent(models: readonly Model[]): Content {
  return { ...ADOM_OBJECTS, "dynamic/interface": interfacesOf(models) };
}

/** What the global database has of it. There names begin with a `g`, but for that of all interfaces. */
export const GLOBAL_CONTENT: Content = {
  ...Object.fromEntries(
    ["firewall/address", "firewall/service/category", "firewall/service/custom", "firewall/schedule/recurring"].map(
      (path) => [path, (ADOM_OBJECTS[path] ?? []).map(withPrefix)],
    ),
  ),
  "dynamic/interface": [{ name: "any" }],
};

function withPrefix({ name, category, ...row }: Row): Row {
  return { name: `g${name}`, ...(category === undefined ? {} : { category: `g${category}` }), ...row };
}

/** FortiOS writes some slashes as dots, lists of names as lists of objects, and several ports as one text. What lies deeper is left to the default. */
function toFortiManager(content: WireContent): Content {
  return Object.fromEntries(
    Object.entries(content)
      .filter(([path]) => OBJECTS.has(path))
      .map(([path, rows]) => [path.replaceAll(".", "/"), rows.map(toRow)]),
  );
}

function toRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (Array.isArray(value)) return value.every(isName) ? [[name, value.map((member) => member.name)]] : [];
      if (typeof value === "object") return [];
      return [[name, name.endsWith("-portrange") ? String(value).split(" ") : value]];
    }),
  );
}

function isName(member: object): boolean {
  return Object.keys(member).join() === "name";
}
