/**
 * Follows what a device does by and by: waiting for the end, and looking on step by step.
 *
 * @module
 */

export { createTask } from "./create-task.ts";
export {
  hasLineFailed,
  hasSucceeded,
  nameOfLine,
  type TaskLine,
  type TaskStateName,
  type TaskStatus,
} from "./status.ts";
export type { Task, TaskFollowOptions, TaskPort, TaskResult } from "./task.ts";
