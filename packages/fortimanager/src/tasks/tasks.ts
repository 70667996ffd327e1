/**
 * The tasks of a FortiManager.
 *
 * @module
 */

import { checkNumber, isFortiError, type JsonValue } from "@fortiweave/core";
import { createTask, type Task, type TaskPort, type TaskStatus } from "@fortiweave/core/tasks";
import type { Engine, RpcCall } from "../engine.ts";
import { rowsOf } from "../exec.ts";
import { type Filter, writeFilter } from "../filter.ts";
import type { CallOptions } from "../types.ts";
import { readStatus } from "./read-status.ts";

/** Which tasks to list. */
export interface TaskListOptions extends CallOptions {
  /** Such as `["state", "==", "running"]` or `["user", "==", "admin"]`. Default: all. */
  readonly filter?: Filter;
  /** Most tasks to answer, the newest first. Default 100; FortiManager keeps 10,000. */
  readonly count?: number;
  /** With the lines of each. Default false. */
  readonly lines?: boolean;
}

/** The calls for tasks. */
export interface TaskCalls {
  /**
   * A task by its number: waits for its end, or shows it step by step. Sends nothing. Dropped connections, a FortiManager
   * that restarts and a session that has to be renewed do not end the waiting.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function watch(fmg: FortiManager, id: number): Promise<void> {
   *   for await (const step of fmg.task(id)) console.log(`${step.percent} %`, step.state);
   *   const { totalMs } = await fmg.task(id).wait({ timeoutMs: 600_000 });
   *   console.log(`Done after ${totalMs} ms`);
   * }
   * ```
   */
  task(id: number): Task;
  /** The tasks that FortiManager remembers, the newest first. */
  tasks(options?: TaskListOptions): Promise<TaskStatus[]>;
}

const DEFAULT_COUNT = 100;

/** Makes the calls for tasks. */
export function createTasks(engine: Engine): TaskCalls {
  const poll: TaskPort["poll"] = async (id, signal) => {
    const { data } = await engine.send({ method: "get", items: [{ url: urlOf(id) }] }, signal && { signal });
    return readStatus(data);
  };
  const cancel: TaskPort["cancel"] = async (id, signal) => {
    // To delete a task that is over is to forget it.
    if ((await poll(id, signal)).over) return;
    try {
      const call: RpcCall = { method: "delete", items: [{ url: urlOf(id) }], idempotent: false };
      await engine.send(call, signal && { signal });
    } catch (error) {
      if (!isFortiError(error) || error.reached !== "maybe" || !(await hasStopped(id, signal))) throw error;
    }
  };
  /** Whether a cancellation whose answer was lost has arrived. */
  const hasStopped = async (id: number, signal: AbortSignal | undefined): Promise<boolean> => {
    const { over, state } = await poll(id, signal);
    return over || state === "cancelling" || state === "aborting";
  };
  const port: TaskPort = { runtime: engine.runtime, poll, cancel };
  return {
    task: (id) => createTask(port, checkNumber("id", id, 1)),
    async tasks({ filter, count = DEFAULT_COUNT, lines = false, ...options } = {}) {
      const query: Record<string, JsonValue> = {
        range: [0, checkNumber("count", count, 1)],
        sortings: [{ id: -1 }],
        ...(filter && { filter: writeFilter(filter as Filter) }),
        ...(!lines && { loadsub: 0 }),
      };
      const { data } = await engine.send({ method: "get", items: [{ url: "task/task", ...query }] }, options);
      return rowsOf(data ?? []).map(readStatus);
    },
  };
}

function urlOf(id: number): string {
  return `task/task/${id}`;
}
