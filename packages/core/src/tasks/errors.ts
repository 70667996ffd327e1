/**
 * What to say when a task does not end as it should.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import { hasLineFailed, nameOfLine, type TaskStatus } from "./status.ts";

/** The task is over, and has not done what it was to do. */
export function failedError(status: TaskStatus): FortiError {
  const { lines, percent, state } = status;
  const failed = lines.filter(hasLineFailed);
  const told = failed.map((line) => `${nameOfLine(line)}: ${line.detail || line.state}`);
  const [first] = told;
  const isStopped = state === "cancelled" || state === "aborted";
  const how = isStopped ? `was ${state} at ${percent} %` : "failed";
  const where = first === undefined || isStopped ? "" : inWords(first, failed.length, lines.length);
  return new FortiError({
    code: "TASK_FAILED",
    message: `${nameOf(status)} ${how}${where}`,
    hint: isStopped
      ? "What it had done by then is not taken back: read what the device holds before you start it again"
      : "The lines that did not fail are done: put right what failed, and start it again for that",
    cliErrors: told,
    reached: "yes",
  });
}

/** A time is up. `what` happened: `is not over after 120 s`. */
export function timeoutError(status: TaskStatus, what: string, isCancelled: boolean): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `${nameOf(status)} ${what}: it is ${status.state} at ${status.percent} %`,
    hint: isCancelled
      ? "It was told to stop; what it has done is not taken back"
      : `It goes on: follow task ${status.id} again, with a longer timeoutMs`,
    reached: "yes",
  });
}

/** A time is up, and no poll was ever answered. */
export function unseenError(id: number, what: string): FortiError {
  return new FortiError({
    code: "TIMEOUT",
    message: `Task ${id} ${what}, and the device could not be asked where it stands`,
    hint: `It may go on: follow task ${id} again once the device answers`,
    reached: "maybe",
  });
}

/** Whoever followed it has had enough. */
export function abortedError(id: number, isCancelled: boolean, cause: unknown): FortiError {
  return new FortiError({
    code: "ABORTED",
    message: `Task ${id} is no longer followed: the wait for it was cancelled`,
    hint: isCancelled ? "It was told to stop; what it has done is not taken back" : "It goes on",
    reached: "yes",
    cause,
  });
}

/** The device does not know it. */
export function goneError(id: number, seen: TaskStatus | undefined, cause: FortiError): FortiError {
  return new FortiError({
    code: "NOT_FOUND",
    message: seen === undefined ? `There is no task ${id}` : `${nameOf(seen)} is gone: the device no longer lists it`,
    hint:
      seen === undefined
        ? "Check the number; a device forgets tasks that are old or were deleted"
        : `It was ${seen.state} at ${seen.percent} % when it was last seen: look at what it was to do`,
    deviceCode: cause.deviceCode,
    reached: "yes",
    cause,
  });
}

function nameOf({ id, title }: TaskStatus): string {
  return title === "" ? `Task ${id}` : `Task ${id} "${title}"`;
}

function inWords(first: string, failed: number, all: number): string {
  return failed === 1 ? `: ${first}` : ` on ${failed} of ${all} lines, the first being ${first}`;
}
