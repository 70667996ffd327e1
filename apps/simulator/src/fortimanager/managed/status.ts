/**
 * How a device stands: connected or not, in step with the FortiGate or not, with changes that wait or not.
 *
 * @module
 */

import type { Spot } from "../parts.ts";
import type { ManagedDevice, PackageState } from "./fleet.ts";
import { deviceAt } from "./form/device-tables.ts";
import { type Managing, updateDevice } from "./managing.ts";
import { contentRoot } from "./packages/tree.ts";
import { checksumOf, pendingSpots } from "./retrieve.ts";
import { isUp } from "./tunnel.ts";

/** Looks at the FortiGate, and writes down what has come of it. */
export async function refreshStatus(managing: Managing, device: ManagedDevice): Promise<void> {
  if (device.isTouched && (await pendingSpots(managing.database, device)).length === 0) device.isTouched = false;
  const modified = { db_status: device.isTouched ? "mod" : "nomod" };
  if (device.isModel || device.reach === undefined) {
    await updateDevice(managing, device, { ...modified, conn_status: "UNKNOWN", conf_status: "unknown" });
  } else if (isUp(device.reach, managing.settings)) {
    const status = isInStep(device) ? "insync" : "outofsync";
    await updateDevice(managing, device, { ...modified, conn_status: "up", conf_status: status });
  } else {
    await updateDevice(managing, device, { ...modified, conn_status: "down" });
  }
}

export async function refreshAll(managing: Managing): Promise<void> {
  for (const device of managing.fleet.all()) await refreshStatus(managing, device);
}

/** Whether nobody has changed the FortiGate since the last retrieve or installation. */
export function isInStep({ reach, checksum }: ManagedDevice): boolean {
  return reach === undefined || checksumOf(reach.device) === checksum;
}

/** Takes note of what is written: to the database of a device, and to what a package is made of. */
export function noteWrites({ fleet }: Managing, spots: readonly Spot[]): void {
  for (const { table } of spots) {
    const device = fleet.find(deviceAt(table) ?? "");
    if (device !== undefined) device.isTouched = true;
  }
  for (const device of fleet.all()) {
    for (const state of device.packages.values()) for (const spot of spots) noteWrite(state, spot);
  }
}

function noteWrite(state: PackageState, { table, key }: Spot): void {
  const url = key === undefined ? table : `${table}/${key}`;
  const isPolicy = table.startsWith(`${contentRoot(state.adom, state.pkg)}/`);
  if (!isPolicy && !state.parts.has(url)) return;
  state.status = "modified";
  state.changes.add(url);
}
