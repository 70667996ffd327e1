/**
 * What a run over a fleet takes and offers.
 *
 * @module
 */

import type { FleetOutcome, FleetProgress } from "./outcome.ts";
import type { FleetReport } from "./report.ts";

/** What the work on a device gets to know. */
export interface FleetContext {
  /** Name of the device. */
  readonly device: string;
  /** 1 for the first time, one more for each earlier run that this one resumes. */
  readonly attempt: number;
  /** Aborted with the run: give it to every call. */
  readonly signal: AbortSignal;
}

/** What to do on each device. */
export type FleetWork<Client, T> = (client: Client, context: FleetContext) => T | Promise<T>;

/** How to go about a run. */
export interface FleetRunOptions {
  /** Devices to work on at a time, those whose outcome waits to be taken included. Default 10. */
  readonly concurrency?: number;
  /** Pieces of work at a time on one device, those of the fleet's other runs included. Default 1. */
  readonly perDevice?: number;
  /** After so many failures no more work is begun; what runs is finished, the rest is skipped. Default: never. */
  readonly stopAfterFailures?: number;
  /** Cancels the work that runs and skips the rest. */
  readonly signal?: AbortSignal;
  /** The report of an earlier run: what is done there is not done again. */
  readonly resume?: FleetReport;
}

/**
 * A run over a fleet. It begins when the first outcome is asked for, and gives one for every device that is not done
 * yet, in the order in which they come. Whoever takes outcomes slowly slows it down: at most `concurrency` wait.
 *
 * Leaving the loop early begins no more work, cancels what runs, and waits for it.
 */
export interface FleetRun<T> {
  // An AsyncIterableIterator, spelled out: extending the library's costs every importer's compiler more than the rest.
  /** The outcomes. */
  [Symbol.asyncIterator](): FleetRun<T>;
  /** The same as `return`. */
  [Symbol.asyncDispose](): Promise<void>;
  /** How far it is. */
  readonly progress: FleetProgress;
  /** Where each device stands, to resume from. Good at any time. */
  report(): FleetReport;
  /** Runs to the end and answers all outcomes, in the order of the devices. */
  collect(): Promise<FleetOutcome<T>[]>;
  /** The next outcome. */
  next(): Promise<IteratorResult<FleetOutcome<T>, undefined>>;
  /** Ends the run: begins no more work, cancels what runs, and waits for it. */
  return(): Promise<IteratorResult<FleetOutcome<T>, undefined>>;
}
