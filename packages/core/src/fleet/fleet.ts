/**
 * One piece of work on many devices.
 *
 * @module
 */

import type { Runtime } from "../types.ts";
import { createRun, type FleetState } from "./create-run.ts";
import { type FleetDevices, readDevices } from "./devices.ts";
import type { FleetRun, FleetRunOptions, FleetWork } from "./run.ts";

/** Many devices that are worked on alike. */
export interface Fleet<Client> {
  /** The names of the devices, in order. */
  readonly devices: readonly string[];
  /**
   * Prepares a run of `work` over all devices. A failure on one leaves the others alone: every device has an outcome of
   * its own, and nothing is thrown. Throws INVALID_INPUT when an option is wrong.
   *
   * Devices serialise their API, so one device has one piece of work at a time, across all runs of the fleet: a run
   * inside the work of another must leave out the device that this is about, or both wait for ever.
   */
  run<T>(work: FleetWork<Client, T>, options?: FleetRunOptions): FleetRun<T>;
}

/** What a fleet lives by. */
export interface FleetOptions {
  /** The clock that measures durations. Default: the machine's own. */
  readonly clock?: Pick<Runtime, "now">;
}

/**
 * Makes a fleet of devices. Connects to nothing: a device is connected when its turn comes, and closed after it; clients
 * that are given stay open.
 *
 * @throws FortiError INVALID_INPUT for a device without a name or a client, and for one that is named twice.
 *
 * @example
 * ```ts
 * import { fleet } from "@fortiweave/core";
 *
 * export async function names(devices: Record<string, AsyncDisposable & { name(): Promise<string> }>): Promise<void> {
 *   const run = fleet(devices).run((device) => device.name(), { concurrency: 20, stopAfterFailures: 3 });
 *   for await (const outcome of run) {
 *     const { device, progress } = outcome;
 *     console.log(`${progress.done + progress.failed}/${progress.total}`, device, outcome.status);
 *   }
 *   console.log(JSON.stringify(run.report()));
 * }
 * ```
 */
export function fleet<Client extends AsyncDisposable>(
  devices: FleetDevices<Client>,
  options: FleetOptions = {},
): Fleet<Client> {
  const state: FleetState<Client> = {
    members: readDevices(devices),
    clock: options.clock ?? Date,
    onFree: new Set(),
  };
  return {
    devices: state.members.map(({ name }) => name),
    run: (work, runOptions = {}) => createRun(state, work, runOptions),
  };
}
