/**
 * The internet as a simulated device sees it: names, addresses, countries. All of them are set aside for documentation.
 *
 * @module
 */

import { createChance, seedOf } from "./chance.ts";
import { isWithin, readSubnet } from "./ipv4.ts";

export interface Country {
  readonly id: number;
  readonly name: string;
  readonly code: string;
}

const COUNTRIES: readonly Country[] = [
  { id: 276, name: "Germany", code: "DE" },
  { id: 840, name: "United States", code: "US" },
  { id: 124, name: "Canada", code: "CA" },
  { id: 250, name: "France", code: "FR" },
  { id: 392, name: "Japan", code: "JP" },
  { id: 528, name: "Netherlands", code: "NL" },
];
/** What devices say of private addresses. */
export const RESERVED: Country = { id: 0, name: "Reserved", code: "ZZ" };
const SITES = ["example.com", "example.net", "example.org", "cdn.example.com", "mail.example.net", "www.example.org"];
const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
].flatMap((text) => readSubnet(text) ?? []);
const FIRST_ADDRESS = readSubnet("203.0.113.0/24")?.network ?? 0;
const HOSTS = 254;

export function isPrivate(address: number): boolean {
  return PRIVATE.some((subnet) => isWithin(subnet, address));
}

export function countryOf(address: number): Country {
  return isPrivate(address) ? RESERVED : (COUNTRIES[(address & 0xff) % COUNTRIES.length] ?? RESERVED);
}

/** A server somewhere. */
export function internetAddress(number: number): number {
  return FIRST_ADDRESS + 1 + (Math.abs(number) % HOSTS);
}

/** The name under which people reach an address. */
export function siteOf(address: number): string {
  return SITES[(address & 0xff) % SITES.length] ?? "example.com";
}

/** What a name leads to: one to three addresses, always the same. */
export function resolveName(name: string): number[] {
  const chance = createChance(seedOf(name.toLowerCase()), 0);
  const count = 1 + chance.below(3);
  return [...new Set(Array.from({ length: count }, () => internetAddress(chance.below(HOSTS))))];
}

/** The name that an address has in DNS; undefined for those of one's own network. */
export function nameOf(address: number): string | undefined {
  return isPrivate(address)
    ? undefined
    : `host-${[24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join("-")}.${siteOf(address)}`;
}
