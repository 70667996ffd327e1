/**
 * Who a simulated FortiManager says it is.
 *
 * @module
 */

import { buildOf } from "../version.ts";

export interface ManagerIdentity {
  readonly name: string;
  readonly serial: string;
  /** `7.6.4` */
  readonly version: string;
  readonly build: number;
}

export function createManagerIdentity(version: string): ManagerIdentity {
  return { name: "fortimanager-1", serial: "FMG-VMTM00000001", version, build: buildOf(version) };
}
