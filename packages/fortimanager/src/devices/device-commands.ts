/**
 * What FortiManager does with devices: takes them on, looks at them, lets go of them.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import type { TaskFollowOptions } from "@fortiweave/core/tasks";
import { mergeOptions } from "../call-options.ts";
import type { Engine } from "../engine.ts";
import { exec, fieldsOf, startTask } from "../exec.ts";
import { createDeviceTask, type DeviceTask, type FollowTask } from "../install/device-task.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import type { Device } from "./devices.ts";
import { importSteps, type PolicyImport } from "./import-steps.ts";
import {
  type DeviceData,
  type ModelDevice,
  type NewDevice,
  type SeenDevice,
  toFound,
  toModel,
  toSeen,
  toSignIn,
} from "./new-device.ts";

/** How to wait for what takes FortiManager a while. */
export interface CommandOptions extends CallOptions {
  /** How to wait for its task. */
  readonly wait?: Omit<TaskFollowOptions, "signal">;
}

/** What FortiManager does with devices. What ends in a task of several devices answers the task. */
export interface DeviceCommands {
  /**
   * Has FortiManager sign in to a FortiGate, look at it, and manage it from now on. Waits for the end. Throws TASK_FAILED
   * with FortiManager's reason: the address, the sign-in, the version of the ADOM.
   */
  add(device: NewDevice, options?: CommandOptions): Promise<Device>;
  /** Authorizes a FortiGate that has reported by itself. */
  authorize(device: SeenDevice, options?: CommandOptions): Promise<Device>;
  /** Adds a FortiGate that is not there yet. It takes its configuration when it first reports (zero touch). */
  addModel(device: ModelDevice, options?: CommandOptions): Promise<Device>;
  /** Adds several model devices in one call. */
  addModels(devices: readonly ModelDevice[], options?: CallOptions): Promise<DeviceTask>;
  /** Retires devices: FortiManager forgets them. Nothing changes on them. */
  delete(names: string | readonly string[], options?: CommandOptions): Promise<void>;
  /** Retrieves the configuration of devices into FortiManager's database, as a new revision of each. */
  retrieve(names: string | readonly string[], options?: CallOptions): Promise<DeviceTask>;
  /** Has FortiManager ask a device how it is: version, serial number, state, HA. */
  refresh(name: string, options?: CallOptions): Promise<DeviceTask>;
  /**
   * Imports the policies of a device, and the objects that they use, into a package of the ADOM: interfaces first, then
   * objects, then all of it. Waits for the end. Throws TASK_FAILED.
   */
  importPolicies(name: string, target: PolicyImport, options?: CommandOptions): Promise<void>;
}

/** A call that would take long answers at once, with a task. Its session must last as long as the task. */
const AS_TASK = ["create_task", "nonblocking"];

/** Makes them. */
export function createDeviceCommands(
  engine: Engine,
  follow: FollowTask,
  adom: string,
  get: (name: string, options?: CallOptions) => Promise<Device>,
): DeviceCommands {
  const start = async (url: string, write: () => CommandData, options: CallOptions): Promise<DeviceTask> => {
    const { secrets, ...data } = write();
    return createDeviceTask(follow(await startTask(engine, { url, data: { adom, ...data }, secrets }, options)));
  };
  const finish = async (url: string, write: () => CommandData, options: CommandOptions): Promise<void> => {
    const { wait, ...call } = options;
    const task = await start(url, write, call);
    const { signal } = mergeOptions(call, engine.defaults);
    await task.wait({ ...wait, ...(signal && { signal }) });
  };
  const addOne = async (write: () => DeviceData, options: CommandOptions): Promise<Device> => {
    const given = write();
    await finish("dvm/cmd/add/device", () => ({ flags: AS_TASK, ...given }), options);
    return get(String(given.device.name), callOf(options));
  };

  return {
    async add(device, options = {}) {
      const { secrets, ...data } = toSignIn(device);
      // It only looks, and may do so again.
      const look = { url: "dvm/cmd/discover/device", data, secrets, effect: "read" } as const;
      const found = await exec(engine, look, callOf(options));
      return addOne(() => toFound(device, fieldsOf(found.device)), options);
    },
    authorize: (device, options = {}) => addOne(() => toSeen(device), options),
    addModel: (device, options = {}) => addOne(() => toModel(device), options),
    addModels(devices, options = {}) {
      const write = (): CommandData => {
        const models = devices.map(toModel);
        const secrets = models.flatMap((model) => model.secrets);
        return { flags: AS_TASK, "add-dev-list": models.map(({ device }) => device), secrets };
      };
      return start("dvm/cmd/add/dev-list", write, options);
    },
    delete(names, options = {}) {
      const write = (): CommandData => ({ flags: AS_TASK, "del-dev-member-list": toMembers(names) });
      return finish("dvm/cmd/del/dev-list", write, options);
    },
    retrieve(names, options = {}) {
      const write = (): CommandData => ({ flags: AS_TASK, "reload-dev-member-list": toMembers(names) });
      return start("dvm/cmd/reload/dev-list", write, options);
    },
    refresh(name, options = {}) {
      const write = (): CommandData => ({ flags: AS_TASK, device: checkName(name, "A device") });
      return start("dvm/cmd/update/device", write, options);
    },
    async importPolicies(name, target, options = {}) {
      for (const step of importSteps(name, target))
        await finish("securityconsole/import/dev/objs", () => step, options);
    },
  };
}

/** What goes to a command beside the ADOM, and what of it must not be shown. */
interface CommandData {
  readonly secrets?: readonly string[];
  readonly [name: string]: JsonValue | undefined;
}

function toMembers(names: string | readonly string[]): { name: string }[] {
  return [names].flat().map((name) => ({ name: checkName(name, "A device") }));
}

/** Without what only the wait needs. */
function callOf({ wait: _, ...call }: CommandOptions): CallOptions {
  return call;
}
