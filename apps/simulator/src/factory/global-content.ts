/**
 * What a FortiGate holds once per device when it leaves the factory, as far as people commonly use it.
 *
 * @module
 */

import { SUPER_ADMIN, SUPER_ADMIN_READONLY } from "../device/permissions.ts";
import type { WireContent } from "./load.ts";

const GROUPS = [
  "secfabgrp",
  "ftviewgrp",
  "authgrp",
  "sysgrp",
  "netgrp",
  "loggrp",
  "fwgrp",
  "vpngrp",
  "utmgrp",
  "wanoptgrp",
  "wifi",
];

function everyGroup(right: "read" | "read-write"): Record<string, string> {
  return Object.fromEntries(GROUPS.map((group) => [group, right]));
}

function port(number: number, more: object = {}): Record<string, unknown> {
  return { name: `port${number}`, vdom: "root", type: "physical", ...more };
}

/** The administrator that every device has. */
export const ADMIN: { readonly name: string; readonly accprofile: string; readonly vdom: readonly object[] } = {
  name: "admin",
  accprofile: SUPER_ADMIN,
  vdom: [{ name: "root" }],
};

export const GLOBAL_CONTENT: WireContent = {
  "system/vdom": [{ name: "root" }],
  "system/accprofile": [
    { name: SUPER_ADMIN, scope: "global", ...everyGroup("read-write") },
    { name: SUPER_ADMIN_READONLY, scope: "global", ...everyGroup("read") },
    { name: "prof_admin", ...everyGroup("read-write") },
  ],
  "system/interface": [
    port(1, { mode: "static", ip: "192.168.1.99 255.255.255.0", allowaccess: "ping https ssh http fgfm", role: "lan" }),
    port(2, { mode: "dhcp", allowaccess: "ping", role: "wan" }),
    ...[3, 4, 5, 6, 7, 8, 9, 10].map((number) => port(number)),
    { name: "ssl.root", vdom: "root", type: "tunnel", alias: "SSL VPN interface" },
    { name: "naf.root", vdom: "root", type: "tunnel" },
    { name: "l2t.root", vdom: "root", type: "tunnel" },
  ],
  "system/dns": [{ primary: "96.45.45.45", secondary: "96.45.46.46" }],
};
