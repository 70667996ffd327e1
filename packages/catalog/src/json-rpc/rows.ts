/**
 * The columns of the index that only FortiManager and FortiAnalyzer have: of an object kind, item and urls, of a call
 * item and dialect. Most urls are in both databases of objects, so that their roots are one letter, and what follows is
 * left out where it is the path, or what the url before it has.
 *
 * ```text
 * firewall/address name gasudc * table address A|G
 * firewall/address/list ip gasudc * table list Afirewall/address/{address}/list|G
 * sys/status - g * - -
 * ```
 *
 * @module
 */

import type { IndexLine } from "../index-table.ts";
import type { ObjectEntry, ObjectKind, ObjectRow, RpcEntry, RpcRow } from "./types.ts";

const NONE = "-";

const ROOTS: Readonly<Record<string, string>> = {
  A: "pm/config/adom/{adom}/obj/",
  G: "pm/config/global/obj/",
};

/** The columns of an object. */
export function objectColumns({ path, kind, item, urls }: ObjectEntry): string[] {
  return [kind, item ?? NONE, formatUrls(path, urls)];
}

/** The columns of a call. */
export function callColumns({ item, apiver }: RpcEntry): string[] {
  return [item ?? NONE, String(apiver ?? NONE)];
}

/** The row of an object. */
export function toObjectRow({ facts, more: [kind, item = NONE, urls = ""] }: IndexLine): ObjectRow {
  return {
    area: "object",
    kind: kind as ObjectKind,
    ...facts,
    urls: parseUrls(facts.path, urls),
    ...(item === NONE ? {} : { item }),
  };
}

/** The row of a call. */
export function toRpcRow({ facts, more: [item = NONE, apiver] }: IndexLine): RpcRow {
  return { area: "call", ...facts, ...(item === NONE ? {} : { item }), ...(apiver === "3" ? { apiver: 3 } : {}) };
}

function formatUrls(path: string, urls: readonly string[]): string {
  let last = path;
  const short = urls.map((url) => {
    const [letter, root] = Object.entries(ROOTS).find(([, prefix]) => url.startsWith(prefix)) ?? [];
    if (letter === undefined || root === undefined) return url;
    const rest = url.slice(root.length);
    const text = rest === last ? letter : letter + rest;
    last = rest;
    return text;
  });
  return short.join("|");
}

function parseUrls(path: string, text: string): string[] {
  let last = path;
  return text.split("|").map((short) => {
    // No url of a device begins with a capital.
    const root = ROOTS[short.charAt(0)];
    if (root === undefined) return short;
    last = short.slice(1) || last;
    return root + last;
  });
}
