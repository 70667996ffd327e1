/**
 * Networks: an address and a mask, as a list of two.
 *
 * @module
 */

import { ADDRESS_READERS, prefixOf } from "../../../cmdb/address-text.ts";

/** Any form that a client may send (`10.0.0.0/8`, `10.0.0.0 255.0.0.0`, a list of both) as address and mask. */
export function readNetwork(raw: unknown): readonly [address: string, mask: string] | undefined {
  const text = Array.isArray(raw) ? raw.join(" ") : String(raw);
  const [address, mask] = ADDRESS_READERS["ipv4-classnet"]?.(text.trim().replace(/\s*\/\s*/, "/"))?.split(" ") ?? [];
  return address === undefined || mask === undefined ? undefined : [address, mask];
}

/** A range of addresses, as numbers. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** What a network or a single address covers; undefined when it is none. */
export function spanOf(value: unknown): Span | undefined {
  const network = readNetwork(value);
  if (network === undefined) return undefined;
  const [address, mask] = network;
  const size = 2 ** (32 - prefixOf(mask));
  const first = Math.floor(toNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether all of `inner` lies in `outer`. */
export function isInside(inner: Span, outer: Span): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

function toNumber(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}
