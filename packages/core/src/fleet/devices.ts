/**
 * The devices of a fleet: who they are, and how to come by a client of each.
 *
 * @module
 */

import { FortiError } from "../errors.ts";

/** A device with a client of its own, or with a way to connect one when its turn comes. */
export type FleetDevice<Client> =
  | {
      /** What outcomes and reports call it. No two devices of a fleet have the same name. */
      readonly name: string;
      /** Stays open: the fleet never closes it. */
      readonly client: Client;
    }
  | {
      /** What outcomes and reports call it. No two devices of a fleet have the same name. */
      readonly name: string;
      /** Makes a client for one piece of work. The fleet closes it when that is over. */
      readonly connect: () => Client | Promise<Client>;
    };

/** The devices of a fleet in a list, or clients by name. */
export type FleetDevices<Client> = readonly FleetDevice<Client>[] | Readonly<Record<string, Client>>;

/** One device while the fleet works with it. */
export interface Member<Client> {
  readonly name: string;
  /** Its place in the list. */
  readonly index: number;
  /** Pieces of work that are under way on it, of all runs. */
  busy: number;
  open(): Promise<Opened<Client>>;
}

/** A client for one piece of work. */
export interface Opened<Client> {
  readonly client: Client;
  /** Gives it back. Never rejects. */
  release(): Promise<void>;
}

/**
 * Reads the devices of a fleet.
 *
 * @throws FortiError INVALID_INPUT for a device without a name or a client, and for one that is named twice.
 */
export function readDevices<Client extends AsyncDisposable>(devices: FleetDevices<Client>): readonly Member<Client>[] {
  const list = isList(devices) ? devices : Object.entries(devices).map(([name, client]) => ({ name, client }));
  const names = new Set<string>();
  const clients = new Map<Client, string>();
  return list.map((device, index) => {
    const { name } = device;
    if (typeof name !== "string" || name === "") throw unfit(`Device ${index + 1} of the fleet has no name`);
    if (names.has(name)) throw unfit(`The device ${JSON.stringify(name)} stands twice in the fleet`);
    names.add(name);
    if ("connect" in device) return { name, index, busy: 0, open: () => openAnew(device.connect) };
    const { client } = device;
    if (client === undefined || client === null) {
      throw unfit(`The device ${JSON.stringify(name)} has no client and no way to connect`);
    }
    const other = clients.get(client);
    if (other !== undefined) {
      throw unfit(`The devices ${JSON.stringify(other)} and ${JSON.stringify(name)} share one client`);
    }
    clients.set(client, name);
    return { name, index, busy: 0, open: () => Promise.resolve({ client, release: () => Promise.resolve() }) };
  });
}

function isList<Client>(devices: FleetDevices<Client>): devices is readonly FleetDevice<Client>[] {
  return Array.isArray(devices);
}

async function openAnew<Client extends AsyncDisposable>(
  connect: () => Client | Promise<Client>,
): Promise<Opened<Client>> {
  const client = await connect();
  return {
    client,
    async release() {
      try {
        await client[Symbol.asyncDispose]();
      } catch {
        // The work is done or not, however the way out goes.
      }
    },
  };
}

function unfit(message: string): FortiError {
  return new FortiError({
    code: "INVALID_INPUT",
    message,
    hint: "Give each device once: a name of its own, and a client or a connect function",
  });
}
