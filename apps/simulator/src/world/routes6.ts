/**
 * The routing table of IPv6: connected networks and configured routes.
 *
 * @module
 */

import { SocketAddress } from "node:net";
import type { Configuration } from "../cmdb/configuration.ts";
import { isEntry } from "../cmdb/entry.ts";
import type { NetInterface } from "./interfaces.ts";
import { readerOf } from "./read.ts";

export interface Route6 {
  readonly type: "connect" | "static";
  /** `2001:db8::/64` */
  readonly destination: string;
  readonly gateway: string;
  readonly interface: string;
  readonly distance: number;
  readonly priority: number;
}

const STATIC = "router/static6";

export function readRoutes6(configuration: Configuration, vdom: string, interfaces: readonly NetInterface[]): Route6[] {
  const up = interfaces.filter(({ isUp }) => isUp);
  const connected = up.flatMap(({ name, entry }): Route6[] => {
    const destination = networkOf(isEntry(entry.ipv6) ? String(entry.ipv6["ip6-address"] ?? "") : "");
    if (destination === undefined) return [];
    return [{ type: "connect", destination, gateway: "::", interface: name, distance: 0, priority: 0 }];
  });
  const read = readerOf(configuration, STATIC);
  const configured = Array.from(configuration.table(STATIC, vdom).entries()).flatMap(([, entry]): Route6[] => {
    const device = read(entry, "device");
    const isReachable = read(entry, "blackhole") === "enable" || up.some(({ name }) => name === device);
    const destination = networkOf(read(entry, "dst") || "::/0", true);
    if (read(entry, "status") !== "enable" || !isReachable || destination === undefined) return [];
    return [
      {
        type: "static",
        destination,
        gateway: read(entry, "gateway") || "::",
        interface: device || "Null",
        distance: Number(read(entry, "distance")),
        priority: Number(read(entry, "priority")),
      },
    ];
  });
  return [...connected, ...configured];
}

/** Undefined for what is no network, and unless asked for, for the one that holds everything. */
function networkOf(text: string, mayBeAll: boolean = false): string | undefined {
  const [address = "", length = "128"] = text.split("/");
  const prefix = Number(length);
  const value = toBits(address);
  if (value === undefined || (value === 0n && !mayBeAll) || !(prefix >= 0 && prefix <= 128)) return undefined;
  const host = (1n << BigInt(128 - prefix)) - 1n;
  return `${toText(value & ~host)}/${prefix}`;
}

function toBits(text: string): bigint | undefined {
  if (!text.includes(":")) return undefined;
  const [head = "", tail] = text.split("::");
  const parts = (side: string) => side.split(":").filter((part) => part !== "");
  const [left, right] = [parts(head), parts(tail ?? "")];
  const middle = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  const all = [...left, ...middle, ...right];
  if (all.length !== 8 || all.some((part) => !/^[\da-f]{1,4}$/i.test(part))) return undefined;
  return all.reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n);
}

function toText(value: bigint): string {
  const digits = value.toString(16).padStart(32, "0");
  const address = digits.match(/.{4}/g)?.join(":") ?? "::";
  return new SocketAddress({ address, family: "ipv6" }).address;
}
