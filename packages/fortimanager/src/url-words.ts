/**
 * What a url is about, in people's words.
 *
 * @module
 */

import { type FortiManagerRow, fortimanager, type UrlTarget } from "@fortiweave/catalog/fortimanager";
import type { RpcItem, RpcMethod } from "./engine.ts";

/** How calls of a url are known on record. */
export interface CallNames {
  /** In people's words: `firewall/address add`. */
  readonly operation: string;
  /** For statistics, without keys: `pm/config/adom/{adom}/obj/firewall/address`. */
  readonly endpoint: string;
}

/** Urls that are looked up again and again. */
const MOST_NAMES = 1000;
const known = new Map<string, CallNames>();

/** The names of a call. Of a url that the catalogue does not know they are what can be told from it. */
export function namesOf(url: string, method: RpcMethod): CallNames {
  const key = `${method} ${url}`;
  const names = known.get(key);
  if (names !== undefined) return names;
  const made = makeNames(url, method);
  if (known.size === MOST_NAMES) known.clear();
  known.set(key, made);
  return made;
}

function makeNames(url: string, method: RpcMethod): CallNames {
  const target = fortimanager.resolveUrl(url, method);
  if (target === undefined) {
    const path = url.replace(/^\/+|\/+$/g, "");
    return {
      operation: `${path} ${method}`,
      endpoint: path.startsWith(DEVICE) ? DEVICE : (path.split("/")[0] ?? path),
    };
  }
  return { operation: `${target.row.path} ${method}`, endpoint: target.template };
}

/** The databases of devices: what follows is FortiOS's. */
const DEVICE = "pm/config/device";

/** What one operation was about. */
export interface ItemWords {
  /** `firewall/address "web"`. */
  readonly what: string;
  /** ` in ADOM "root"`, or nothing. */
  readonly where: string;
  /** What the url leads to, where the catalogue knows it. */
  readonly target: UrlTarget<FortiManagerRow> | undefined;
}

/** Puts an operation into words. */
export function describeItem({ url, data }: RpcItem, method: RpcMethod): ItemWords {
  const target = fortimanager.resolveUrl(url, method);
  if (target === undefined) return { what: url.replace(/^\/+|\/+$/g, ""), where: "", target };
  const { row, key, params, rest } = target;
  const name = key?.join("/") ?? (row.area === "object" && row.mkey !== undefined ? ownKey(data, row.mkey) : undefined);
  const inside = rest.length === 0 ? "" : `${rest.join("/")} of `;
  return {
    what: `${inside}${row.path}${name === undefined ? "" : ` ${JSON.stringify(name)}`}`,
    where: placeOf(params),
    target,
  };
}

/** The key of the entry in the data. */
function ownKey(data: unknown, mkey: string): string | undefined {
  const value = typeof data === "object" && data !== null ? (data as Record<string, unknown>)[mkey] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

const PLACES: readonly (readonly [placeholder: string, name: string])[] = [
  ["pkg", "package"],
  ["pblock", "policy block"],
  ["device", "device"],
  ["vdom", "VDOM"],
  ["adom", "ADOM"],
];

function placeOf(params: Readonly<Record<string, string>>): string {
  return PLACES.flatMap(([placeholder, name]) => {
    const value = params[placeholder];
    return value === undefined ? [] : [` in ${name} ${JSON.stringify(value)}`];
  }).join("");
}
