/**
 * Checks the formats of addresses, lightly: what might be right passes.
 *
 * @module
 */

/** A format that a type word stands for. */
export interface Format {
  /** What the value must be, with an example: `an IPv4 address such as 192.0.2.1`. */
  readonly what: string;
  readonly test: (text: string) => boolean;
}

const QUAD = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const MAC = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IPV6 = /^[0-9a-f:]*:[0-9a-f:]*(?:(?:\d{1,3}\.){3}\d{1,3})?(?:%[\w.-]+)?$/i;

const address4: Format = { what: "an IPv4 address such as 192.0.2.1", test: isIpv4 };
const network4: Format = { what: "an IPv4 network such as 192.0.2.0/24 or 192.0.2.0 255.255.255.0", test: isNetwork4 };
const netmask4: Format = {
  what: "a netmask such as 255.255.255.0",
  test: (text) => isIpv4(text) || isLength(text, 32),
};
const address6: Format = { what: "an IPv6 address such as 2001:db8::1", test: isIpv6 };
const network6: Format = { what: "an IPv6 network such as 2001:db8::/32", test: isNetwork6 };

/** The type words whose format is certain. */
const FORMATS: Readonly<Record<string, Format>> = {
  "ipv4-address": address4,
  "ipv4-address-any": address4,
  "ipv4-address-multicast": address4,
  "ipv4-classnet": network4,
  "ipv4-classnet-any": network4,
  "ipv4-classnet-host": network4,
  "ipv4-netmask": netmask4,
  "ipv4-netmask-any": netmask4,
  "ipv6-address": address6,
  "ipv6-network": network6,
  "ipv6-prefix": network6,
  "mac-address": { what: "a MAC address such as 00:00:5e:00:53:01", test: (text) => MAC.test(text) },
  uuid: { what: "a UUID such as 00000000-0000-0000-0000-000000000000", test: (text) => UUID.test(text) },
};

/** The format that a type word stands for, when it is certain. */
export function formatOf(type: string): Format | undefined {
  return FORMATS[type];
}

function isIpv4(text: string): boolean {
  return QUAD.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  return IPV6.test(text) && text.length <= 64;
}

/** `address`, `address/length`, or `address mask`. */
function isNetwork4(text: string): boolean {
  const [address = "", mask, ...rest] = text.trim().split(/\s*\/\s*|\s+/);
  if (!isIpv4(address) || rest.length > 0) return false;
  return mask === undefined || isIpv4(mask) || isLength(mask, 32);
}

function isNetwork6(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  return isIpv6(address) && rest.length === 0 && (length === undefined || isLength(length, 128));
}

function isLength(text: string, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= most;
}
