/**
 * `securityconsole/package/...` and what else is done with packages as a whole.
 *
 * @module
 */

import type { Answer, Operation, Routes, TaskLinePlan } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import { RpcRefusal } from "../../rpc-refusal.ts";
import { type JsonObject, listOf, objectsIn } from "../form/json.ts";
import { dataOf, flagsIn, type Managing, requireAdom, requireDevice, textIn } from "../managing.ts";
import { assign, globalPolicies } from "./assign.ts";
import { copyBelow, removeBelow } from "./copy.ts";
import { importPolicies } from "./import.ts";
import { contentRoot, databaseRoot, findPackage, type Package, spotOfPackage } from "./tree.ts";

export function packageRoutes(managing: Managing): Routes {
  return {
    "exec securityconsole/package/clone": (operation) => clone(managing, operation),
    "exec securityconsole/package/move": (operation) => move(managing, operation),
    "exec securityconsole/pblock/clone": (operation) => cloneBlock(managing, operation),
    "exec securityconsole/assign/package": (operation) => assignPackage(managing, operation),
    "exec securityconsole/import/dev/objs": (operation) => importObjects(managing, operation),
    "get pm/config/adom/{adom}/pkg/{pkg...}/global/{side}/{table}": (_, { adom = "", pkg = "", side, table }) => ({
      data: globalPolicies(managing, adom, pkg, `${side}/${table}`),
    }),
  };
}

async function clone(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  const adom = textIn(data, "adom");
  const { found, path } = await sourceAndTarget(managing, adom, data);
  const { oid: _oid, "scope member": _targets, ...entry } = found.entry;
  return start(managing, operation, adom, "Clone Package", "cloning package", {
    name: path,
    async run() {
      await managing.workspaces.check(operation.session, spotOfPackage(adom, path));
      const scope = listOf(data.scope);
      await managing.database.store(spotOfPackage(adom, path), { ...entry, name: path, "scope member": scope });
      await copyBelow(managing.database, contentRoot(adom, found.path), contentRoot(adom, path));
      return "done";
    },
  });
}

async function move(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  const adom = textIn(data, "adom");
  const { database, workspaces } = managing;
  const { found, path } = await sourceAndTarget(managing, adom, data);
  await workspaces.check(operation.session, spotOfPackage(adom, found.path));
  // What is installed stays so: that it goes to another place is no change of it.
  const moved = managing.fleet.all().flatMap(({ packages }) => {
    const states = [...packages.values()].filter((state) => state.adom === adom && state.pkg === found.path);
    return states.map((state) => ({ packages, state: { ...state, pkg: path } }));
  });
  await database.store(spotOfPackage(adom, path), { ...found.entry, name: path });
  await copyBelow(database, contentRoot(adom, found.path), contentRoot(adom, path));
  await removeBelow(database, contentRoot(adom, found.path));
  await database.store(spotOfPackage(adom, found.path), undefined);
  for (const { packages, state } of moved) packages.set(state.vdom, state);
  return {};
}

/** @throws RpcRefusal -3 when there is no such package, -2 when there is one where it is to go. */
async function sourceAndTarget(
  { database }: Managing,
  adom: string,
  data: JsonObject,
): Promise<{ found: Package; path: string }> {
  const found = await findPackage(database, adom, textIn(data, "pkg"));
  if (found === undefined) throw missing();
  const path = placed(data, String(data.dst_name ?? found.path.split("/").at(-1)));
  if ((await findPackage(database, adom, path)) !== undefined) throw new RpcRefusal(-2, "Object already exists");
  return { found, path };
}

function placed({ dst_parent: parent }: JsonObject, name: string): string {
  return typeof parent === "string" && parent !== "" ? `${parent}/${name}` : name;
}

async function cloneBlock({ database, workspaces }: Managing, { session, ...rest }: Operation): Promise<Answer> {
  const data = dataOf({ session, ...rest });
  const adom = textIn(data, "adom");
  const [from, to] = [textIn(data, "pblock"), textIn(data, "dst_name")];
  const table = `pm/pblock/adom/${adom}`;
  const entry = await database.entry({ table, key: from });
  if (entry === undefined) throw missing();
  await workspaces.check(session, { table, key: to });
  const { oid: _oid, ...own } = entry;
  await database.store({ table, key: to }, { ...own, name: to });
  await copyBelow(database, `${databaseRoot(adom)}/pblock/${from}`, `${databaseRoot(adom)}/pblock/${to}`);
  return {};
}

/** The packages of other ADOMs get the policies of a global one around their own. */
async function assignPackage(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  const pkg = textIn(data, "pkg");
  if ((await findPackage(managing.database, "global", pkg)) === undefined) throw missing();
  const targets = objectsIn(data.target);
  for (const target of targets) await requireAdom(managing, textIn(target, "adom"));
  const flags = flagsIn(data);
  const lines = targets.map((target): TaskLinePlan => {
    const adom = textIn(target, "adom");
    const only = typeof target.pkg === "string" ? [target.pkg] : undefined;
    return {
      name: adom,
      ms: managing.settings.taskMs,
      async run() {
        // The objects stay.
        if (flags.includes("unassign")) managing.assignments.delete(adom);
        else await assign(managing, { pkg, adom, only, isExcluded: target.excluded === "enable", flags });
        return "done";
      },
    };
  });
  return startAll(managing, operation, "global", "Assign Package", "assignment", lines);
}

async function importObjects(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  const adom = textIn(data, "adom");
  await requireAdom(managing, adom);
  const device = requireDevice(managing, textIn(data, "name"), adom);
  const vdom = String(data.vdom ?? "root");
  const pkg = placed(data, textIn(data, "dst_name"));
  const action = data.import_action ?? "do";
  return start(managing, operation, adom, "Import Policy", "import policy", {
    name: device.name,
    vdom,
    async run() {
      if (action !== "do") return "done";
      await managing.workspaces.check(operation.session, spotOfPackage(adom, pkg));
      const count = await importPolicies(managing, {
        device,
        vdom,
        adom,
        pkg,
        withPolicies: data.if_all_policy !== "disable",
        withAllObjects: data.if_all_objs === "all",
        addsMappings: data.add_mappings === "enable",
      });
      return `${count} policies imported`;
    },
  });
}

function start(
  managing: Managing,
  operation: Operation,
  adom: string,
  title: string,
  src: string,
  line: Omit<TaskLinePlan, "ms">,
): Answer {
  const lines = [{ ...line, ms: managing.settings.taskMs }];
  return startAll(managing, operation, adom, title, src, lines);
}

function startAll(
  { tasks }: Managing,
  { session }: Operation,
  adom: string,
  title: string,
  src: string,
  lines: readonly TaskLinePlan[],
): Answer {
  return { data: { task: tasks.start({ title, src, adom, user: session.user, lines }) } };
}
