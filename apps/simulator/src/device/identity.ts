/**
 * Who a simulated FortiGate says it is.
 *
 * @module
 */

import { buildOf } from "../version.ts";

export interface Identity {
  readonly name: string;
  readonly serial: string;
  /** `7.4.8` */
  readonly version: string;
  readonly build: number;
}

/** @param position Counts the FortiGates of one simulator from 1. */
export function createIdentity(position: number, version: string): Identity {
  return {
    name: `fortigate-${position}`,
    serial: `FGVMSM${String(position).padStart(10, "0")}`,
    version,
    build: buildOf(version),
  };
}

/** What every envelope says of the device that sends it. */
export function signature({ serial, version, build }: Identity): { serial: string; version: string; build: number } {
  return { serial, version: `v${version}`, build };
}
