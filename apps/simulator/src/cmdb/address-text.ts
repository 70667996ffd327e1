/**
 * The one way in which a device writes an address, whatever way it was sent.
 *
 * @module
 */

import { isIPv4, isIPv6, SocketAddress } from "node:net";

/** Reads a text of one type; undefined when it is none. */
export type TextReader = (text: string) => string | undefined;

function ipv4(text: string): string | undefined {
  return isIPv4(text) ? text : undefined;
}

/** Host and mask with a space between. The host's bits are kept. */
function ipv4Net(text: string): string | undefined {
  const [host = "", mask = "32", ...rest] = text.split(/[ /]/);
  const dotted = /^\d{1,2}$/.test(mask) ? toMask(Number(mask)) : ipv4(mask);
  return isIPv4(host) && dotted !== undefined && rest.length === 0 ? `${host} ${dotted}` : undefined;
}

function toMask(length: number): string | undefined {
  if (length > 32) return undefined;
  const bits = length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join(".");
}

/** How long the network part of a mask is: 24 of `255.255.255.0`. */
export function prefixOf(mask: string): number {
  return mask.split(".").reduce((bits, part) => bits + Number(part).toString(2).replaceAll("0", "").length, 0);
}

function ipv6(text: string): string | undefined {
  return isIPv6(text) && !text.includes("%") ? new SocketAddress({ address: text, family: "ipv6" }).address : undefined;
}

function ipv6Net(text: string): string | undefined {
  const [host = "", length = "128", ...rest] = text.split("/");
  const address = ipv6(host);
  const fits = /^\d{1,3}$/.test(length) && Number(length) <= 128 && rest.length === 0;
  return address !== undefined && fits ? `${address}/${Number(length)}` : undefined;
}

function mac(text: string): string | undefined {
  return /^(?:[\da-f]{2}[:-]){5}[\da-f]{2}$/i.test(text) ? text.toLowerCase().replaceAll("-", ":") : undefined;
}

function uuid(text: string): string | undefined {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
}

/** By FortiOS type word. Types that are not here hold any text. */
export const ADDRESS_READERS: Readonly<Record<string, TextReader>> = {
  "ipv4-address": ipv4,
  "ipv4-address-any": ipv4,
  "ipv4-address-multicast": ipv4,
  "ipv4-netmask": ipv4,
  "ipv4-netmask-any": ipv4,
  "ipv4-classnet": ipv4Net,
  "ipv4-classnet-any": ipv4Net,
  "ipv4-classnet-host": ipv4Net,
  "ipv6-address": ipv6,
  "ipv6-prefix": ipv6Net,
  "ipv6-network": ipv6Net,
  "mac-address": mac,
  uuid,
};
