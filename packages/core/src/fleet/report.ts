/**
 * What a run has done so far, as plain data that outlives it.
 *
 * @module
 */

import { FortiError, type FortiErrorCode, isFortiError } from "../errors.ts";

/** Where one device stands. */
export interface FleetReportEntry {
  /** Name of the device. */
  readonly device: string;
  /** `skipped` was given up by the run, `pending` is not over, or was never begun. */
  readonly status: "done" | "failed" | "skipped" | "pending";
  /** Times the work was begun, earlier runs included. */
  readonly attempts: number;
  /** Why it failed. Of what is no `FortiError` only that: nobody knows what its text holds. */
  readonly error?: FleetReportError;
}

/** Why the work on a device failed. */
export interface FleetReportError {
  /** To branch on. `OTHER` is what is no `FortiError`. */
  readonly code: FortiErrorCode | "OTHER";
  /** In words, without secrets. */
  readonly message?: string;
}

/** Where all devices of a run stand. Plain JSON without secrets or answers: store it, and resume from it. */
export interface FleetReport {
  /** In the order of the fleet. */
  readonly devices: readonly FleetReportEntry[];
}

const STATUSES: readonly unknown[] = ["done", "failed", "skipped", "pending"] satisfies FleetReportEntry["status"][];

/** What a report says of an error. */
export function describeError(error: unknown): FleetReportError {
  return isFortiError(error) ? { code: error.code, message: error.message } : { code: "OTHER" };
}

/**
 * The entries of an earlier run's report by device.
 *
 * @throws FortiError INVALID_INPUT for what is no report: it may have been on disk meanwhile.
 */
export function readReport(report: FleetReport | undefined): ReadonlyMap<string, FleetReportEntry> {
  if (report === undefined) return new Map();
  const devices: unknown = Object(report).devices;
  if (!Array.isArray(devices) || !devices.every(isEntry)) {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "There is no run to resume: what was given is not the report of one",
      hint: "Give what report() of the earlier run answered",
    });
  }
  return new Map(devices.map((entry) => [entry.device, entry]));
}

function isEntry(value: unknown): value is FleetReportEntry {
  const { device, status, attempts } = Object(value);
  return typeof device === "string" && STATUSES.includes(status) && Number.isInteger(attempts) && attempts >= 0;
}
