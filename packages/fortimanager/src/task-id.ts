/**
 * Finds the number of the task that a result tells of.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { RpcResult } from "./engine.ts";

/** The task's number, wherever it stands. Undefined when there is none. */
export function taskIdIn({ data, taskid }: RpcResult): number | undefined {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  const { task, taskid: inside } = Object(first) as { readonly task?: unknown; readonly taskid?: unknown };
  const id = Number(task ?? inside ?? taskid);
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

/**
 * The same, where there must be one.
 *
 * @throws FortiError BAD_RESPONSE when there is none.
 */
export function requireTaskId(result: RpcResult, operation: string): number {
  const id = taskIdIn(result);
  if (id !== undefined) return id;
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: `Cannot follow "${operation}": the answer names no task`,
    hint: "Look at FortiManager's task monitor: it may be running all the same",
    operation,
    reached: "yes",
  });
}
