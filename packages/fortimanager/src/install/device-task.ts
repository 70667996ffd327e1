/**
 * A task that does something to devices: followed as any other, with a result for each of them.
 *
 * @module
 */

import {
  hasLineFailed,
  type Task,
  type TaskFollowOptions,
  type TaskLine,
  type TaskStatus,
} from "@fortiweave/core/tasks";

/** Follows a task that has been started. */
export type FollowTask = (id: number) => Task;

/** What became of one device. */
export interface DeviceResult {
  /** Name of the device in FortiManager. */
  readonly device: string;
  /** Absent where the whole device was meant. */
  readonly vdom?: string;
  /** False: it failed. While the task goes on, true says only that it has not failed yet. */
  readonly ok: boolean;
  /** How far it is: `done`, `running`, `error`, ... */
  readonly state: TaskLine["state"];
  /** FortiManager's own words: `installation completed`, or why it failed. */
  readonly detail: string;
  /** What happened before, the oldest first. */
  readonly history: readonly string[];
}

/** A task that does something to devices. Iterate it for its progress, or wait for its end. */
export interface DeviceTask<Result = readonly DeviceResult[]> extends Omit<Task, "wait"> {
  /** What has become of each device so far. Also tells, and throws nothing, when some have failed. */
  devices(): Promise<readonly DeviceResult[]>;
  /**
   * Waits until all devices are done.
   *
   * @throws FortiError TASK_FAILED, which names every device that failed and why, one a line in `cliErrors`; and as every
   * task does. The time limit is 600,000 ms unless given.
   */
  wait(options?: TaskFollowOptions): Promise<Result>;
}

/** What an install or a retrieve may take, in milliseconds. */
const TIMEOUT_MS = 600_000;

/** The results of a task, for those that tell nothing else. */
export function createDeviceTask(task: Task): DeviceTask;
/** With what the end of the task means. */
export function createDeviceTask<Result>(
  task: Task,
  toResult: (end: TaskStatus) => Result | Promise<Result>,
): DeviceTask<Result>;
export function createDeviceTask<Result>(
  task: Task,
  toResult: (end: TaskStatus) => unknown = resultsIn,
): DeviceTask<unknown> | DeviceTask<Result> {
  return {
    ...task,
    devices: async () => resultsIn(await task.status()),
    wait: async (options = {}) => toResult(await task.wait({ timeoutMs: TIMEOUT_MS, ...options })),
  };
}

/** A package is copied to each VDOM of a device before it is installed on the device: `FGT1(root)[copy]`. */
const COPY = /^(?<device>.*)\((?<vdom>[^()]*)\)\[copy\]$/;

/** What the lines of a task say of the devices: one result for each, with what its copies say. */
export function resultsIn({ lines }: Pick<TaskStatus, "lines">): DeviceResult[] {
  const copies = lines.filter(({ name }) => COPY.test(name)).map(toResult);
  const results = lines.filter(({ name }) => !COPY.test(name)).map(toResult);
  const alone = copies.filter(({ device }) => !results.some((result) => result.device === device));
  return [...results.map((result) => withCopies(result, copies)), ...alone];
}

function toResult(line: TaskLine): DeviceResult {
  const { device = line.name, vdom = line.vdom } = COPY.exec(line.name)?.groups ?? {};
  return {
    device,
    ...(vdom !== undefined && { vdom }),
    ok: !hasLineFailed(line),
    state: line.state,
    detail: line.detail,
    history: line.history,
  };
}

/** The first that failed counts. With a single VDOM it is that which is meant. */
function withCopies(result: DeviceResult, all: readonly DeviceResult[]): DeviceResult {
  const copies = all.filter(({ device }) => device === result.device);
  const [only, ...others] = copies;
  const { state, detail } = copies.find(({ ok }) => !ok) ?? result;
  return {
    ...result,
    ...(only?.vdom !== undefined && others.length === 0 && { vdom: only.vdom }),
    ok: result.ok && copies.every(({ ok }) => ok),
    state,
    detail,
    history: [...copies.flatMap(({ history }) => history), ...result.history],
  };
}
