/**
 * What an administrator's profile lets its owner do.
 *
 * @module
 */

import type { Entry } from "../parts.ts";

export const PROFILES = "cli/global/system/admin/profile";

/** How a url starts, with `*` for any one segment, and the field of a profile that rules what is there. The first counts. */
const RULES: readonly (readonly [start: string, field: string])[] = [
  ["dvmdb/adom/*/workspace", "adom-lock"],
  ["dvmdb/adom/*/device", "device-manager"],
  ["dvmdb/adom/*/group", "device-manager"],
  ["dvmdb/adom/*/script", "script-access"],
  ["dvmdb/script", "script-access"],
  ["dvmdb/device", "device-manager"],
  ["dvmdb/group", "device-manager"],
  ["dvm/cmd/add", "device-op"],
  ["dvm/cmd/del", "device-op"],
  ["dvm/cmd/reload", "config-retrieve"],
  ["dvm/cmd", "device-manager"],
  ["deployment/revert", "config-revert"],
  ["deployment", "device-manager"],
  ["sys/proxy", "device-manager"],
  ["pm/config/device", "device-config"],
  ["pm/devprof", "device-profile"],
  ["pm/config/adom/*/devprof", "device-profile"],
  ["pm/config/adom/*/obj/cli", "device-profile"],
  ["pm/config/adom/*/obj/fmg/script", "script-access"],
  ["pm/wanprof", "device-wan-link-load-balance"],
  ["pm/config/adom/*/wanprof", "device-wan-link-load-balance"],
  ["pm/config/adom/*/obj/vpnmgr", "vpn-manager"],
  ["pm/config/adom/*/obj/wireless-controller", "device-ap"],
  ["pm/config/adom/*/obj/fsp", "device-fortiswitch"],
  ["pm/config/global/pkg", "global-policy-packages"],
  ["pm/pkg/global", "global-policy-packages"],
  ["pm/config/adom/*/pkg", "adom-policy-packages"],
  ["pm/pkg/adom", "adom-policy-packages"],
  ["pm/config/adom/*/obj", "policy-objects"],
  ["pm/config/global/obj", "policy-objects"],
  ["securityconsole/install", "deploy-management"],
  ["securityconsole/reinstall", "deploy-management"],
  ["securityconsole/package/commit", "deploy-management"],
  ["securityconsole/assign", "assignment"],
  ["securityconsole/import", "import-policy-packages"],
  ["securityconsole/package", "adom-policy-packages"],
  ["securityconsole/pblock", "adom-policy-packages"],
  ["logview", "log-viewer"],
  ["um", "fgd_center"],
  ["cli/global/fmupdate", "fgd_center"],
  ["cli/global", "system-setting"],
  ["sys/backup", "system-setting"],
  ["sys/reboot", "system-setting"],
  ["sys/restore", "system-setting"],
  ["sys/upgrade", "system-setting"],
];

/** What everybody may see, but only who rules the system may change. */
const FOUNDED_BY_SYSTEM: ReadonlySet<string> = new Set(["dvmdb/adom"]);

/** What everybody may see. */
const OPEN: ReadonlySet<string> = new Set(["cli/global/system/status"]);

export type Right = "none" | "read" | "read-write";

/** @param profile Its entry. What it does not say is not allowed. */
export function rightTo(segments: readonly string[], profile: Entry): Right {
  if (profile["super-user-profile"] === "enable") return "read-write";
  if (OPEN.has(segments.join("/"))) return "read-write";
  const right = (field: string): Right => (profile[field] as Right | undefined) ?? "none";
  if (segments.length <= 3 && FOUNDED_BY_SYSTEM.has(segments.slice(0, 2).join("/"))) {
    return right("system-setting") === "read-write" ? "read-write" : "read";
  }
  const rule = RULES.find(([start]) => isAt(segments, start.split("/")));
  return rule === undefined ? "read-write" : right(rule[1]);
}

function isAt(segments: readonly string[], start: readonly string[]): boolean {
  return start.every((segment, at) => segment === "*" || segment === segments[at]);
}
