/**
 * The revisions of devices: what each held at every retrieve and every installation.
 *
 * @module
 */

import { configText } from "../../../conf/write.ts";
import type { Device } from "../../../device/device.ts";
import type { Entry } from "../../parts.ts";
import type { ManagedDevice } from "../fleet.ts";

export interface Revision {
  /** Counts from 1. */
  readonly number: number;
  /** The configuration of the FortiGate. */
  readonly text: string;
  /** The same as FortiManager keeps it, by url. */
  readonly content: ReadonlyMap<string, Entry>;
  readonly user: string;
  readonly comments: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** What a revision is told about itself. */
export interface RevisionNote {
  readonly user: string;
  readonly comments: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** Takes one, of what the last retrieve brought. Nothing changed: the last one stays the last. */
export function takeRevision(device: ManagedDevice, note: RevisionNote): void {
  if (device.reach === undefined) return;
  const text = configurationText(device.reach.device);
  const last = device.revisions.at(-1);
  if (last?.text === text) return;
  device.revisions.push({ number: (last?.number ?? 0) + 1, text, content: device.base, ...note });
}

/** As a backup of the FortiGate has it, without its first line. */
function configurationText(device: Device): string {
  const { schemas, tables } = device.configuration();
  return `${configText(schemas, tables())}\n`;
}
