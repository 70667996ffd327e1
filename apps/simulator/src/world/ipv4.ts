/**
 * IPv4 addresses as numbers, so that they can be counted and compared.
 *
 * @module
 */

import { isIPv4 } from "node:net";

/** An address and the network that it is in. */
export interface Subnet {
  readonly address: number;
  /** Length of the network part: 0 to 32. */
  readonly prefix: number;
  /** The first address. */
  readonly network: number;
  /** The last one. */
  readonly broadcast: number;
}

/** Undefined for what is no address. */
export function toNumber(text: string): number | undefined {
  if (!isIPv4(text)) return undefined;
  return text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".");
}

export function createSubnet(address: number, prefix: number): Subnet {
  const size = 2 ** (32 - prefix);
  const network = address - (address % size);
  return { address, prefix, network, broadcast: network + size - 1 };
}

/** Reads `10.0.0.1 255.255.255.0`, `10.0.0.1/24` and `10.0.0.1`; undefined for anything else. */
export function readSubnet(text: string): Subnet | undefined {
  const [host = "", size = "32"] = text.trim().split(/[ /]+/);
  const address = toNumber(host);
  const mask = toNumber(size);
  const prefix = mask === undefined ? Number(size) : 32 - Math.log2(2 ** 32 - mask);
  if (address === undefined || !Number.isInteger(prefix) || prefix < 0 || prefix > 32) return undefined;
  return createSubnet(address, prefix);
}

export function isWithin({ network, broadcast }: Subnet, address: number): boolean {
  return address >= network && address <= broadcast;
}

/** `10.0.0.0/24` */
export function networkText({ network, prefix }: Subnet): string {
  return `${toText(network)}/${prefix}`;
}

/** `255.255.255.0` */
export function maskText(prefix: number): string {
  return toText(2 ** 32 - 2 ** (32 - prefix));
}
