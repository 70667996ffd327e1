/**
 * `dvm/cmd/import/dev-list`: ADOMs, devices and groups that another FortiManager had.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { newDevice } from "../fleet.ts";
import { type JsonObject, objectsIn } from "../form/json.ts";
import { type Managing, requireDevice, textIn } from "../managing.ts";
import { findReachable, joinGroup, moveToAdom, register } from "./add.ts";
import type { Command, Step } from "./commands.ts";
import { modelEntry } from "./entry.ts";

export function importDevices(managing: Managing, data: JsonObject): Command {
  const adom = textIn(data, "adom");
  const steps = [
    ...objectsIn(data["import-adoms"]).map((entry) => importAdom(managing, entry)),
    ...objectsIn(data["import-devices"]).map((given) => importDevice(managing, adom, given)),
    ...objectsIn(data["import-adom-members"]).map((member) => importMember(managing, member)),
    ...objectsIn(data["import-group-members"]).map((member) => importGroupMember(managing, adom, member)),
  ];
  return { title: "Import Device List", adom, steps, neverWaits: true };
}

function importAdom({ database }: Managing, entry: JsonObject): Step {
  const name = textIn(entry, "name");
  return step(name, async () => {
    const spot = { table: "dvmdb/adom", key: name };
    await database.store(spot, { ...(await database.entry(spot)), ...entry });
  });
}

/** It is a model until somebody looks at it. */
function importDevice(managing: Managing, adom: string, given: JsonObject): Step {
  const name = textIn(given, "name");
  return step(name, async () => {
    if (managing.fleet.find(name) !== undefined) return;
    const device = newDevice(name, adom, findReachable(managing, given), true);
    await register(managing, device, modelEntry(name, given));
  });
}

function importMember(managing: Managing, member: JsonObject): Step {
  const name = textIn(member, "dev");
  return step(name, () => moveToAdom(managing, requireDevice(managing, name), textIn(member, "adom")));
}

function importGroupMember(managing: Managing, adom: string, member: JsonObject): Step {
  const name = textIn(member, "dev");
  const group = textIn(member, "grp");
  return step(name, () => joinGroup(managing, adom, group, name, String(member.vdom ?? "root")));
}

function step(name: string, work: () => Promise<void>): Step {
  return {
    name,
    async run(): Promise<Entry> {
      await work();
      return {};
    },
  };
}
