/**
 * What a run says of each device.
 *
 * @module
 */

/** How far a run is. */
export interface FleetProgress {
  /** Devices of the fleet. */
  readonly total: number;
  /** Devices whose work is done, those of the resumed run included. */
  readonly done: number;
  /** Devices whose work failed in this run. */
  readonly failed: number;
  /** Devices that this run gave up. */
  readonly skipped: number;
}

/** What all outcomes say. */
export interface FleetOutcomeBase {
  /** Name of the device. */
  readonly device: string;
  /** Its place in the fleet, from 0. */
  readonly index: number;
  /** Milliseconds that the work took, connecting included. */
  readonly durationMs: number;
  /** How far the run was then. */
  readonly progress: FleetProgress;
}

/** The work on a device is done. */
export interface FleetDone<T> extends FleetOutcomeBase {
  /** Tells the outcomes apart. */
  readonly status: "done";
  /** What it answered. */
  readonly value: T;
}

/** The work on a device failed. */
export interface FleetFailed extends FleetOutcomeBase {
  /** Tells the outcomes apart. */
  readonly status: "failed";
  /** What it threw. */
  readonly error: unknown;
}

/** The work on a device was never begun. */
export interface FleetSkipped extends FleetOutcomeBase {
  /** Tells the outcomes apart. */
  readonly status: "skipped";
  /** Too many failures on other devices, or the signal of the run. */
  readonly reason: "failures" | "aborted";
}

/** How it went on one device. */
export type FleetOutcome<T> = FleetDone<T> | FleetFailed | FleetSkipped;
