/**
 * Bans addresses on the spot, without a policy, and checks that the device holds the ban.
 *
 * @module
 */

import { checkNumber } from "@fortiweave/core";
import { invalidInput, notTaken, watchHandle } from "@fortiweave/core/client";
import { readEndpoint } from "../endpoint.ts";
import type { Engine } from "../engine.ts";
import { type Envelope, isRecord } from "../envelope.ts";
import { type Params, prepareCall } from "../prepare-call.ts";
import type { CallOptions, Simulation } from "../types.ts";
import { parseSafeRanges, whyUnsafe } from "./guard.ts";
import { type IpAddress, parseAddress } from "./ip-address.ts";

/** How to ban. */
export interface BanOptions extends CallOptions {
  /** Seconds until the ban ends by itself. Default 0: never. */
  readonly expirySeconds?: number;
  /** Addresses and networks in CIDR form that are never banned, beyond the built-in ones. */
  readonly safeRanges?: readonly string[];
  /** Ban private, loopback, link-local, multicast and safe addresses too. Default false: it may lock you out. */
  readonly allowUnsafe?: boolean;
}

/** What a ban did, or would have done, when it is simulated. Addresses are in canonical form. */
export interface BanResult extends Simulation {
  /** Whether this call banned anything. */
  readonly changed: boolean;
  /** Banned by this call. */
  readonly banned: readonly string[];
  /** Banned before, and left as they were, expiry included. */
  readonly already: readonly string[];
}

/** What the end of a ban did, or would have done, when it is simulated. Addresses are in canonical form. */
export interface UnbanResult extends Simulation {
  /** Whether this call set anything free. */
  readonly changed: boolean;
  /** Set free by this call. */
  readonly unbanned: readonly string[];
  /** Not banned before. */
  readonly absent: readonly string[];
}

/** One banned address. */
export interface BannedAddress {
  /** In canonical form. */
  readonly ipAddress: string;
  /** Seconds since the epoch. */
  readonly created?: number;
  /** Seconds since the epoch. Absent: never. */
  readonly expires?: number;
  /** What banned it, in the device's words, such as `Administrative`. */
  readonly source?: string;
}

/** The addresses that a FortiGate blocks without a policy. */
export interface Quarantine {
  /**
   * Bans addresses, and checks that the device holds every ban.
   *
   * Throws INVALID_INPUT naming each address that is none or must not be banned, and then sends nothing; VERIFY_FAILED
   * when the device accepted the ban and does not show it.
   */
  ban(addresses: string | readonly string[], options?: BanOptions): Promise<BanResult>;
  /** Ends bans, and checks that the device has forgotten them. */
  unban(addresses: string | readonly string[], options?: CallOptions): Promise<UnbanResult>;
  /** All banned addresses. */
  list(options?: CallOptions): Promise<BannedAddress[]>;
}

const HINT = "Read the list of banned addresses: the device may limit their number, or somebody else changed it";

/** Makes the handle of a device's bans. */
export function createQuarantine(engine: Engine): Quarantine {
  const act = async (path: string, body: Params, options: CallOptions): Promise<Envelope> =>
    engine.send(await prepareCall(engine, "monitor", path, { action: "post", method: "POST" }, {}, body), options);
  const list = async (options: CallOptions = {}): Promise<BannedAddress[]> => {
    const results = await readEndpoint(engine, "monitor", "user/banned", {}, options);
    return [results].flat().filter(isRecord).flatMap(toBanned);
  };
  const listed = async (options: CallOptions): Promise<Set<string>> =>
    new Set((await list(options)).map(({ ipAddress }) => ipAddress));

  const quarantine: Quarantine = {
    list,
    async ban(addresses, options = {}) {
      const { expirySeconds = 0, safeRanges = [], allowUnsafe = false, ...callOptions } = options;
      // The device, too, takes a signed number of 32 bits at most.
      checkNumber("expirySeconds", expirySeconds, 0);
      const ranges = parseSafeRanges(safeRanges);
      const wanted = readAddresses("ban", addresses, (address) =>
        allowUnsafe ? undefined : whyUnsafe(address, ranges),
      );
      const before = await listed(callOptions);
      const todo = wanted.filter((address) => !before.has(address));
      const already = wanted.filter((address) => before.has(address));
      if (todo.length === 0) return { changed: false, banned: [], already };
      const body = { ip_addresses: todo, expiry: expirySeconds };
      const { simulated } = await act("user/banned/add_users", body, callOptions);
      if (simulated !== undefined) return { changed: true, banned: todo, already, simulated };
      const after = await listed(callOptions);
      const missing = todo.filter((address) => !after.has(address));
      if (missing.length === 0) return { changed: true, banned: todo, already };
      throw notTaken(`The device accepted the ban and does not hold it: ${missing.join(", ")}`, HINT);
    },
    async unban(addresses, options = {}) {
      const unwanted = readAddresses("unban", addresses, () => undefined);
      const before = await listed(options);
      const todo = unwanted.filter((address) => before.has(address));
      const absent = unwanted.filter((address) => !before.has(address));
      if (todo.length === 0) return { changed: false, unbanned: [], absent };
      const { simulated } = await act("user/banned/clear_users", { ip_addresses: todo }, options);
      if (simulated !== undefined) return { changed: true, unbanned: todo, absent, simulated };
      const after = await listed(options);
      const left = todo.filter((address) => after.has(address));
      if (left.length === 0) return { changed: true, unbanned: todo, absent };
      throw notTaken(`The device ended the ban and still holds it: ${left.join(", ")}`, HINT);
    },
  };
  return watchHandle(quarantine, { area: "monitor", path: "user/banned" }, engine.refused);
}

/** The addresses, each once, in canonical form; or one error that names every bad one. */
function readAddresses(
  verb: string,
  given: string | readonly string[],
  objection: (address: IpAddress) => string | undefined,
): string[] {
  const addresses: string[] = [];
  const bad: string[] = [];
  for (const text of [given].flat()) {
    const address = typeof text === "string" ? parseAddress(text.trim()) : undefined;
    const why = address === undefined ? `${JSON.stringify(text)} is not an IP address` : objection(address);
    if (address === undefined || why !== undefined) bad.push(why ?? text);
    else addresses.push(address.text);
  }
  if (bad.length > 0) {
    throw invalidInput(
      `Cannot ${verb}: ${bad.join("; ")}`,
      "Nothing was sent; take these addresses out, or allow unsafe addresses if you are sure you do not lock yourself out",
    );
  }
  return [...new Set(addresses)];
}

function toBanned(row: Record<string, unknown>): BannedAddress[] {
  const { ip_address: ipAddress, created, expires, source } = row;
  if (typeof ipAddress !== "string") return [];
  return [
    {
      ipAddress: parseAddress(ipAddress)?.text ?? ipAddress,
      ...(typeof created === "number" && { created }),
      ...(typeof expires === "number" && expires > 0 && { expires }),
      ...(typeof source === "string" && { source }),
    },
  ];
}
