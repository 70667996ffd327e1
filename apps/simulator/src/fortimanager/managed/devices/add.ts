/**
 * Devices come under management, and leave it.
 *
 * @module
 */

import type { Entry, Reachable } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import { RpcRefusal } from "../../rpc-refusal.ts";
import { type ManagedDevice, newDevice } from "../fleet.ts";
import { isObject, type JsonObject, listOf, objectsIn } from "../form/json.ts";
import { ALL_DEVICES, type Managing, spotOfDevice } from "../managing.ts";
import { packagesOf, scopeMembers, spotOfPackage } from "../packages/tree.ts";
import { removeContent, retrieve } from "../retrieve.ts";
import { takeRevision } from "../revisions/device-revisions.ts";
import { callThrough, isUp, TunnelDown } from "../tunnel.ts";
import { letGo, takeOver } from "./allegiance.ts";
import { addressOf, modelEntry, realEntry } from "./entry.ts";

/** What a client says of a device, and who it is. */
export interface Addition {
  readonly adom: string;
  readonly given: JsonObject;
  readonly user: string;
}

const ADD_MODEL = "add_model";
const PROMOTE = "promote_unreg";
const SIGNED_IN = 5;

/** Adds a FortiGate, or a model of one that is yet to come. Answers its entry. */
export async function addDevice(managing: Managing, { adom, given, user }: Addition): Promise<Entry> {
  const action = given["device action"];
  const reach = findReachable(managing, given);
  if (action === ADD_MODEL || (given.ip === undefined && action !== PROMOTE))
    return addModel(managing, adom, given, reach);
  if (reach === undefined || !isUp(reach, managing.settings)) throw new TunnelDown(String(given.ip ?? given.name));
  if (action !== PROMOTE) await signIn(managing, reach, given);
  const name = nameIn(given, reach.name);
  checkFree(managing, name, reach);
  const device = newDevice(name, adom, reach, false);
  await register(managing, device, realEntry(name, addressIn(managing, reach), reach, given, managing.clock.now()));
  await connect(managing, device, user);
  return (await managing.database.entry(spotOfDevice(device))) ?? {};
}

/** What is known of a FortiGate before it is added. */
export async function discover(managing: Managing, given: JsonObject): Promise<Entry> {
  const reach = findReachable(managing, given);
  if (reach === undefined || !isUp(reach, managing.settings)) throw new TunnelDown(String(given.ip));
  await signIn(managing, reach, given);
  return realEntry(reach.name, addressIn(managing, reach), reach, given, managing.clock.now());
}

/** Brings the device's own configuration into its database. */
export async function connect(managing: Managing, device: ManagedDevice, user: string): Promise<void> {
  const isFirst = device.base.size === 0;
  if (isFirst && device.reach !== undefined && isUp(device.reach, managing.settings)) {
    await takeOver(device.reach, managing.serial);
  }
  await retrieve(managing.database, device);
  takeRevision(device, { user, comments: "", time: managing.clock.now() });
}

export async function removeDevice(managing: Managing, device: ManagedDevice): Promise<void> {
  const { database, fleet } = managing;
  await leaveGroups(managing, device);
  await leavePackages(managing, device);
  await removeContent(database, device.name);
  await database.store(spotOfDevice(device), undefined);
  fleet.remove(device.name);
  if (device.reach !== undefined && isUp(device.reach, managing.settings)) await letGo(device.reach);
}

/** Writes a device down. */
export async function register(managing: Managing, device: ManagedDevice, entry: Entry): Promise<void> {
  managing.fleet.add(device);
  await managing.database.store(spotOfDevice(device), entry);
  await joinGroup(managing, device.adom, ALL_DEVICES, device.name, "root");
}

