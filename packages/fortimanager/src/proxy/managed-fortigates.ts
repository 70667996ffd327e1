/**
 * The FortiGates that a FortiManager manages, each with the client of a FortiGate.
 *
 * @module
 */

import type { FortiGate } from "@fortiweave/fortios/client";
import type { Engine } from "../engine.ts";
import { createDevice, type DeviceOptions } from "./device.ts";
import { createGroup, type FortiGateGroup } from "./group.ts";

/** The part of a client that reaches FortiGates through FortiManager, with its rights and over its connection. */
export interface ManagedFortiGates {
  /**
   * The whole client of a FortiGate, as `connectFortiGate` of `@fortiweave/fortios` makes it: tables, monitors, logs, ensure,
   * plans. FortiManager's proxy carries JSON alone: transactions, uploads and downloads throw UNSUPPORTED. Sends nothing
   * yet.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function hostname(fmg: FortiManager): Promise<string | undefined> {
   *   const branch = fmg.device("root", "FGT1", { vdom: "root" });
   *   return (await branch.cmdb("system/global").get()).hostname;
   * }
   * ```
   */
  device(adom: string, name: string, options?: DeviceOptions): FortiGate;
  /**
   * The same paths for several FortiGates at once: those of a device group (`All_FortiGate` are all of the ADOM), or
   * those that are named. Each call answers what became of it on every device. Sends nothing yet.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function versions(fmg: FortiManager): Promise<void> {
   *   const answers = await fmg.group("root", "All_FortiGate").monitor("system/status").get();
   *   for (const answer of answers) console.log(answer.device, answer.ok ? answer.value : answer.error.message);
   * }
   * ```
   */
  group(adom: string, devices: string | readonly string[], options?: DeviceOptions): FortiGateGroup;
}

/** Makes that part. */
export function createManagedFortiGates(engine: Engine): ManagedFortiGates {
  return {
    device: (adom, name, options = {}) => createDevice(engine, { adom, name }, options),
    group: (adom, devices, options = {}) => createGroup(engine, adom, devices, options),
  };
}
