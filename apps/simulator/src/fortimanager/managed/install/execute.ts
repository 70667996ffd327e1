/**
 * Makes an installation on one FortiGate, and takes note of what came of it.
 *
 * @module
 */

import type { ManagedDevice, PackageState } from "../fleet.ts";
import { type Managing, updateDevice } from "../managing.ts";
import { retrieve } from "../retrieve.ts";
import { takeRevision } from "../revisions/device-revisions.ts";
import { isUp } from "../tunnel.ts";
import { applyChanges, failureText } from "./apply.ts";
import type { Change } from "./change.ts";
import { planInstallation, type VdomContent } from "./plan.ts";

/** What is installed on a device. */
export interface Installation {
  readonly device: ManagedDevice;
  readonly adom: string;
  /** Undefined: only what is pending in the device's own database. */
  readonly pkg: string | undefined;
  readonly contents: readonly VdomContent[];
  readonly user: string;
  /** Of the device revision. */
  readonly comments: string;
}

export interface Outcome {
  readonly detail: string;
  readonly warning?: true;
}

const FINISHED = "install and save finished status=";
const NOTHING: Outcome = { detail: "no installing devices/no changes on package", warning: true };

/** @throws Error with the detail of the task's line when the FortiGate did not take all of it, or does not answer. */
export async function execute(managing: Managing, installation: Installation): Promise<Outcome> {
  const { device, pkg, contents } = installation;
  const { reach } = device;
  if (reach === undefined) throw new Error("Initiate install to real device failed due to tunnel down");
  if (!isUp(reach, managing.settings)) {
    await updateDevice(managing, device, { conn_status: "down", dev_status: "timeout" });
    throw new Error("Initiate install to real device failed due to tunnel down");
  }
  const changes = await planInstallation(managing, device, reach.device.configuration(), contents);
  if (changes.length === 0) {
    const isNews = pkg !== undefined && !isInstalled(installation);
    await finish(managing, installation, []);
    return isNews ? { detail: `${FINISHED}OK` } : NOTHING;
  }
  const failures = await applyChanges(reach, managing.settings, changes);
  const failed = new Set(failures.map(({ change }) => change));
  await finish(
    managing,
    installation,
    changes.filter((change) => !failed.has(change)),
    failures.length > 0,
  );
  if (failures.length > 0) throw new Error(`${FINISHED}FAILED: ${failures.map(failureText).join(", ")}`);
  return { detail: `${FINISHED}OK` };
}

/** Whether every VDOM holds the package as it is. */
function isInstalled({ device, adom, pkg, contents }: Installation): boolean {
  return contents.every(({ vdom }) => {
    const state = device.packages.get(vdom);
    return state?.adom === adom && state.pkg === pkg && state.status === "installed";
  });
}

async function finish(
  managing: Managing,
  { device, adom, pkg, contents, user, comments }: Installation,
  done: readonly Change[],
  isPartial = false,
): Promise<void> {
  noteOwned(device, contents, done);
  for (const { vdom, content } of contents) {
    if (pkg === undefined) continue;
    const status: PackageState["status"] = isPartial ? "modified" : "installed";
    device.packages.set(vdom, { adom, pkg, vdom, status, parts: content.parts, changes: new Set() });
  }
  // What the FortiGate refused stays pending, and nobody knows what it holds until somebody looks.
  if (isPartial) device.checksum = "";
  else await retrieve(managing.database, device);
  takeRevision(device, { user, comments, time: managing.clock.now() });
  await updateDevice(managing, device, {
    conn_status: "up",
    conf_status: isPartial ? "outofsync" : "insync",
    db_status: device.isTouched ? "mod" : "nomod",
    dev_status: isPartial ? "aborted" : "installed",
  });
}

function noteOwned({ owned }: ManagedDevice, contents: readonly VdomContent[], done: readonly Change[]): void {
  const [only] = contents;
  for (const change of done) {
    if (change.kind === "move" || only === undefined) continue;
    const id = `${change.vdom ?? only.vdom} ${change.path} ${change.key}`;
    if (change.kind === "delete") owned.delete(id);
    else if (change.before === undefined && isObject(contents, change)) owned.add(id);
  }
}

/** Policies are the package's in any case: only objects have to be remembered. */
function isObject(contents: readonly VdomContent[], { path }: Change): boolean {
  return contents.some(({ content }) => !content.policies.has(path));
}
