/**
 * Where a task stands.
 *
 * @module
 */

/** How far a task or a line of it is. `done` and `warning` are ends as wanted, `error`, `cancelled` and `aborted` are not. */
export type TaskStateName =
  | "pending"
  | "running"
  | "cancelling"
  | "cancelled"
  | "done"
  | "error"
  | "aborting"
  | "aborted"
  | "warning"
  | "to_continue"
  | "unknown";

/** What a task does to one thing, mostly a device. */
export interface TaskLine {
  /** Mostly the name of a device. */
  readonly name: string;
  /** Absent where there is none. */
  readonly vdom?: string;
  /** Address of the device. Absent where there is none. */
  readonly ip?: string;
  /** How far it is. */
  readonly state: TaskStateName;
  /** 0 to 100. */
  readonly percent: number;
  /** The device's code for what went wrong. 0: nothing did. */
  readonly error: number;
  /** What it does, or why it failed, in the device's words. */
  readonly detail: string;
  /** What it did before, the oldest first, in the device's words. */
  readonly history: readonly string[];
}

/** Where a task stands. */
export interface TaskStatus {
  /** Number of the task. */
  readonly id: number;
  /** What it does, in the device's words: `Install Package`. */
  readonly title: string;
  /** Who started it. */
  readonly user: string;
  /** How far it is. */
  readonly state: TaskStateName;
  /** Whether nothing follows. */
  readonly over: boolean;
  /** 0 to 100. One that was cancelled never reaches 100. */
  readonly percent: number;
  /** Lines that are over. */
  readonly done: number;
  /** Lines that failed: a task that is done with errors has failed. */
  readonly errors: number;
  /** Lines with a warning. */
  readonly warnings: number;
  /** One for each thing that it does something to. */
  readonly lines: readonly TaskLine[];
  /** When it began, by the device's clock. Absent: not yet. */
  readonly startedAt?: Date;
  /** When it was over, by the device's clock. Absent: not yet. */
  readonly endedAt?: Date;
}

/** Whether a task did what it was to do, all of it. */
export function hasSucceeded({ state, errors }: Pick<TaskStatus, "state" | "errors">): boolean {
  return (state === "done" || state === "warning") && errors === 0;
}

/** Whether a line failed. */
export function hasLineFailed({ state, error }: Pick<TaskLine, "state" | "error">): boolean {
  return error !== 0 || state === "error" || state === "cancelled" || state === "aborted";
}

/** A line's name for people: `FGT1 (root)`. */
export function nameOfLine({ name, vdom }: Pick<TaskLine, "name" | "vdom">): string {
  return vdom === undefined ? name : `${name} (${vdom})`;
}
