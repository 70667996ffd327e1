/**
 * Turns table paths, entry keys and VDOM names into parts of a URL that can address nothing else.
 *
 * @module
 */

import type { Mkey } from "@fortiweave/catalog/plan";
import { checkChoice, type FortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { BaseOptions } from "./types.ts";

export type { Mkey } from "@fortiweave/catalog/plan";

/** RFC 3986's unreserved characters stay; `encodeURIComponent` leaves these as well. */
const ALSO_ENCODED = /[!'()*]/g;

/** `firewall/address`, `vpn.ipsec/phase1-interface`, `user/tacacs+`. In a path, `+` stands for itself. */
const ENDPOINT_PATH = /^[A-Za-z0-9_+-][A-Za-z0-9._+-]*(?:\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*$/;

const VDOM_NAME = /^[A-Za-z0-9_-]{1,31}$/;

/**
 * One path segment that addresses exactly this key.
 *
 * @throws FortiError INVALID_INPUT for a key that no segment can carry: an empty one would address the whole table, and
 * every URL parser drops `.` and `..`, encoded or not.
 */
export function encodeMkey(mkey: Mkey, what: string): string {
  if (typeof mkey === "number") {
    if (!Number.isSafeInteger(mkey)) throw badKey(mkey, what, "it is not a whole number");
    return String(mkey);
  }
  if (typeof mkey !== "string") throw badKey(mkey, what, "it is neither text nor a number");
  if (mkey === "") throw badKey(mkey, what, "it is empty");
  if (mkey === "." || mkey === "..") throw badKey(mkey, what, "a URL cannot carry it");
  if (!mkey.isWellFormed()) throw badKey(mkey, what, "it holds half of a surrogate pair");
  return encodeURIComponent(mkey).replace(ALSO_ENCODED, percent);
}

/**
 * The path of an endpoint as it stands in a URL.
 *
 * @throws FortiError INVALID_INPUT for anything but plain segments between single slashes.
 */
export function checkPath(path: string): string {
  if (typeof path === "string" && ENDPOINT_PATH.test(path)) return path;
  throw invalidInput(
    `Not the path of an endpoint: ${JSON.stringify(path)}`,
    'Write it as in the API reference, without a leading slash, such as "firewall/address"',
  );
}

/**
 * A VDOM name as FortiOS allows it: 1 to 31 letters, digits, `-` and `_`.
 *
 * @throws FortiError INVALID_INPUT for anything else, such as `*` or a list.
 */
export function checkVdom(vdom: string): string {
  if (typeof vdom === "string" && VDOM_NAME.test(vdom)) return vdom;
  throw invalidInput(
    `Not the name of one VDOM: ${JSON.stringify(vdom)}`,
    'Name one; cmdb("system/vdom").list() shows them. A read can ask several: list({ vdom: "*" })',
  );
}

/**
 * The scope as it stands in a query.
 *
 * @throws FortiError INVALID_INPUT for a word that the device would pass over.
 */
export function checkScope(scope: NonNullable<BaseOptions["scope"]>): string {
  return checkChoice("scope", scope, ["global", "vdom"]);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function badKey(mkey: unknown, what: string, why: string): FortiError {
  // A lone surrogate would spoil whatever shows the message.
  const shown = typeof mkey === "string" ? JSON.stringify(mkey) : String(mkey);
  return invalidInput(`Not a key of ${what}: ${shown}, ${why}`, "Give the entry's exact name or number");
}
