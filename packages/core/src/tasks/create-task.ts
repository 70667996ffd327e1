/**
 * Makes the handles of tasks.
 *
 * @module
 */

import { isFortiError } from "../errors.ts";
import { failedError, goneError } from "./errors.ts";
import { follow, type Step } from "./follow.ts";
import { hasSucceeded, type TaskStatus } from "./status.ts";
import type { Task, TaskFollowOptions, TaskPort } from "./task.ts";

const DEFAULT_TIMEOUT_MS = 120_000;

/**
 * Makes the handle of a task. Sends nothing.
 *
 * @example
 * ```ts
 * import type { TaskPort } from "@fortiweave/core/tasks";
 * import { createTask } from "@fortiweave/core/tasks";
 *
 * export async function waitFor(port: TaskPort, id: number): Promise<void> {
 *   const { totalMs } = await createTask(port, id).wait({ timeoutMs: 600_000 });
 *   console.log(`Over after ${totalMs} ms`);
 * }
 * ```
 */
export function createTask(port: TaskPort, id: number): Task {
  const steps = async function* (options: TaskFollowOptions): AsyncGenerator<TaskStatus, void, undefined> {
    for await (const { status } of follow(port, id, options)) yield status;
  };
  return {
    id,
    async status({ signal } = {}) {
      try {
        return await port.poll(id, signal);
      } catch (error) {
        throw isFortiError(error, "NOT_FOUND") ? goneError(id, undefined, error) : error;
      }
    },
    async wait(options = {}) {
      let last: Step | undefined;
      for await (const step of follow(port, id, { timeoutMs: DEFAULT_TIMEOUT_MS, ...options })) last = step;
      // It ends with a step, or throws.
      const { status, totalMs } = last as Step;
      if (!hasSucceeded(status)) throw failedError(status);
      return { ...status, totalMs };
    },
    steps: (options = {}) => steps(options),
    [Symbol.asyncIterator]: () => steps({}),
    cancel: ({ signal } = {}) => port.cancel(id, signal),
  };
}
