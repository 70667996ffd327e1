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
  ["dvmdb/device", "device-manager"],
  ["dvmdb/group", "device-manager"],
  ["dvm/cmd", "device-manager"],
  ["pm/config/device", "device-manager"],
  ["pm/config/global/pkg", "global-policy-packages"],
  ["pm/pkg/global", "global-policy-packages"],
  ["pm/config/adom/*/pkg", "adom-policy-packages"],
  ["pm/pkg/adom", "adom-policy-packages"],
  ["pm/config/adom/*/obj", "policy-objects"],
  ["pm/config/global/obj", "policy-objects"],
  ["securityconsole/install", "deploy-management"],
  ["cli/global", "system-setting"],
];

/** What everybody may see. */
const OPEN: ReadonlySet<string> = new Set(["cli/global/system/status"]);

export type Right = "none" | "read" | "read-write";

/** @param profile Its entry. */
export function rightTo(segments: readonly string[], profile: Entry): Right {
  if (profile["super-user-profile"] === "enable") return "read-write";
  if (OPEN.has(segments.join("/"))) return "read-write";
  const [, field = ""] = RULES.find(([start]) => isAt(segments, start.split("/"))) ?? [];
  return (profile[field] as Right | undefined) ?? "read-write";
}

function isAt(segments: readonly string[], start: readonly string[]): boolean {
  return start.every((segment, at) => segment === "*" || segment === segments[at]);
}
