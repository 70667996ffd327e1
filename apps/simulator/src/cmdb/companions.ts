/**
 * Interfaces that come and go with an entry of another table: a tunnel has one as soon as it is configured, and nobody
 * can take it away from it.
 *
 * @module
 */

import type { Entry } from "./entry.ts";
import type { Keyed, Table } from "./table.ts";

export const INTERFACES = "system/interface";

/** Type of the interface of the same name, by path of the table. */
const OF_THE_SAME_NAME: Readonly<Record<string, string>> = {
  "vpn.ipsec/phase1-interface": "tunnel",
  "system/gre-tunnel": "tunnel",
  "system/ipip-tunnel": "tunnel",
  "system/ipsec-aggregate": "tunnel",
  "system/ipv6-tunnel": "tunnel",
  "system/sit-tunnel": "tunnel",
  "system/geneve": "geneve",
  "system/vxlan": "vxlan",
  "system/switch-interface": "switch",
  "system/virtual-switch": "hard-switch",
  "wireless-controller/vap": "vap-switch",
};

/** For VPNs and for NAT between address families. */
const OF_EACH_VDOM = ["naf", "l2t", "ssl"] as const;

/** Both ends of a link between VDOMs. */
const ENDS = ["0", "1"] as const;

/** The interfaces that belong to an entry. `vdom` is where it is. */
export function companionsOf(path: string, vdom: string, key: string, entry: Entry): readonly Keyed[] {
  if (path === "system/vdom") {
    return OF_EACH_VDOM.map((prefix) => interfaceOf(`${prefix}.${key}`, { vdom: key, type: "tunnel" }));
  }
  if (path === "system/vdom-link") {
    return ENDS.map((end) => interfaceOf(`${key}${end}`, { vdom: "root", type: "vdom-link" }));
  }
  const type = OF_THE_SAME_NAME[path];
  if (type === undefined) return [];
  const line = typeof entry.interface === "string" ? { interface: entry.interface } : {};
  return [interfaceOf(key, { vdom, type, ...line })];
}

/** Whether entries of a table have interfaces of their own. */
export function hasCompanions(path: string): boolean {
  return path === "system/vdom" || path === "system/vdom-link" || path in OF_THE_SAME_NAME;
}

function interfaceOf(name: string, about: Entry): Keyed {
  return [name, { name, ...about }];
}

/** Whether an interface belongs to an entry elsewhere, so that it goes with that and not before. */
export function isCompanion(
  name: string,
  { vdom, type }: Entry,
  table: (path: string, vdom: string | undefined) => Table,
): boolean {
  const own = typeof vdom === "string" ? vdom : "root";
  if (type === "vdom-link")
    return ENDS.some((end) => name.endsWith(end) && table("system/vdom-link", undefined).has(name.slice(0, -1)));
  const isOfVdom = OF_EACH_VDOM.some((prefix) => name === `${prefix}.${own}`);
  return (
    isOfVdom ||
    Object.keys(OF_THE_SAME_NAME).some((path) => OF_THE_SAME_NAME[path] === type && table(path, own).has(name))
  );
}
