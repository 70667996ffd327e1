/**
 * What a FortiGate knows of the FortiManager that manages it: `system/central-management`.
 *
 * @module
 */

import { OBJECT_KEY } from "../../../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../../../cmdb/vdoms.ts";
import type { Reachable } from "../../parts.ts";
import { TUNNEL_ADDRESS } from "../tunnel.ts";

const CENTRAL = "system/central-management";

/** It is managed by the FortiManager of this serial number from now on. */
export async function takeOver({ device }: Reachable, serial: string): Promise<void> {
  const configuration = device.configuration();
  const schema = await configuration.schemas.load(CENTRAL);
  if (schema === undefined) return;
  const entry = { type: "fortimanager", fmg: `"${TUNNEL_ADDRESS}"`, "serial-number": `"${serial}"` };
  configuration.put(schema, MANAGEMENT_VDOM, OBJECT_KEY, entry);
}

/** Nobody manages it any more. */
export async function letGo({ device }: Reachable): Promise<void> {
  const configuration = device.configuration();
  const schema = await configuration.schemas.load(CENTRAL);
  if (schema !== undefined) configuration.put(schema, MANAGEMENT_VDOM, OBJECT_KEY, { type: "none" });
}
