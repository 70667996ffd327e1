/**
 * `dvm/cmd/...`: what is done with devices, at once or by a task.
 *
 * @module
 */

import type { Answer, Entry, Operation, Routes } from "../../parts.ts";
import { invalidData } from "../../rpc/refusals.ts";
import type { ManagedDevice } from "../fleet.ts";
import { type JsonObject, objectsIn } from "../form/json.ts";
import { dataOf, flagsIn, type Managing, requireAdom, requireDevice, textIn } from "../managing.ts";
import { addDevice, discover, joinGroup, removeDevice } from "./add.ts";
import { importDevices } from "./import-list.ts";
import { refreshDevice, reloadDevice } from "./refresh.ts";

/** One thing to do, as a line of a task. */
export interface Step {
  readonly name: string;
  /** Answers what the call does, where it does not wait for a task. */
  run(): Promise<Entry>;
}

export interface Command {
  readonly title: string;
  readonly adom: string;
  readonly steps: readonly Step[];
  /** Whether the call ends before the task does, with or without the flag. */
  readonly neverWaits?: true;
}

export function commandRoutes(managing: Managing): Routes {
  const serve = (command: (data: JsonObject, operation: Operation) => Promise<Command>) => {
    return async (operation: Operation): Promise<Answer> => {
      const data = dataOf(operation);
      await requireAdom(managing, textIn(data, "adom"));
      return carryOut(managing, operation, flagsIn(data), await command(data, operation));
    };
  };
  const onList = (list: string, title: string, work: (device: ManagedDevice, user: string) => Promise<Entry>) =>
    serve(async (data, { session }) => {
      const adom = textIn(data, "adom");
      const members = objectsIn(data[list]);
      const names = members.length === 0 ? [textIn(data, "device")] : members.map((member) => textIn(member, "name"));
      const devices = names.map((name) => requireDevice(managing, name, adom));
      const steps = devices.map((device) => ({ name: device.name, run: () => work(device, session.user) }));
      return { title, adom, steps };
    });
  const neverWaits = (route: ReturnType<typeof onList>) => (operation: Operation) =>
    route({ ...operation, data: withFlags(dataOf(operation)) });
  const remove = async (device: ManagedDevice): Promise<Entry> => {
    await removeDevice(managing, device);
    return {};
  };
  const refresh = (device: ManagedDevice) => refreshDevice(managing, device);
  const reload = (device: ManagedDevice, user: string) => reloadDevice(managing, device, user);
  return {
    "exec dvm/cmd/add/device": serve(async (data, { session }) => addOne(managing, data, session.user)),
    "exec dvm/cmd/add/dev-list": serve(async (data, { session }) => addMany(managing, data, session.user)),
    "exec dvm/cmd/del/device": onList("del-dev-member-list", "Delete Device", remove),
    "exec dvm/cmd/del/dev-list": neverWaits(onList("del-dev-member-list", "Delete Device List", remove)),
    "exec dvm/cmd/update/device": onList("update-dev-member-list", "Update Device", refresh),
    "exec dvm/cmd/update/dev-list": neverWaits(onList("update-dev-member-list", "Update Device List", refresh)),
    "exec dvm/cmd/reload/dev-list": onList("reload-dev-member-list", "Reload Device List", reload),
    "exec dvm/cmd/import/dev-list": serve(async (data) => importDevices(managing, data)),
    "exec dvm/cmd/discover/device": async (operation) => {
      const [given] = objectsIn(dataOf(operation).device);
      if (given === undefined) throw invalidData();
      return { data: { device: await discover(managing, given) } };
    },
  };
}

/** Lists are done by a task in any case, and nobody waits for it. */
function withFlags(data: JsonObject): JsonObject {
  return { ...data, flags: ["create_task", "nonblocking"] };
}

async function addOne(managing: Managing, data: JsonObject, user: string): Promise<Command> {
  const adom = textIn(data, "adom");
  const [given] = objectsIn(data.device);
  if (given === undefined) throw invalidData();
  const run = async (): Promise<Entry> => {
    const entry = await addDevice(managing, { adom, given, user });
    for (const group of objectsIn(data.groups)) {
      await joinGroup(managing, adom, textIn(group, "name"), String(entry.name), String(group.vdom ?? "root"));
    }
    return { device: entry };
  };
  return { title: "Add Device", adom, steps: [{ name: String(given.name ?? given.ip), run }] };
}

async function addMany(managing: Managing, data: JsonObject, user: string): Promise<Command> {
  const adom = textIn(data, "adom");
  const steps = objectsIn(data["add-dev-list"]).map((given) => ({
    name: String(given.name ?? given.ip),
    run: async (): Promise<Entry> => ({ device: await addDevice(managing, { adom, given, user }) }),
  }));
  return { title: "Add Device List", adom, steps, neverWaits: true };
}

/** With `create_task` by a task, which the call waits for unless it is `nonblocking`. */
async function carryOut(
  { tasks, settings }: Managing,
  { session }: Operation,
  flags: readonly string[],
  { title, adom, steps, neverWaits }: Command,
): Promise<Answer> {
  if (!flags.includes("create_task") && neverWaits !== true) {
    const [first] = await Promise.all(steps.map(({ run }) => run()));
    return first === undefined || Object.keys(first).length === 0 ? {} : { data: first };
  }
  const isWaitedFor = neverWaits !== true && !flags.includes("nonblocking");
  const lines = steps.map(({ name, run }) => ({
    name,
    ms: settings.taskMs,
    async run() {
      await run();
      return "done";
    },
  }));
  const plan = { title, src: "device manager", adom, user: session.user, lines };
  const taskid = tasks.start(isWaitedFor ? plan : { ...plan, session });
  if (isWaitedFor) await tasks.over(taskid);
  return { data: { pid: 10_000 + taskid, taskid } };
}
