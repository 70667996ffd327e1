/**
 * What a simulator keeps in a file: enough to go on as if it had never stopped.
 *
 * @module
 */

import type { Certificate } from "../certificate.ts";
import type { CloudUser } from "../fortimanager/cloud/cloud.ts";
import type { ManagerState } from "../fortimanager/state.ts";
import type { DeviceState } from "./device-state.ts";

/** How clients reach a device: the same as before, so that what they are set up with still works. */
export interface SavedAccess {
  readonly token: string;
  readonly password: string;
  readonly port: number;
  readonly certificate: Certificate;
}

export interface SavedFortiGate extends SavedAccess {
  readonly serial: string;
  /** `FGT-60F` */
  readonly model: string;
  /** `7.4.8` */
  readonly version: string;
  readonly state: DeviceState;
}

export interface SavedManager extends SavedAccess {
  readonly version: string;
  readonly cloud: { readonly user: CloudUser; readonly port: number; readonly certificate: Certificate };
  readonly state: ManagerState;
}

export interface Saved {
  readonly fortigates: readonly SavedFortiGate[];
  readonly fortimanager: SavedManager | null;
}
