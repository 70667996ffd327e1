/**
 * Who a simulated FortiGate says it is.
 *
 * @module
 */

import type { Model } from "../models/model.ts";
import { DEFAULT_MODEL } from "../models/models.ts";
import { buildOf } from "../version.ts";

export interface Identity {
  readonly name: string;
  readonly serial: string;
  /** `7.4.8` */
  readonly version: string;
  readonly build: number;
  readonly model: Model;
}

const SERIAL_LENGTH = 16;

/** @param position Counts the FortiGates of one simulator from 1. */
export function createIdentity(position: number, version: string, model: Model = DEFAULT_MODEL): Identity {
  const { serialPrefix } = model;
  return {
    name: `fortigate-${position}`,
    serial: serialPrefix + String(position).padStart(SERIAL_LENGTH - serialPrefix.length, "0"),
    version,
    build: buildOf(version),
    model,
  };
}

/** What every envelope says of the device that sends it. */
export function signature({ serial, version, build }: Identity): { serial: string; version: string; build: number } {
  return { serial, version: `v${version}`, build };
}
