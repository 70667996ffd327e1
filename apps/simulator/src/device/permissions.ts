/**
 * What an admin profile lets its owner do.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { forbidden, noSuchVdom } from "../cmdb/refusal.ts";
import { isGlobal } from "../cmdb/scope.ts";
import type { Principal } from "./tokens.ts";

/** Profiles that every device has, and that are not made of fields. */
export const SUPER_ADMIN = "super_admin";
export const SUPER_ADMIN_READONLY = "super_admin_readonly";

/** The field of a profile that rules a group of tables, by the word before the first `.` or `/` of their path. */
const FIELD_OF_GROUP: Readonly<Record<string, string>> = {
  antivirus: "utmgrp",
  application: "utmgrp",
  dlp: "utmgrp",
  dnsfilter: "utmgrp",
  emailfilter: "utmgrp",
  firewall: "fwgrp",
  icap: "utmgrp",
  ips: "utmgrp",
  log: "loggrp",
  report: "loggrp",
  router: "netgrp",
  system: "sysgrp",
  user: "authgrp",
  videofilter: "utmgrp",
  voip: "utmgrp",
  vpn: "vpngrp",
  waf: "utmgrp",
  webfilter: "utmgrp",
  "wireless-controller": "wifi",
};

export interface Wish {
  readonly path: string;
  readonly vdom: string;
  readonly isWrite: boolean;
  /** Configuration that exists once per device is closed to the admin of a VDOM. */
  readonly isConfiguration: boolean;
}

/** @throws Refusal when there is no such VDOM, or the profile of who asks does not allow what is wanted. */
export function checkAccess(configuration: Configuration, principal: Principal, wish: Wish): void {
  if (!configuration.table("system/vdom", undefined).has(wish.vdom)) throw noSuchVdom();
  const profile = configuration.table("system/accprofile", undefined).get(principal.profile);
  if (!isAllowed(principal, profile, wish)) throw forbidden();
}

/** @param profile The owner's entry of `system/accprofile`; undefined when there is none. */
function isAllowed(principal: Principal, profile: Entry | undefined, wish: Wish): boolean {
  if (principal.vdoms !== undefined && !principal.vdoms.includes(wish.vdom)) return false;
  if (principal.profile === SUPER_ADMIN) return true;
  if (principal.profile === SUPER_ADMIN_READONLY) return !wish.isWrite;
  if (profile === undefined) return false;
  if (wish.isConfiguration && isGlobal(wish.path) && profile.scope !== "global") return false;
  const field = FIELD_OF_GROUP[wish.path.split(/[./]/)[0] ?? ""];
  const right = field === undefined ? "read-write" : (profile[field] ?? "none");
  return right === "read-write" || right === "custom" || (right === "read" && !wish.isWrite);
}
