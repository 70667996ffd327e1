/**
 * What the parts of device management share.
 *
 * @module
 */

import { MANAGEMENT_VDOM } from "../../cmdb/vdoms.ts";
import type { Entry, FortiManagerCore, Operation } from "../parts.ts";
import { invalidData, missing } from "../rpc/refusals.ts";
import type { Fleet, ManagedDevice } from "./fleet.ts";
import { isObject, type JsonObject, listOf, objectsIn } from "./form/json.ts";
import type { Assignment } from "./packages/assign.ts";
import type { Scope } from "./packages/tree.ts";

export interface Managing extends FortiManagerCore {
  readonly fleet: Fleet;
  /** Of global packages, by ADOM. */
  readonly assignments: Map<string, Assignment>;
  /** What was in the database at each revision of an ADOM, by the ADOM and the number of the revision. */
  readonly copies: Map<string, readonly unknown[]>;
  /** The ADOM of each installation that is under way, by the number of its task. */
  readonly running: Map<number, string>;
}

/** A device and one of its VDOMs. */
export interface DeviceVdom {
  readonly device: ManagedDevice;
  readonly vdom: string;
}

/** The group that every device of an ADOM is in. */
export const ALL_DEVICES = "All_FortiGate";

/** The `data` of a call. Some clients send a list of one. */
export function dataOf({ data }: Operation): JsonObject {
  const only = Array.isArray(data) && data.length === 1 ? data[0] : data;
  if (!isObject(only)) throw invalidData();
  return only;
}

/** A text that a call cannot do without. */
export function textIn(data: JsonObject, name: string): string {
  const value = data[name];
  if (typeof value !== "string" || value === "") throw invalidData();
  return value;
}

/** Flags, whether they come as one or as a list. */
export function flagsIn(data: JsonObject): readonly string[] {
  return listOf(data.flags).map(String);
}

/** @throws RpcRefusal -3 when there is none. */
export async function requireAdom(managing: Managing, name: string): Promise<Entry> {
  const entry = await managing.database.entry({ table: "dvmdb/adom", key: name });
  if (entry === undefined) throw missing();
  return entry;
}

/** @throws RpcRefusal -3 when it is not there, or in another ADOM. */
export function requireDevice({ fleet }: Managing, name: string, adom?: string): ManagedDevice {
  const device = fleet.find(name);
  if (device === undefined || (adom !== undefined && device.adom !== adom)) throw missing();
  return device;
}

export function spotOfDevice({ adom, name }: ManagedDevice): { readonly table: string; readonly key: string } {
  return { table: `dvmdb/adom/${adom}/device`, key: name };
}

/** The groups of an ADOM that a device is in, by its own membership or that of a group in them. */
export async function groupsOf(managing: Managing, device: ManagedDevice): Promise<string[]> {
  const groups = await managing.database.entries(`dvmdb/adom/${device.adom}/group`);
  const names = groups.map(({ name }) => String(name));
  const members = await Promise.all(names.map((name) => membersOf(managing, device.adom, name)));
  return names.filter((_, at) => members[at]?.includes(device));
}

/** The devices that names stand for, with groups taken apart. @throws RpcRefusal -3 for a name of neither. */
export async function expandScopes(managing: Managing, adom: string, scopes: readonly Scope[]): Promise<DeviceVdom[]> {
  const found = await Promise.all(scopes.map((scope) => expandScope(managing, adom, scope)));
  const unique = new Map(found.flat().map((one) => [`${one.device.name} ${one.vdom}`, one]));
  return [...unique.values()];
}

async function expandScope(managing: Managing, adom: string, { name, vdom }: Scope): Promise<DeviceVdom[]> {
  const device = managing.fleet.find(name);
  if (device !== undefined && device.adom === adom) return [{ device, vdom: vdom ?? MANAGEMENT_VDOM }];
  const members = await vdomsOf(managing, adom, name);
  return vdom === undefined ? members : members.filter((member) => member.vdom === vdom);
}

/** The devices of a group, each once. @throws RpcRefusal -3 when there is no such group. */
export async function membersOf(managing: Managing, adom: string, group: string): Promise<ManagedDevice[]> {
  return [...new Set((await vdomsOf(managing, adom, group)).map(({ device }) => device))];
}

/** @param above The groups that this one has been found in: none is looked into twice. */
async function vdomsOf(
  managing: Managing,
  adom: string,
  group: string,
  above: readonly string[] = [],
): Promise<DeviceVdom[]> {
  const { database, fleet } = managing;
  const entry = await database.entry({ table: `dvmdb/adom/${adom}/group`, key: group });
  if (entry === undefined) throw missing();
  const around = [...above, group];
  const found = objectsIn(entry["object member"]).map(async (member): Promise<DeviceVdom[]> => {
    const name = String(member.name);
    const device = fleet.find(name);
    const vdom = typeof member.vdom === "string" && member.vdom !== "" ? member.vdom : MANAGEMENT_VDOM;
    if (device !== undefined && device.adom === adom) return [{ device, vdom }];
    const isGroup = (await database.entry({ table: `dvmdb/adom/${adom}/group`, key: name })) !== undefined;
    return isGroup && !around.includes(name) ? vdomsOf(managing, adom, name, around) : [];
  });
  return (await Promise.all(found)).flat();
}

/** Writes what has changed in the entry of a device. */
export async function updateDevice(managing: Managing, device: ManagedDevice, changes: Entry): Promise<void> {
  const spot = spotOfDevice(device);
  const entry = await managing.database.entry(spot);
  if (entry === undefined) return;
  const isNews = Object.entries(changes).some(([name, value]) => entry[name] !== value);
  if (isNews) await managing.database.store(spot, { ...entry, ...changes });
}
