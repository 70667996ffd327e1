/**
 * What an admin profile lets its owner do.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import { type Entry, isEntry, type Value } from "../cmdb/entry.ts";
import { forbidden, noSuchVdom } from "../cmdb/refusal.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { objectOf } from "../cmdb/table.ts";
import { accessGroupOf } from "./access-groups.ts";
import type { Principal } from "./tokens.ts";

/** Profiles that every device has, and that are not made of fields. */
export const SUPER_ADMIN = "super_admin";
export const SUPER_ADMIN_READONLY = "super_admin_readonly";

/** What a permission was called in other versions. */
const OLDER_NAMES: Readonly<Record<string, readonly string[]>> = {
  dlp: ["data-leak-prevention", "data-loss-prevention"],
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
  const isClosed = wish.isConfiguration && isGlobal(wish.path) && rulesVdomsAlone(configuration, profile);
  if (!isAllowed(principal, profile, wish) || isClosed) throw forbidden();
}

/** @throws Refusal when who asks rules VDOMs alone: what is about to happen happens to all of the device. */
export function checkDeviceWide(configuration: Configuration, principal: Principal): void {
  const profile = configuration.table("system/accprofile", undefined).get(principal.profile);
  if (rulesVdomsAlone(configuration, profile)) throw forbidden();
}

/** With one VDOM alone, the profile of a VDOM rules all of the device. */
function rulesVdomsAlone(configuration: Configuration, profile: Entry | undefined): boolean {
  if (profile?.scope === "global") return false;
  const { "vdom-mode": mode } = objectOf(configuration.table("system/global", undefined));
  return mode === "multi-vdom" || configuration.table("system/vdom", undefined).size > 1;
}

/** @param profile The owner's entry of `system/accprofile`; undefined when there is none. */
function isAllowed(principal: Principal, profile: Entry | undefined, wish: Wish): boolean {
  if (principal.vdoms !== undefined && !principal.vdoms.includes(wish.vdom)) return false;
  if (principal.profile === SUPER_ADMIN) return true;
  if (principal.profile === SUPER_ADMIN_READONLY) return !wish.isWrite;
  if (profile === undefined) return false;
  const right = rightOf(profile, wish.path);
  return right === "read-write" || (right === "read" && !wish.isWrite);
}

/** `read-write` for what no profile rules. */
function rightOf(profile: Entry, path: string): Value {
  const group = accessGroupOf(path);
  if (group === undefined) return "read-write";
  const { field, part } = group;
  const right = profile[field] ?? "none";
  if (right !== "custom") return right;
  const permissions = profile[`${field}-permission`];
  if (part === undefined || !isEntry(permissions)) return "none";
  const name = [part, ...(OLDER_NAMES[part] ?? [])].find((own) => permissions[own] !== undefined);
  return (name !== undefined && permissions[name]) || "none";
}
