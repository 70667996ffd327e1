/**
 * What a new entry has that the client did not say, where the catalogue knows no defaults.
 *
 * @module
 */

import type { Entry } from "../parts.ts";

const GROUPS = /^dvmdb\/adom\/[^/]+\/group$/;
const PACKAGES = /^pm\/pkg\/(?:adom\/[^/]+|global)$/;

export const PACKAGE_SETTINGS: Entry = {
  "central-nat": "disable",
  "consolidated-firewall-mode": "disable",
  "fwpolicy-implicit-log": "disable",
  "fwpolicy6-implicit-log": "disable",
  "inspection-mode": "proxy",
  "ngfw-mode": "profile-based",
};

/** The entry with what it lacks. */
export function completed(table: string, entry: Entry): Entry {
  if (GROUPS.test(table)) return { desc: "", type: "normal", ...entry };
  if (!PACKAGES.test(table) || entry.type === "folder") return entry;
  const settings = { ...PACKAGE_SETTINGS, ...(entry["package settings"] as Entry | undefined) };
  return { type: "pkg", "obj ver": 1, ...entry, "package settings": settings };
}
