/**
 * Tasks of a device: what it does by and by after it has answered.
 *
 * @module
 */

import type { Runtime } from "../types.ts";
import type { TaskStatus } from "./status.ts";

/** How to follow a task. */
export interface TaskFollowOptions {
  /** Stops following. The task goes on. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds between two polls. Default: 100 at first, half as much again each time, 5,000 at most.
   */
  readonly pollMs?: number;
  /**
   * Polls that may fail one after the other before it gives up: connections that are dropped or refused, sessions that
   * are lost while the device restarts. The waits after them grow to 30 seconds. Default 10.
   */
  readonly maxPollFailures?: number;
  /** Longest time for the task in milliseconds. False: no limit. Default for waiting 120,000, for steps none. */
  readonly timeoutMs?: number | false;
  /** Longest time at 0 % in milliseconds. Default: no limit. */
  readonly zeroPercentTimeoutMs?: number;
  /** Longest time in milliseconds in which nothing changes. Default: no limit. */
  readonly staleTimeoutMs?: number;
  /** Has the device cancel the task when one of these times is up. Default false: it goes on. */
  readonly cancelOnTimeout?: boolean;
  /** Has the device cancel the task when the signal is aborted. Default false: it goes on. */
  readonly cancelOnAbort?: boolean;
}

/** A task that did what it was to do. */
export interface TaskResult extends TaskStatus {
  /** How long it was followed until it was over, in milliseconds of the clock here. */
  readonly totalMs: number;
}

/** A task of a device. Making it sends nothing. */
export interface Task extends AsyncIterable<TaskStatus> {
  /** Number of the task. */
  readonly id: number;
  /** Where it stands now. Throws NOT_FOUND when the device does not know it (any more). */
  status(options?: { readonly signal?: AbortSignal }): Promise<TaskStatus>;
  /**
   * Waits until it is over and has succeeded, which is: done, and no line with an error.
   *
   * @throws FortiError TASK_FAILED, with one line for each thing that failed in `cliErrors`; TIMEOUT; ABORTED; NOT_FOUND
   * when it is gone; and what the last poll threw, when too many failed one after the other.
   */
  wait(options?: TaskFollowOptions): Promise<TaskResult>;
  /** Where it stands, each time that something has changed, up to the end, whichever it is. Throws as {@link wait} does, but for TASK_FAILED. */
  steps(options?: TaskFollowOptions): AsyncIterableIterator<TaskStatus>;
  /** {@link steps} without options. */
  [Symbol.asyncIterator](): AsyncIterableIterator<TaskStatus>;
  /** Tells the device to stop it; {@link wait} for the end. What it has done is not taken back. One that is over stays as it is. */
  cancel(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/** How tasks of one product are asked for. */
export interface TaskPort {
  /** The clock. */
  readonly runtime: Runtime;
  /** Asks where the task stands. */
  poll(id: number, signal: AbortSignal | undefined): Promise<TaskStatus>;
  /** Has the device stop the task. */
  cancel(id: number, signal: AbortSignal | undefined): Promise<void>;
}
