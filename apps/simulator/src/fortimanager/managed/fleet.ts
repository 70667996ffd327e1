/**
 * The devices that are managed, beside what the database says of them.
 *
 * @module
 */

import type { Entry, Reachable } from "../parts.ts";
import type { Revision } from "./revisions/device-revisions.ts";

/** What a package left behind on a device. */
export interface PackageState {
  readonly adom: string;
  readonly pkg: string;
  readonly vdom: string;
  /** `out-of-sync`: the FortiGate has been changed, and what it holds now is retrieved. */
  status: "installed" | "imported" | "modified" | "out-of-sync";
  /** The objects that it uses, by url. */
  readonly parts: ReadonlySet<string>;
  /** What has been written of them and of its policies since, by url. */
  readonly changes: Set<string>;
}

export interface ManagedDevice {
  name: string;
  adom: string;
  /** Undefined for a model that no FortiGate stands behind yet. */
  reach: Reachable | undefined;
  /** A FortiGate that has not been connected: what is installed waits in the database. */
  isModel: boolean;
  /** What was there at the last retrieve, by url. */
  base: ReadonlyMap<string, Entry>;
  /** The FortiGate's configuration at that time. */
  checksum: string;
  /** Somebody may have written to the database since. */
  isTouched: boolean;
  /** `vdom path key` of what FortiManager created there, and may delete. */
  readonly owned: Set<string>;
  /** By VDOM. */
  readonly packages: Map<string, PackageState>;
  readonly revisions: Revision[];
}

export interface Fleet {
  all(): readonly ManagedDevice[];
  find(name: string): ManagedDevice | undefined;
  add(device: ManagedDevice): void;
  remove(name: string): void;
  rename(from: string, to: string): void;
  clear(): void;
}

export function createFleet(): Fleet {
  const devices = new Map<string, ManagedDevice>();
  return {
    all: () => [...devices.values()],
    find: (name) => devices.get(name),
    add: (device) => void devices.set(device.name, device),
    remove: (name) => void devices.delete(name),
    rename(from, to) {
      const device = devices.get(from);
      if (device === undefined) return;
      devices.delete(from);
      device.name = to;
      devices.set(to, device);
    },
    clear: () => devices.clear(),
  };
}

/** A device about which nothing is known yet. */
export function newDevice(name: string, adom: string, reach: Reachable | undefined, isModel: boolean): ManagedDevice {
  return {
    name,
    adom,
    reach,
    isModel,
    base: new Map(),
    checksum: "",
    isTouched: false,
    owned: new Set(),
    packages: new Map(),
    revisions: [],
  };
}
