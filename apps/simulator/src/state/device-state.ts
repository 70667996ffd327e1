/**
 * What a FortiGate holds that is not as it left the factory.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { TableAt } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { createTable } from "../cmdb/table.ts";
import { factoryRows } from "../conf/factory-content.ts";
import type { Device } from "../device/device.ts";
import type { Grant } from "../device/tokens.ts";
import type { Ban } from "../monitor/banned-list.ts";
import type { ConfigFilesState } from "../monitor/config/config-files.ts";
import type { HaPeer, Registration } from "../monitor/live.ts";
import type { FeedState } from "../monitor/system/feeds.ts";
import type { Logon } from "../monitor/user/logons.ts";
import type { TunnelState } from "../monitor/vpn/tunnels.ts";

type Keyed = readonly [key: string, entry: Entry];

export interface DeviceState {
  /** Whole tables that differ from the factory's. */
  readonly tables: readonly {
    readonly path: string;
    /** Null for what exists once. */
    readonly vdom: string | null;
    readonly entries: readonly Keyed[];
  }[];
  readonly banned: readonly Ban[];
  readonly tokens: readonly Grant[];
  readonly files: ConfigFilesState;
  readonly feeds: FeedState;
  readonly logons: readonly Logon[];
  readonly tunnels: TunnelState;
  readonly registration: Registration;
  readonly haPeer: HaPeer;
}

export function deviceState(device: Device): DeviceState {
  const { live } = device;
  const factory = device.factory();
  const tables = device
    .configuration()
    .tables()
    .map(({ path, vdom, table }) => ({ path, vdom: vdom ?? null, entries: [...table.entries()] }))
    .filter(({ path, vdom, entries }) => !isSame(entries, factoryRows(factory, vdom ?? undefined, path)));
  return {
    tables,
    banned: device.banned.list(),
    tokens: device.tokens.grants(),
    files: device.files.state(),
    feeds: live.feeds.state(),
    logons: live.logons.state(),
    tunnels: live.tunnels.state(),
    registration: { ...live.registration },
    haPeer: { ...live.haPeer },
  };
}

/** Tables and fields are taken as they are: the file is of the same version. */
export async function loadDeviceState(device: Device, state: DeviceState): Promise<void> {
  const { live } = device;
  const configuration = device.configuration();
  await Promise.all(state.tables.map(({ path }) => configuration.schemas.load(path)));
  const tables = state.tables.map(
    ({ path, vdom, entries }): TableAt => ({ path, vdom: vdom ?? undefined, table: createTable(entries) }),
  );
  device.adopt(configuration.fork(tables));
  device.banned.load(state.banned);
  device.tokens.load(state.tokens);
  device.files.load(state.files);
  live.feeds.load(state.feeds);
  live.logons.load(state.logons);
  live.tunnels.load(state.tunnels);
  Object.assign(live.registration, state.registration);
  Object.assign(live.haPeer, state.haPeer);
}

function isSame(entries: readonly Keyed[], factory: readonly Keyed[]): boolean {
  return (
    entries.length === factory.length &&
    entries.every(([key, entry], at) => {
      const other = factory[at];
      return other?.[0] === key && (other[1] === entry || isDeepStrictEqual(other[1], entry));
    })
  );
}
