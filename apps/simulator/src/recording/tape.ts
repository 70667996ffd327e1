/**
 * What is written down of the devices of a simulator, and what they are made to repeat.
 *
 * @module
 */

import type { Served } from "../http/served.ts";
import { readRecording } from "./read.ts";
import { openRecording, type Party } from "./recorder.ts";
import { createReplay } from "./replay.ts";

export interface TapeOptions {
  /** File that every exchange is written to. */
  readonly record?: string | undefined;
  /** File that answers in place of the devices. */
  readonly replay?: string | undefined;
}

/** A device that can be brought back to its start. */
interface Resettable extends Served {
  reset(): unknown;
}

export interface Tape {
  /** The device itself, or one like it that is recorded, or that only repeats. */
  attach<Device extends Resettable>(device: Device, party: Party): Device;
  close(): void;
}

/** @throws Error when a file cannot be written, or read. */
export async function openTape({ record, replay }: TapeOptions): Promise<Tape> {
  const exchanges = replay === undefined ? undefined : await readRecording(replay);
  const recording = record === undefined ? undefined : openRecording(record);
  return {
    attach(device, party) {
      const recorded = recording === undefined ? device : { ...device, recorder: recording.recorderOf(party) };
      if (exchanges === undefined) return recorded;
      const repeated = createReplay(exchanges, party.device, party.product);
      const reset = (): unknown => {
        repeated.reset();
        return device.reset();
      };
      return { ...recorded, replay: repeated, handle: repeated.handle, reset };
    },
    close: () => recording?.close(),
  };
}
