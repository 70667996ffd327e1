/**
 * The DHCP servers that a VDOM is configured to run.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { toNumber } from "./ipv4.ts";
import { readerOf, rowsIn } from "./read.ts";

/** First and last address. */
export type Range = readonly [first: number, last: number];

export interface Reservation {
  readonly ip: number;
  readonly mac: string;
  readonly description: string;
}

export interface DhcpServer {
  readonly id: number;
  readonly interface: string;
  readonly ranges: readonly Range[];
  readonly excluded: readonly Range[];
  readonly reservations: readonly Reservation[];
  readonly leaseSeconds: number;
}

const PATH = "system.dhcp/server";
/** `0` in the configuration: leases never end. The longest that a device shows. */
const UNLIMITED_SECONDS = 8_640_000;

/** Those that are switched on. */
export function readDhcpServers(configuration: Configuration, vdom: string): DhcpServer[] {
  const read = readerOf(configuration, PATH);
  return Array.from(configuration.table(PATH, vdom).entries())
    .filter(([, entry]) => read(entry, "status") === "enable" && read(entry, "server-type") === "regular")
    .map(([id, entry]) => ({
      id: Number(id),
      interface: read(entry, "interface"),
      ranges: rangesIn(entry, "ip-range"),
      excluded: rangesIn(entry, "exclude-range"),
      reservations: rowsIn(entry["reserved-address"]).flatMap(toReservation),
      leaseSeconds: Number(read(entry, "lease-time")) || UNLIMITED_SECONDS,
    }));
}

function rangesIn(entry: Entry, field: string): Range[] {
  return rowsIn(entry[field]).flatMap((row) => {
    const first = toNumber(String(row["start-ip"] ?? ""));
    const last = toNumber(String(row["end-ip"] ?? ""));
    return first === undefined || last === undefined || last < first ? [] : [[first, last]];
  });
}

/** Those that block an address, or give out any, reserve none. */
function toReservation(row: Entry): Reservation[] {
  const ip = toNumber(String(row.ip ?? ""));
  const isReserved = (row.action ?? "reserved") === "reserved" && (row.type ?? "mac") === "mac";
  if (ip === undefined || !isReserved) return [];
  return [{ ip, mac: String(row.mac ?? ""), description: String(row.description ?? "") }];
}
