/**
 * `sys/proxy/json`: calls of the FortiGates' own API, passed on to one of them or to several.
 *
 * @module
 */

import { compareVersions } from "@fortiweave/catalog/fortimanager";
import type { Answer, Operation, Routes } from "../parts.ts";
import { invalidData, missing } from "../rpc/refusals.ts";
import type { ManagedDevice } from "./fleet.ts";
import { listOf } from "./form/json.ts";
import { dataOf, flagsIn, type Managing, membersOf, requireDevice, spotOfDevice, textIn } from "./managing.ts";
import { callThrough, TunnelDown } from "./tunnel.ts";

/** What one device answered. */
interface DeviceAnswer {
  readonly target: string;
  readonly status: { readonly code: number; readonly message: string };
  readonly response?: unknown;
}

const ACTIONS: ReadonlySet<string> = new Set(["get", "post", "put", "delete"]);
/** From this version on a call can be made by a task. */
const TASKS_SINCE = "8.0.1";

export function proxyRoutes(managing: Managing): Routes {
  return {
    "exec sys/proxy/json": async (operation) => {
      const data = dataOf(operation);
      const action = textIn(data, "action").toLowerCase();
      if (!ACTIONS.has(action)) throw invalidData();
      const resource = textIn(data, "resource");
      const targets = listOf(data.target).map(String);
      if (targets.length === 0) throw invalidData();
      const found = await Promise.all(targets.map((target) => devicesAt(managing, target)));
      const call = { method: action.toUpperCase(), url: rooted(resource), body: data.payload };
      const ask = (device: ManagedDevice): Promise<DeviceAnswer> => askDevice(managing, device, call);
      if (isTask(managing, flagsIn(data))) return startTask(managing, operation, found.flat(), ask);
      return { data: await Promise.all(found.flat().map(ask)) };
    },
  };
}

function rooted(resource: string): string {
  return resource.startsWith("/") ? resource : `/${resource}`;
}

function isTask({ version }: Managing, flags: readonly string[]): boolean {
  return compareVersions(version, TASKS_SINCE) >= 0 && flags.includes("create_task");
}

/** `adom/root/device/FGT1`, `device/FGT1`, the same of groups, `dev_oid/123`. @throws RpcRefusal -3. */
async function devicesAt(managing: Managing, target: string): Promise<readonly ManagedDevice[]> {
  const parts = target.split("/").filter((part) => part !== "");
  const [adom, kind, name] = parts[0] === "adom" ? [parts[1], parts[2], parts[3]] : [undefined, parts[0], parts[1]];
  if (name === undefined) throw invalidData();
  switch (kind) {
    case "device":
      return [requireDevice(managing, name, adom)];
    case "group":
      return adom === undefined ? membersAnywhere(managing, name) : membersOf(managing, adom, name);
    case "dev_oid":
      return [await deviceOf(managing, Number(name))];
    default:
      throw invalidData();
  }
}

/** A group without its ADOM: that of the first ADOM that has one of the name. */
async function membersAnywhere(managing: Managing, group: string): Promise<readonly ManagedDevice[]> {
  for (const { name } of await managing.database.entries("dvmdb/adom")) {
    const table = `dvmdb/adom/${String(name)}/group`;
    if ((await managing.database.entry({ table, key: group })) !== undefined) {
      return membersOf(managing, String(name), group);
    }
  }
  throw missing();
}

async function deviceOf(managing: Managing, oid: number): Promise<ManagedDevice> {
  for (const device of managing.fleet.all()) {
    if ((await managing.database.entry(spotOfDevice(device)))?.oid === oid) return device;
  }
  throw missing();
}

/** A failure to reach one device leaves the answers of the others as they are. */
async function askDevice(
  { settings }: Managing,
  { name, reach }: ManagedDevice,
  call: Parameters<typeof callThrough>[2],
): Promise<DeviceAnswer> {
  try {
    if (reach === undefined) throw new TunnelDown(name);
    const { body } = await callThrough(reach, settings, call);
    return { target: name, status: { code: 0, message: "OK" }, response: body };
  } catch (error) {
    if (!(error instanceof TunnelDown)) throw error;
    return { target: name, status: { code: error.code, message: error.message } };
  }
}

function startTask(
  { tasks, settings }: Managing,
  { session }: Operation,
  devices: readonly ManagedDevice[],
  ask: (device: ManagedDevice) => Promise<DeviceAnswer>,
): Answer {
  const answers: DeviceAnswer[] = [];
  const lines = devices.map((device) => ({
    name: device.name,
    ms: settings.taskMs,
    async run() {
      const answer = await ask(device);
      answers.push(answer);
      if (answer.status.code !== 0) throw new Error(answer.status.message);
      return answer.status.message;
    },
  }));
  const [first] = devices;
  const adom = first?.adom ?? "root";
  const plan = { title: "Proxy", src: "device manager", adom, user: session.user, session, lines };
  return { taskid: tasks.start({ ...plan, result: () => answers }) };
}
