/**
 * One spelling for addresses, masks and networks. What is none stays as it is.
 *
 * @module
 */

import ipaddr from "ipaddr.js";

/** Without spaces around it. */
export function address4(text: string): string {
  return ipaddr.IPv4.isValidFourPartDecimal(text.trim()) ? text.trim() : text;
}

/** `24` and `/24` are `255.255.255.0`. */
export function netmask4(text: string): string {
  const [, length] = /^\s*\/?(\d{1,2})\s*$/.exec(text) ?? [];
  return length !== undefined && Number(length) <= 32 ? maskOf(Number(length)).toString() : address4(text);
}

/** `10.0.0.5/24` and `10.0.0.5 255.255.255.0` are one; the host's own bits count. */
export function addressAndMask(text: string): string {
  const [address, mask] = splitNetwork(text) ?? [];
  return address === undefined || mask === undefined ? text : `${address} ${mask}`;
}

/** As {@link addressAndMask}, with the host's bits cleared, as the device clears them. An address alone is a network. */
export function network4(text: string): string {
  const [address, mask] = splitNetwork(withMask(text)) ?? [];
  if (address === undefined || mask === undefined) return text;
  const bits = mask.octets;
  const masked = address.octets.map((octet, index) => octet & (bits[index] ?? 0));
  return `${masked.join(".")} ${mask}`;
}

/** Where a network is due, an address alone is the network of that address. */
export function withMask(text: string): string {
  return ipaddr.IPv4.isValidFourPartDecimal(text.trim()) ? `${text.trim()}/32` : text;
}

/** `2001:DB8::1/32` is `2001:db8::/32`. */
export function network6(text: string): string {
  const hex = inHex(text.trim());
  const trimmed = hex.includes("/") ? hex : `${hex}/128`;
  if (!ipaddr.IPv6.isValidCIDR(trimmed)) return text;
  return `${ipaddr.IPv6.networkAddressFromCIDR(trimmed)}/${Number(trimmed.split("/")[1])}`;
}

/** `2001:DB8:0::1` is `2001:db8::1`; a length behind it stays, and so do the host's bits. */
export function address6(text: string): string {
  const [address = "", length, ...rest] = inHex(text.trim()).split("/");
  const isLength = length === undefined || /^\d{1,3}$/.test(length);
  if (rest.length > 0 || !isLength || !ipaddr.IPv6.isValid(address)) return text;
  const spelled = ipaddr.IPv6.parse(address).toString();
  return length === undefined ? spelled : `${spelled}/${Number(length)}`;
}

/** Some write the last four bytes as an IPv4 address. ipaddr.js takes `::1.2.3.4` for `::ffff:1.2.3.4`. */
function inHex(text: string): string {
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)(?=\/|$)/, (_quad, ...bytes) => {
    const [a, b, c, d] = bytes.slice(0, 4).map((byte) => Number(byte).toString(16).padStart(2, "0"));
    return `${a}${b}:${c}${d}`;
  });
}

/** An address and a mask, which need not be contiguous: wildcard addresses have such. */
function splitNetwork(text: string): readonly [ipaddr.IPv4, ipaddr.IPv4] | undefined {
  const [, address = "", separator, rest = ""] = /^\s*([\d.]+)(\/|\s+)([\d.]+)\s*$/.exec(text) ?? [];
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
  const isPrefix = separator === "/" && /^\d{1,2}$/.test(rest) && Number(rest) <= 32;
  if (!isPrefix && !ipaddr.IPv4.isValidFourPartDecimal(rest)) return undefined;
  return [ipaddr.IPv4.parse(address), isPrefix ? maskOf(Number(rest)) : ipaddr.IPv4.parse(rest)];
}

function maskOf(length: number): ipaddr.IPv4 {
  return ipaddr.IPv4.subnetMaskFromPrefixLength(length);
}
