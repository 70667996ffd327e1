/**
 * What an installation would do on a FortiGate, as its command line.
 *
 * @module
 */

import { OBJECT_KEY } from "../../../cmdb/table.ts";
import type { ManagedDevice } from "../fleet.ts";
import type { Managing } from "../managing.ts";
import { isUp } from "../tunnel.ts";
import { planInstallation, type VdomContent } from "./plan.ts";
import { scriptOf } from "./script.ts";

/** @throws Error with the detail of the task's line when the FortiGate does not answer. */
export async function previewText(
  managing: Managing,
  device: ManagedDevice,
  contents: readonly VdomContent[],
): Promise<string> {
  const { reach } = device;
  if (reach === undefined || !isUp(reach, managing.settings)) throw new Error("Device is not connected");
  const configuration = reach.device.configuration();
  const changes = await planInstallation(managing, device, configuration, contents);
  const settings = configuration.table("system/global", undefined).get(OBJECT_KEY);
  return scriptOf(changes, settings?.["vdom-mode"] === "multi-vdom");
}
