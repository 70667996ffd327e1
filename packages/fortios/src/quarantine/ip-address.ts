/**
 * One IP address, read strictly: no octal or hex octets, no missing parts, no network, no port.
 *
 * @module
 */

import ipaddr from "ipaddr.js";

/** An address in its canonical form. */
export interface IpAddress {
  /** `203.0.113.9`, `2001:db8::9`. */
  readonly text: string;
  /** Kind of the address. */
  readonly family: "ipv4" | "ipv6";
}

/** A network as its first address and the number of fixed bits. */
export interface Network {
  readonly text: string;
  readonly range: readonly [base: ipaddr.IPv4 | ipaddr.IPv6, bits: number];
}

/** Bits in front of the IPv4 address in an IPv4-mapped IPv6 address. */
const MAPPED_PREFIX = 96;

/** Reads one address; undefined when the text is anything else. An IPv4-mapped IPv6 address counts as its IPv4. */
export function parseAddress(text: string): IpAddress | undefined {
  const parsed = parse(text);
  return parsed === undefined ? undefined : { text: parsed.toString(), family: parsed.kind() };
}

/** Reads an address or a network in CIDR form; undefined when the text is neither. */
export function parseNetwork(text: string): Network | undefined {
  const [base = "", bits, ...rest] = text.split("/");
  const parsed = parse(base);
  if (parsed === undefined || rest.length > 0) return undefined;
  const width = parsed.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return { text, range: [parsed, width] };
  if (!/^\d{1,3}$/.test(bits)) return undefined;
  // `::ffff:10.0.0.0/104` is 10.0.0.0/8.
  const mapped = parsed.kind() === "ipv4" && base.includes(":");
  const fixed = Number(bits) - (mapped ? MAPPED_PREFIX : 0);
  return fixed >= 0 && fixed <= width ? { text, range: [parsed, fixed] } : undefined;
}

/** Whether the address lies in the network. Networks of the other family hold nothing. */
export function contains(network: Network, address: IpAddress): boolean {
  const parsed = ipaddr.parse(address.text);
  const [base, bits] = network.range;
  return parsed.kind() === base.kind() && parsed.match(base, bits);
}

function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const tail = text.slice(text.lastIndexOf(":") + 1);
  // `::ffff:010.0.0.1` is 10.0.0.1 to some and 8.0.0.1 to others.
  if (tail.includes(".") && !ipaddr.IPv4.isValidFourPartDecimal(tail)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}
