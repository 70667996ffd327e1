/**
 * What an ADOM starts with, as far as people commonly use it: what its FortiGates have from the factory, and names for
 * their interfaces.
 *
 * @module
 */

import type { WireContent } from "../../../factory/load.ts";
import { VDOM_CONTENT } from "../../../factory/vdom-content.ts";

type Row = Readonly<Record<string, unknown>>;

/** Entries as a client would send them, by path. */
export type Content = Readonly<Record<string, readonly Row[]>>;

/** The interfaces that a policy can name on every device without a mapping of its own. */
const PORTS = Array.from({ length: 10 }, (_, at) => `port${at + 1}`);

const INTERFACES: readonly Row[] = [
  { name: "any" },
  ...["sslvpn_tun_intf", "virtual-wan-link", ...PORTS].map((name) => ({
    name,
    "single-intf": "enable",
    "default-mapping": "enable",
    "defmap-intf": name,
  })),
];

/** The objects of an ADOM. */
export const ADOM_CONTENT: Content = { ...toFortiManager(VDOM_CONTENT), "dynamic/interface": INTERFACES };

/** What the global database has of it. There every name begins with a `g`. */
export const GLOBAL_CONTENT: Content = Object.fromEntries(
  ["firewall/address", "firewall/service/category", "firewall/service/custom", "firewall/schedule/recurring"].map(
    (path) => [path, (ADOM_CONTENT[path] ?? []).map(withPrefix)],
  ),
);

function withPrefix({ name, category, ...row }: Row): Row {
  return { name: `g${name}`, ...(category === undefined ? {} : { category: `g${category}` }), ...row };
}

/** FortiOS writes some slashes as dots, lists of names as lists of objects, and several ports as one text. */
function toFortiManager(content: WireContent): Content {
  return Object.fromEntries(
    Object.entries(content).map(([path, rows]) => [path.replaceAll(".", "/"), rows.map(toRow)]),
  );
}

function toRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.map((member) => member.name)];
      return [name, name.endsWith("-portrange") ? String(value).split(" ") : value];
    }),
  );
}
