/**
 * Asks a FortiGate who it is, and what it holds.
 *
 * @module
 */

import type { Configuration } from "../../../cmdb/configuration.ts";
import type { Entry, Reachable } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import type { ManagedDevice, PackageState } from "../fleet.ts";
import { CopyFailed } from "../install/content.ts";
import { contentFor } from "../install/lines.ts";
import { planChanges } from "../install/plan.ts";
import { type Managing, spotOfDevice, updateDevice } from "../managing.ts";
import { refreshStatus } from "../status.ts";
import { isUp, TunnelDown } from "../tunnel.ts";
import { connect } from "./add.ts";
import { addressOf, realEntry } from "./entry.ts";

/** Looks at it anew. A model whose FortiGate has come is one no longer. @throws TunnelDown. */
export async function refreshDevice(managing: Managing, device: ManagedDevice): Promise<Entry> {
  const reach = requireUp(managing, device);
  await become(managing, device, reach);
  await refreshStatus(managing, device);
  return {};
}

/** Takes over everything that the FortiGate holds. @throws TunnelDown. */
export async function reloadDevice(managing: Managing, device: ManagedDevice, user: string): Promise<Entry> {
  const reach = requireUp(managing, device);
  await become(managing, device, reach);
  await connect(managing, device, user);
  await comparePackages(managing, device, reach);
  await updateDevice(managing, device, { conf_status: "insync", db_status: "nomod", dev_status: "retrieved" });
  return {};
}

/** A package that the FortiGate no longer holds as it was installed is out of step with it. */
async function comparePackages(managing: Managing, device: ManagedDevice, reach: Reachable): Promise<void> {
  const configuration = reach.device.configuration();
  for (const state of device.packages.values()) {
    if (state.status === "modified") continue;
    const isThere = await holds(managing, device, configuration, state);
    if (!isThere) state.status = "out-of-sync";
    else if (state.status === "out-of-sync") state.status = "installed";
  }
}

async function holds(
  managing: Managing,
  device: ManagedDevice,
  configuration: Configuration,
  state: PackageState,
): Promise<boolean> {
  try {
    const content = await contentFor(managing, { ...state, flags: [] }, { device, vdom: state.vdom });
    return (await planChanges(managing, device, configuration, [content])).length === 0;
  } catch (error) {
    if (error instanceof CopyFailed) return false;
    throw error;
  }
}

/** Puts another FortiGate behind a device: one with this serial number. */
export async function replaceSerial(managing: Managing, device: ManagedDevice, sn: string): Promise<void> {
  const { fleet, reachable } = managing;
  const reach = reachable.find((own) => own.device.identity.serial === sn);
  if (fleet.all().some((other) => other !== device && reach !== undefined && other.reach === reach)) throw missing();
  device.reach = reach;
  device.checksum = "";
  await updateDevice(managing, device, { sn });
}

function requireUp({ settings }: Managing, device: ManagedDevice): Reachable {
  if (device.reach === undefined || !isUp(device.reach, settings)) throw new TunnelDown(device.name);
  return device.reach;
}

/** What the FortiGate says of itself takes the place of what the model said. */
async function become(managing: Managing, device: ManagedDevice, reach: Reachable): Promise<void> {
  const spot = spotOfDevice(device);
  const entry = (await managing.database.entry(spot)) ?? {};
  const { database, reachable, clock } = managing;
  const own = realEntry(device.name, addressOf(reachable, reach), reach, entry, clock.now());
  const { conf_status: _conf, db_status: _db, dev_status: _dev, ...told } = own;
  device.isModel = false;
  await database.store(spot, { ...entry, ...told });
}
