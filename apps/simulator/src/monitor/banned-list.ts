/**
 * The addresses that a device has banned.
 *
 * @module
 */

import { isIP, isIPv6, SocketAddress } from "node:net";
import type { Clock } from "../device/clock.ts";

export interface Ban {
  readonly ipAddress: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** Seconds since the epoch; 0 for a ban without an end. */
  readonly expires: number;
  readonly source: string;
}

export interface BannedList {
  /** Bans for so many seconds, 0 for ever. An address that is banned already gets the new end. */
  add(addresses: readonly string[], seconds: number): void;
  remove(addresses: readonly string[]): void;
  clear(): void;
  has(address: string): boolean;
  /** Bans that have not run out, the oldest first. */
  list(): readonly Ban[];
  /** In the place of all bans. */
  load(bans: readonly Ban[]): void;
}

export function createBannedList(clock: Clock): BannedList {
  const bans = new Map<string, Ban>();
  const now = () => Math.floor(clock.now() / 1000);

  function dropExpired(): void {
    for (const [address, { expires }] of bans) if (expires !== 0 && expires <= now()) bans.delete(address);
  }

  return {
    add(addresses, seconds) {
      for (const address of addresses.map(canonical)) {
        const expires = seconds === 0 ? 0 : now() + seconds;
        bans.set(address, { ipAddress: address, created: now(), expires, source: "administrative" });
      }
    },
    remove(addresses) {
      for (const address of addresses) bans.delete(canonical(address));
    },
    clear: () => bans.clear(),
    has(address) {
      dropExpired();
      return bans.has(canonical(address));
    },
    list() {
      dropExpired();
      return [...bans.values()];
    },
    load(given) {
      bans.clear();
      for (const ban of given) bans.set(ban.ipAddress, ban);
    },
  };
}

export function isAddress(value: unknown): value is string {
  return typeof value === "string" && isIP(value) !== 0 && !value.includes("%");
}

function canonical(address: string): string {
  return isIPv6(address) ? new SocketAddress({ address, family: "ipv6" }).address : address;
}
