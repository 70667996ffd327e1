/**
 * Which addresses must never be blocked: those that can only be one's own, and those that the caller lists.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import { contains, type IpAddress, type Network, parseNetwork } from "./ip-address.ts";

/** First match wins, so the narrower range stands before the wider. */
const NEVER_BLOCKED: readonly (readonly [network: Network, what: string])[] = (
  [
    ["0.0.0.0/8", "unspecified (RFC 1122)"],
    ["10.0.0.0/8", "private (RFC 1918)"],
    ["172.16.0.0/12", "private (RFC 1918)"],
    ["192.168.0.0/16", "private (RFC 1918)"],
    ["127.0.0.0/8", "loopback (RFC 1122)"],
    ["169.254.0.0/16", "link-local (RFC 3927)"],
    ["224.0.0.0/4", "multicast (RFC 5771)"],
    ["255.255.255.255/32", "broadcast (RFC 919)"],
    ["::/128", "unspecified (RFC 4291)"],
    ["::1/128", "loopback (RFC 4291)"],
    ["::/96", "IPv4-compatible (RFC 4291)"],
    ["fc00::/7", "private (RFC 4193)"],
    ["fe80::/10", "link-local (RFC 4291)"],
    ["fec0::/10", "site-local (RFC 3879)"],
    ["ff00::/8", "multicast (RFC 4291)"],
  ] as const
).map(([text, what]) => [network(text), what]);

/**
 * Reads the safe ranges that a caller lists.
 *
 * @throws FortiError INVALID_INPUT naming each that is neither an address nor a network: a guard with a hole is worse
 * than none.
 */
export function parseSafeRanges(ranges: readonly string[]): readonly Network[] {
  const bad = ranges.filter((range) => parseNetwork(range.trim()) === undefined);
  if (bad.length > 0) {
    throw invalidInput(
      `Not a safe range: ${bad.map((range) => JSON.stringify(range)).join(", ")}`,
      "Write each safe range as an address or in CIDR form, such as 203.0.113.0/24 or 2001:db8::/32",
    );
  }
  return ranges.map((range) => network(range.trim()));
}

/** Why the address must not be blocked, in words; undefined when it may be. */
export function whyUnsafe(address: IpAddress, safeRanges: readonly Network[]): string | undefined {
  const never = NEVER_BLOCKED.find(([range]) => contains(range, address));
  if (never !== undefined) return `${address.text} is ${never[1]}`;
  const safe = safeRanges.find((range) => contains(range, address));
  return safe === undefined ? undefined : `${address.text} is in ${safe.text}, a listed safe range`;
}

function network(text: string): Network {
  const parsed = parseNetwork(text);
  if (parsed === undefined) throw new TypeError(`Not a network: ${text}`);
  return parsed;
}
