/**
 * Puts into words what could not be done.
 *
 * @module
 */

import type { DeviceRequest, JsonValue } from "@fortiweave/core";

/**
 * The begin of a message: `cmdb firewall/address create` with the entry's name is `Cannot create firewall/address "web"`.
 * What is done to something in an entry names both: `Cannot get member "web" of firewall/addrgrp "blocked"`.
 */
export function failureOf(request: DeviceRequest): string {
  const [area, path = "", action, inside] = request.operation.split(" ");
  if (area !== "cmdb" || action === undefined) return `Cannot complete "${request.operation}"`;
  const [key, ...rest] = keysIn(path, request);
  if (inside === undefined) return `Cannot ${action} ${path}${quote(key ?? ownName(request.body))}`;
  // The URL ends with the list, or with the key of one of its entries.
  const last = rest.at(-1);
  const own = last === undefined || last === inside.split("/").at(-1) ? ownName(request.body) : last;
  return `Cannot ${action} ${inside}${quote(own)} of ${path}${quote(key)}`;
}

/** The name of a new entry. */
export function ownName(body: JsonValue | undefined): string | undefined {
  const name = typeof body === "object" && body !== null && "name" in body ? body.name : undefined;
  return typeof name === "string" ? name : undefined;
}

/** What stands behind the table's path. */
function keysIn(path: string, { path: url }: DeviceRequest): string[] {
  const [, ...keys] = url.slice(url.indexOf(path) + path.length).split("/");
  return keys.map(decodeURIComponent);
}

function quote(key: string | undefined): string {
  return key === undefined ? "" : ` ${JSON.stringify(key)}`;
}
