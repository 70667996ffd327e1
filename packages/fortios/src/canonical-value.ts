/**
 * One spelling for values that a FortiGate spells in another way than people do.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import ipaddr from "ipaddr.js";

type Canonical = (text: string) => string;

/** Spellings by FortiOS type word. */
const BY_TYPE: Readonly<Record<string, Canonical>> = {
  integer: numeric,
  "ipv4-classnet": network4,
  "ipv4-classnet-any": network4,
  "ipv4-classnet-host": (text) => addressAndMask(withMask(text)),
  "ipv6-network": network6,
  "ipv6-prefix": network6,
  "ipv6-address": address6,
  "mac-address": lowerCase,
  uuid: lowerCase,
};

/**
 * The canonical text of a value: what two spellings of the same value have in common. Of a field that the catalogue
 * does not know, or knows only as text of no set length, subnets are recognized by their form.
 */
export function canonicalValue(value: unknown, field: Field | undefined): string {
  const text = String(value);
  if (field?.multiple) return words(text, BY_TYPE[field.type]);
  if (field === undefined) return addressAndMask(text);
  const canonical = BY_TYPE[field.type] ?? (isOpenText(field) ? addressAndMask : undefined);
  return canonical === undefined ? text : canonical(text);
}

/** Deep in the tree the catalogue knows addresses only as `string` or `user`; names and comments have a length. */
function isOpenText({ type, maxLength, refs }: Field): boolean {
  return (type === "string" || type === "user") && maxLength === undefined && refs === undefined;
}

/** Several values in one text, in no particular order. */
function words(text: string, canonical: Canonical = (word) => word): string {
  return [...new Set(text.split(/\s+/).filter(Boolean).map(canonical))].sort().join(" ");
}

function numeric(text: string): string {
  return /^-?\d+$/.test(text.trim()) ? BigInt(text.trim()).toString() : text;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** `10.0.0.5/24` and `10.0.0.5 255.255.255.0` are one; the host's own bits count. */
function addressAndMask(text: string): string {
  const [address, mask] = splitNetwork(text) ?? [];
  return address === undefined || mask === undefined ? text : `${address} ${mask}`;
}

/** As {@link addressAndMask}, with the host's bits cleared, as the device clears them. */
function network4(text: string): string {
  const [address, mask] = splitNetwork(withMask(text)) ?? [];
  if (address === undefined || mask === undefined) return text;
  const bits = mask.octets;
  const masked = address.octets.map((octet, index) => octet & (bits[index] ?? 0));
  return `${masked.join(".")} ${mask}`;
}

/** Where a network is due, an address alone is the network of that address. */
function withMask(text: string): string {
  return ipaddr.IPv4.isValidFourPartDecimal(text.trim()) ? `${text.trim()}/32` : text;
}

/** An address and a mask, which need not be contiguous: wildcard addresses have such. */
function splitNetwork(text: string): readonly [ipaddr.IPv4, ipaddr.IPv4] | undefined {
  const [, address = "", separator, rest = ""] = /^\s*([\d.]+)(\/|\s+)([\d.]+)\s*$/.exec(text) ?? [];
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
  const isPrefix = separator === "/" && /^\d{1,2}$/.test(rest) && Number(rest) <= 32;
  if (!isPrefix && !ipaddr.IPv4.isValidFourPartDecimal(rest)) return undefined;
  const mask = isPrefix ? ipaddr.IPv4.subnetMaskFromPrefixLength(Number(rest)) : ipaddr.IPv4.parse(rest);
  return [ipaddr.IPv4.parse(address), mask];
}

/** `2001:DB8::1/32` is `2001:db8::/32`. */
function network6(text: string): string {
  const trimmed = text.includes("/") ? text.trim() : `${text.trim()}/128`;
  if (!ipaddr.IPv6.isValidCIDR(trimmed)) return text;
  return `${ipaddr.IPv6.networkAddressFromCIDR(trimmed)}/${Number(trimmed.split("/")[1])}`;
}

function address6(text: string): string {
  return ipaddr.IPv6.isValid(text.trim()) ? ipaddr.IPv6.parse(text.trim()).toString() : text;
}
