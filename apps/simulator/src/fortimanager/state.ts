/**
 * What a FortiManager holds, part by part. Sessions and locks are not in it, nor what was not committed.
 *
 * @module
 */

import type { DatabaseState } from "./database/database.ts";
import type { ManagedState } from "./managed/managed.ts";
import type { TasksState } from "./tasks/saved.ts";
import type { WorkflowState } from "./workspaces/workflow-sessions.ts";

export interface ManagerState {
  readonly database: DatabaseState;
  readonly tasks: TasksState;
  readonly managed: ManagedState;
  readonly workflow: WorkflowState;
  /** Whose each API key is. */
  readonly keys: ReadonlyMap<string, string>;
}
