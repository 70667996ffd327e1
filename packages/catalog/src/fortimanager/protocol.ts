/**
 * What FortiManager's numbers mean.
 *
 * @module
 */

import { errors, taskStates } from "../generated/fortimanager/protocol.ts";

/** A state of a task. */
export interface TaskState {
  /** `running`: what an answer holds with `verbose`. */
  readonly name: string;
  /** What an answer holds without it. */
  readonly number: number;
  /** Nothing follows it. */
  readonly ends: boolean;
  /** Its number, or whether it ends, is concluded from the order of the list. */
  readonly guessed?: true;
}

/** The meaning of a negative `status.code`, in a few words: `no write permission` for -10147. */
export function errorText(code: number): string | undefined {
  return errors[String(code)];
}

/** The state of a task, from its name or number. */
export function taskState(state: string | number): TaskState | undefined {
  return taskStates.find(({ name, number }) => name === state || number === state);
}
