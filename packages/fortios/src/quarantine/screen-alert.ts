/**
 * Decides whether the source of a security alert may be blocked, and says what to write on a FortiGate if so.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import { readAlert, SOURCE_FIELDS } from "./alert-fields.ts";
import { parseSafeRanges, whyUnsafe } from "./guard.ts";
import { type IpAddress, parseAddress } from "./ip-address.ts";

/** Longest time to live: one year, in minutes. */
const MAX_TTL_MINUTES = 525_600;

/** It must not depend on the alert: a second alert about an address would change the address object. */
const COMMENT = "Blocked by Fortiweave";

/** Settings of {@link screenAlert}. */
export interface ScreenOptions {
  /** Addresses and networks in CIDR form that are never blocked. Default: none beyond the built-in ones. */
  readonly safeRanges?: readonly string[];
  /** Minutes to block for when the alert does not say. Default 60. */
  readonly defaultTtlMinutes?: number;
}

/** What every block says. */
export interface Block {
  /** The source may be blocked. */
  readonly verdict: "block";
  /** The address in canonical form. */
  readonly sourceIp: string;
  /** What happened, in the words of the alert. */
  readonly reason: string;
  /** Minutes to block for. */
  readonly ttlMinutes: number;
  /** `ttlMinutes` as {@link Quarantine.ban} takes it. */
  readonly expirySeconds: number;
}

/** An IPv4 address that may be blocked. */
export interface BlockIpv4 extends Block {
  /** Kind of the address. */
  readonly family: "ipv4";
  /** Where the address object goes. */
  readonly addressTable: "firewall/address";
  /** Where the group is that holds it. */
  readonly groupTable: "firewall/addrgrp";
  /** The address object to ensure. */
  readonly address: { readonly name: string; readonly subnet: string; readonly comment: string };
}

/** An IPv6 address that may be blocked. */
export interface BlockIpv6 extends Block {
  /** Kind of the address. */
  readonly family: "ipv6";
  /** Where the address object goes. */
  readonly addressTable: "firewall/address6";
  /** Where the group is that holds it. */
  readonly groupTable: "firewall/addrgrp6";
  /** The address object to ensure. */
  readonly address: { readonly name: string; readonly ip6: string; readonly comment: string };
}

/** A source that may be blocked. */
export type BlockVerdict = BlockIpv4 | BlockIpv6;

/** The source must not be blocked, or the alert does not say enough. */
export interface RefuseVerdict {
  /** The source must not be blocked. */
  readonly verdict: "refuse";
  /** The source as far as it could be read. */
  readonly sourceIp: string | undefined;
  /** For people: `10.1.2.3 is private (RFC 1918)`. */
  readonly why: string;
  /** What happened, in the words of the alert. */
  readonly reason: string;
}

/**
 * Screens one alert. Reads `{ source_ip, reason, ttl_minutes }`, Suricata EVE, Wazuh and Elastic (ECS) alerts, also
 * inside an Elastic hit's `_source`. Pure: talks to no device.
 *
 * An IPv4-mapped IPv6 address is judged as its IPv4. Private, loopback, link-local, multicast, unspecified and
 * broadcast addresses are refused, and so is every safe range.
 *
 * @throws FortiError INVALID_INPUT for bad options; a bad alert is a verdict, not an error.
 *
 * @example
 * ```ts
 * import { screenAlert } from "@fortiweave/fortios/quarantine";
 *
 * const verdict = screenAlert({ source_ip: "203.0.113.9", reason: "port scan", ttl_minutes: 60 });
 * if (verdict.verdict === "refuse") throw new Error(verdict.why);
 * ```
 */
export function screenAlert(alert: unknown, options: ScreenOptions = {}): BlockVerdict | RefuseVerdict {
  const safeRanges = parseSafeRanges(options.safeRanges ?? []);
  const defaultTtl = checkedDefault(options.defaultTtlMinutes ?? 60);
  const fields = readAlert(alert);
  if (fields === undefined) return refuse(undefined, "the alert is not a JSON object", "no reason given");

  const { reason, source, eventType } = fields;
  if (source === undefined) {
    return refuse(undefined, `no source address: looked at ${SOURCE_FIELDS.join(", ")}`, reason);
  }
  const { field, value } = source;
  if (typeof value !== "string") return refuse(undefined, `${field} must be one IP address as text`, reason);
  const text = value.trim();
  if (eventType !== undefined && eventType !== "alert") {
    return refuse(text, `event_type is ${JSON.stringify(eventType)}, not "alert"`, reason);
  }
  const address = parseAddress(text);
  if (address === undefined) return refuse(text, `${JSON.stringify(text)} is not an IP address`, reason);
  const unsafe = whyUnsafe(address, safeRanges);
  if (unsafe !== undefined) return refuse(address.text, unsafe, reason);
  const ttlMinutes = readTtl(fields.ttlMinutes, defaultTtl);
  if (ttlMinutes === undefined) {
    const why = `ttl_minutes must be a whole number from 1 to ${MAX_TTL_MINUTES}, not ${JSON.stringify(fields.ttlMinutes)}`;
    return refuse(address.text, why, reason);
  }
  return block(address, reason, ttlMinutes);
}

function block(address: IpAddress, reason: string, ttlMinutes: number): BlockVerdict {
  const { text: sourceIp } = address;
  const base = { verdict: "block", sourceIp, reason, ttlMinutes, expirySeconds: ttlMinutes * 60 } as const;
  const name = `blocked-${sourceIp}`;
  return address.family === "ipv4"
    ? {
        ...base,
        family: "ipv4",
        addressTable: "firewall/address",
        groupTable: "firewall/addrgrp",
        address: { name, subnet: `${sourceIp} 255.255.255.255`, comment: COMMENT },
      }
    : {
        ...base,
        family: "ipv6",
        addressTable: "firewall/address6",
        groupTable: "firewall/addrgrp6",
        address: { name, ip6: `${sourceIp}/128`, comment: COMMENT },
      };
}

function refuse(sourceIp: string | undefined, why: string, reason: string): RefuseVerdict {
  return { verdict: "refuse", sourceIp, why, reason };
}

/** Forms and webhooks send numbers as text. */
function readTtl(value: unknown, defaultTtl: number): number | undefined {
  if (value === undefined || value === null || value === "") return defaultTtl;
  const minutes = typeof value === "string" && /^\d+$/.test(value.trim()) ? Number(value) : value;
  return isTtl(minutes) ? minutes : undefined;
}

function isTtl(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_TTL_MINUTES;
}

function checkedDefault(minutes: number): number {
  if (isTtl(minutes)) return minutes;
  throw invalidInput(`The option defaultTtlMinutes is ${minutes}, not a whole number from 1 to ${MAX_TTL_MINUTES}`);
}