/** Puts a device into a group, which is made when it is not there. */
export async function joinGroup(
  { database }: Managing,
  adom: string,
  group: string,
  device: string,
  vdom: string,
): Promise<void> {
  const spot = { table: `dvmdb/adom/${adom}/group`, key: group };
  const entry = (await database.entry(spot)) ?? { name: group, type: "default", os_type: "fos", desc: "" };
  const members = objectsIn(entry["object member"]).filter(({ name }) => name !== device);
  await database.store(spot, { ...entry, "object member": [...members, { name: device, vdom }] });
}

/** A FortiGate is found by its serial number, its address or its name. */
export function findReachable({ reachable }: Managing, { sn, ip }: JsonObject): Reachable | undefined {
  return reachable.find(
    (reach) => reach.device.identity.serial === sn || reach.name === ip || addressOf(reachable, reach) === ip,
  );
}

async function addModel(
  managing: Managing,
  adom: string,
  given: JsonObject,
  reach: Reachable | undefined,
): Promise<Entry> {
  const name = nameIn(given, undefined);
  checkFree(managing, name, reach);
  const device = newDevice(name, adom, reach, true);
  const entry = modelEntry(name, given);
  await register(managing, device, entry);
  return (await managing.database.entry(spotOfDevice(device))) ?? entry;
}

/** @throws RpcRefusal -2 for a name or a FortiGate that is managed already. */
function checkFree({ fleet }: Managing, name: string, reach: Reachable | undefined): void {
  const isTaken = fleet.all().some((device) => reach !== undefined && device.reach === reach);
  if (isTaken || fleet.find(name) !== undefined) throw new RpcRefusal(-2, "Object already exists");
}

function nameIn({ name }: JsonObject, otherwise: string | undefined): string {
  const found = typeof name === "string" && name !== "" ? name : otherwise;
  if (found === undefined) throw invalidData();
  return found;
}

function addressIn({ reachable }: Managing, reach: Reachable): string {
  return addressOf(reachable, reach);
}

/** @throws RpcRefusal -20 unless the FortiGate lets the administrator in. */
async function signIn({ settings }: Managing, reach: Reachable, given: JsonObject): Promise<void> {
  const password = listOf(given.adm_pass).map(String).join("");
  const url = "/api/v2/authentication";
  const body = { username: String(given.adm_usr ?? "admin"), secretkey: password, request_key: true };
  const reply = await callThrough(reach, settings, { method: "POST", url, headers: {}, body });
  const { status_code: code, session_key: key } = isObject(reply.body) ? reply.body : {};
  if (code !== SIGNED_IN) throw new RpcRefusal(-20, "Authentication failed");
  await callThrough(reach, settings, { method: "DELETE", url, headers: {}, body: { session_key: key } });
}

async function leaveGroups({ database }: Managing, { adom, name }: ManagedDevice): Promise<void> {
  const table = `dvmdb/adom/${adom}/group`;
  for (const group of await database.entries(table)) {
    const members = objectsIn(group["object member"]);
    const kept = members.filter((member) => member.name !== name);
    if (kept.length === members.length) continue;
    await database.store({ table, key: String(group.name) }, { ...group, "object member": kept });
  }
}

async function leavePackages({ database }: Managing, { adom, name }: ManagedDevice): Promise<void> {
  for (const { path, entry } of await packagesOf(database, adom)) {
    const members = scopeMembers(entry);
    const kept = members.filter((member) => member.name !== name);
    if (kept.length < members.length)
      await database.store(spotOfPackage(adom, path), { ...entry, "scope member": kept });
  }
}

/** The ADOM that a device goes to must be there. @throws RpcRefusal -3. */
export async function moveToAdom(managing: Managing, device: ManagedDevice, adom: string): Promise<void> {
  const { database } = managing;
  if ((await database.entry({ table: "dvmdb/adom", key: adom })) === undefined) throw missing();
  const entry = (await database.entry(spotOfDevice(device))) ?? {};
  await leaveGroups(managing, device);
  await leavePackages(managing, device);
  await database.store(spotOfDevice(device), undefined);
  device.adom = adom;
  device.packages.clear();
  await register(managing, device, entry);
}
