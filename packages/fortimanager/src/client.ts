/**
 * The FortiManager client without a transport or a clock of its own: bring both, for hosts that have their own (n8n) and
 * for tests. Scripts use `connectFortiManager` of the main entry point.
 *
 * @module
 */

import { checkChoice } from "@fortiweave/core";
import { createChassis, deviceUrl } from "@fortiweave/core/client";
import { createAdom } from "./adom.ts";
import type { FortiManagerOptions } from "./client-options.ts";
import { createEngine } from "./create-engine.ts";
import { createVerbs } from "./create-verbs.ts";
import { createMetaFields } from "./devices/meta-fields.ts";
import type { Engine } from "./engine.ts";
import { createLogViews, MOST_SEARCHES } from "./fortianalyzer/logs.ts";
import { createSlots } from "./fortianalyzer/slots.ts";
import type { FortiManager } from "./fortimanager.ts";
import { createDeployment } from "./install/deployment.ts";
import { judgeFortiManager } from "./judge.ts";
import { createManagedFortiGates } from "./proxy/managed-fortigates.ts";
import { toRefusedRequest } from "./refused-request.ts";
import { createTables } from "./tables/create-tables.ts";
import { createTasks } from "./tasks/tasks.ts";
import { createWith } from "./view.ts";
import { createWorkflow } from "./workflow/workflow.ts";
import { createWorkspaceKeeper, createWorkspaces } from "./workspace/workspaces.ts";

export type { Task, TaskFollowOptions, TaskLine, TaskResult, TaskStateName, TaskStatus } from "@fortiweave/core/tasks";
export { type ApiKeyOptions, apiKey } from "./auth/api-key.ts";
export { fortiCloud } from "./auth/forticloud/forticloud.ts";
export type { FortiCloudOptions, OAuthOptions } from "./auth/forticloud/options.ts";
export type { IdleOptions } from "./auth/key-session.ts";
export { type PasswordOptions, password } from "./auth/password.ts";
export { and, not, or } from "./filter.ts";
export { createFortiAnalyzer } from "./fortianalyzer/fortianalyzer.ts";
export type * from "./fortianalyzer/public-types.ts";
export type * from "./install/public-types.ts";
export { EnsureError } from "./plan/ensure-error.ts";
export type { DeviceOptions } from "./proxy/device.ts";
export type { FortiGateGroup } from "./proxy/group.ts";
export type { ManagedFortiGates } from "./proxy/managed-fortigates.ts";
export type { ProxyOptions } from "./proxy/proxy-call.ts";
export type * from "./public-types.ts";
export type * from "./tables/public-types.ts";
export type { TaskCalls, TaskListOptions } from "./tasks/tasks.ts";
export { url, urlFor } from "./url.ts";
export type * from "./workflow/public-types.ts";
export type * from "./workspace/public-types.ts";

/**
 * Makes a FortiManager client. Sends nothing.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 */
export function createFortiManager(options: FortiManagerOptions): FortiManager {
  const device = options.device === undefined ? undefined : deviceUrl(options.device);
  const chassis = createChassis(
    { ...options, ...(device !== undefined && { device }) },
    { judge: judgeFortiManager, toRequest: toRefusedRequest },
  );
  const engine = createEngine({ chassis, runtime: options.runtime });
  const searches = createSlots(MOST_SEARCHES);
  const mode = checkChoice("validate", options.validate ?? "known", ["known", "strict", "off"]);

  const keeper = createWorkspaceKeeper(engine, options.exits);

  /** The client, as an engine with defaults of its own shows it. */
  const open = (view: Engine, end: () => Promise<void>): FortiManager => {
    const tasks = createTasks(view);
    const reopen = (other: Engine): FortiManager => open(other, keepOpen);
    return {
      ...createVerbs(view),
      ...tasks,
      ...createWorkspaces(view, keeper, reopen),
      workflow: (adom) => createWorkflow(view, keeper, reopen, adom),
      ...createDeployment(view, tasks.task),
      ...createTables({ engine: view, mode }),
      adom: (name) => createAdom({ engine: view, mode }, tasks.task, name),
      metaFields: (owner) => createMetaFields(view, owner),
      ...createManagedFortiGates(view),
      ...createLogViews(view, searches),
      version: (given) => view.version(given),
      with: createWith(view, reopen),
      operations: chassis.operations,
      exportOperations: chassis.exportOperations,
      circuitBreaker: chassis.circuitBreaker,
      stats: chassis.stats,
      close: end,
      [Symbol.asyncDispose]: end,
    };
  };
  return open(engine, chassis.close);
}

/** A view of a client leaves its end to whoever made the client. */
const keepOpen = (): Promise<void> => Promise.resolve();
