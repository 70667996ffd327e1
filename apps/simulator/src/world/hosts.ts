/**
 * Who is behind an interface: made up, and the same whenever somebody looks.
 *
 * @module
 */

import { type Chance, createChance, seedOf } from "./chance.ts";
import type { DhcpServer, Reservation } from "./dhcp-servers.ts";
import type { NetInterface } from "./interfaces.ts";
import { isWithin } from "./ipv4.ts";

export interface Host {
  readonly ip: number;
  readonly mac: string;
  readonly name: string;
  readonly os: string;
  /** `Computer`, `Phone`, ... */
  readonly type: string;
  readonly manufacturer: string;
  /** What it says of itself when it asks for an address. */
  readonly vendorClass: string;
  readonly interface: string;
  /** The DHCP server that it has its address from; undefined where somebody configured it. */
  readonly server: DhcpServer | undefined;
  readonly isReserved: boolean;
}

interface Kind {
  readonly prefix: string;
  readonly os: string;
  readonly type: string;
  readonly manufacturer: string;
  /** How its hardware addresses begin. */
  readonly oui: string;
  readonly vendorClass: string;
}

const SERVERS: readonly Kind[] = [
  { prefix: "srv-", os: "Linux", type: "Server", manufacturer: "Dell", oui: "d0:94:66", vendorClass: "" },
  { prefix: "nas-", os: "Synology DSM", type: "NAS", manufacturer: "Synology", oui: "00:11:32", vendorClass: "" },
];
const CLIENTS: readonly Kind[] = [
  {
    prefix: "DESKTOP-",
    os: "Windows",
    type: "Computer",
    manufacturer: "Dell",
    oui: "8c:ec:4b",
    vendorClass: "MSFT 5.0",
  },
  {
    prefix: "LAPTOP-",
    os: "Windows",
    type: "Computer",
    manufacturer: "Lenovo",
    oui: "54:e1:ad",
    vendorClass: "MSFT 5.0",
  },
  { prefix: "macbook-", os: "macOS", type: "Computer", manufacturer: "Apple", oui: "3c:22:fb", vendorClass: "" },
  { prefix: "iphone-", os: "iOS", type: "Phone", manufacturer: "Apple", oui: "a4:83:e7", vendorClass: "" },
  {
    prefix: "android-",
    os: "Android",
    type: "Phone",
    manufacturer: "Samsung",
    oui: "8c:79:f5",
    vendorClass: "android-dhcp-13",
  },
  {
    prefix: "HPLJ-",
    os: "HP FutureSmart",
    type: "Printer",
    manufacturer: "HP",
    oui: "3c:d9:2b",
    vendorClass: "Hewlett-Packard LaserJet",
  },
  { prefix: "cam-", os: "Linux", type: "IP Camera", manufacturer: "Axis", oui: "ac:cc:8e", vendorClass: "" },
];
const SERVERS_PER_NETWORK = 2;
const FEWEST_CLIENTS = 4;
/** Addresses in the middle of a network are the first that people give to servers. */
const FIRST_SERVER = 10;
const FIRST_CLIENT = 100;

/** The hosts of an inside interface with a link; none for any other. */
export function hostsBehind(
  { name, subnet, side, isUp }: NetInterface,
  servers: readonly DhcpServer[],
  seed: number,
): readonly Host[] {
  if (subnet === undefined || side !== "inside" || !isUp || subnet.prefix > 30) return [];
  const server = servers.find((one) => one.interface === name && one.ranges.length + one.reservations.length > 0);
  const reservations = (server?.reservations ?? []).filter(({ ip }) => isWithin(subnet, ip));
  const taken = new Set([subnet.address, subnet.network, subnet.broadcast, ...reservations.map(({ ip }) => ip)]);
  const ownSeed = seed ^ seedOf(name);
  const clients = FEWEST_CLIENTS + createChance(ownSeed, 0).below(2 * FEWEST_CLIENTS);

  const place = (ip: number | undefined, kind: Kind, chance: Chance, from?: DhcpServer): Host[] => {
    if (ip === undefined) return [];
    taken.add(ip);
    return [hostOf(ip, kind, chance, name, from)];
  };
  const free = (offset: number) => firstFree(taken, [[subnet.network + offset, subnet.broadcast]], server);
  const fixed = Array.from({ length: SERVERS_PER_NETWORK }, (_, index) => {
    const chance = createChance(ownSeed, 100 + index);
    return place(free(Math.min(FIRST_SERVER, 2 ** (32 - subnet.prefix) / 4)), chance.pick(SERVERS), chance);
  });
  const moving = Array.from({ length: clients }, (_, index) => {
    const chance = createChance(ownSeed, 200 + index);
    const kind = chance.pick(CLIENTS);
    if (server === undefined) return place(free(Math.min(FIRST_CLIENT, 2 ** (32 - subnet.prefix) / 2)), kind, chance);
    const pool = server.ranges.filter(([first]) => isWithin(subnet, first));
    return place(firstFree(taken, pool, undefined, server.excluded), kind, chance, server);
  });
  const reserved = reservations.map((reservation, index) =>
    reservedHost(reservation, createChance(ownSeed, 300 + index), name, server),
  );
  return [...reserved, ...fixed.flat(), ...moving.flat()];
}

function hostOf(ip: number, kind: Kind, chance: Chance, intf: string, server: DhcpServer | undefined): Host {
  const { prefix, oui, ...rest } = kind;
  const tail = Array.from({ length: 3 }, () => chance.below(256).toString(16).padStart(2, "0"));
  const number = chance
    .below(36 ** 4)
    .toString(36)
    .padStart(4, "0");
  const isShouted = prefix === prefix.toUpperCase();
  return {
    ...rest,
    ip,
    mac: [oui, ...tail].join(":"),
    name: prefix + (isShouted ? number.toUpperCase() : number),
    interface: intf,
    server,
    isReserved: false,
  };
}

function reservedHost(
  { ip, mac, description }: Reservation,
  chance: Chance,
  intf: string,
  server: DhcpServer | undefined,
): Host {
  const host = hostOf(ip, chance.pick(CLIENTS), chance, intf, server);
  const name = /^[\w-]{1,63}$/.test(description) ? description : host.name;
  return { ...host, mac, name, isReserved: true };
}

/** The first address of the ranges that nobody has, and that a DHCP server does not keep for others. */
function firstFree(
  taken: ReadonlySet<number>,
  ranges: readonly (readonly [number, number])[],
  avoided: DhcpServer | undefined,
  excluded: readonly (readonly [number, number])[] = [],
): number | undefined {
  const forbidden = [...excluded, ...(avoided?.ranges ?? [])];
  for (const [first, last] of ranges) {
    for (let ip = first; ip <= last; ip += 1) {
      const hit = forbidden.find(([low, high]) => ip >= low && ip <= high);
      if (hit !== undefined) ip = Math.min(hit[1], last);
      else if (!taken.has(ip)) return ip;
    }
  }
  return undefined;
}
