/**
 * `securityconsole/.../install/...`: installing packages and what is pending in the databases of devices.
 *
 * @module
 */

import type { Answer, Operation, Routes, Session, TaskLinePlan } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import type { ManagedDevice } from "../fleet.ts";
import { type JsonObject, listOf, objectsIn } from "../form/json.ts";
import { type DeviceVdom, dataOf, expandScopes, flagsIn, type Managing, textIn } from "../managing.ts";
import { findPackage, scopeMembers, scopesIn } from "../packages/tree.ts";
import { addAdomRevision } from "../revisions/adom-revisions.ts";
import { execute } from "./execute.ts";
import { installLine, type Job, linesOf, nothingToDo } from "./lines.ts";

/** A task that installs something. */
export interface InstallTask {
  readonly title: string;
  readonly session: Session;
  readonly adom: string;
  readonly lines: readonly TaskLinePlan[];
  readonly flags: readonly string[];
}

export function installRoutes(managing: Managing): Routes {
  return {
    "exec securityconsole/reinstall/package": (operation) => installSeveral(managing, operation),
    "exec securityconsole/batch/install/package": (operation) => installSeveral(managing, operation),
    "exec securityconsole/abort": (operation) => abort(managing, operation),
  };
}

/** Without the flag `preview`. */
export async function installPackage(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  return startJobs(managing, operation.session, data, [await jobFrom(managing, operation, data, data)]);
}

async function installSeveral(managing: Managing, operation: Operation): Promise<Answer> {
  const data = dataOf(operation);
  const jobs = objectsIn(data.target).map((target) => jobFrom(managing, operation, data, { ...data, ...target }));
  return startJobs(managing, operation.session, data, await Promise.all(jobs));
}

/** The installation that a call asks for. @throws RpcRefusal -3 for a package or device that is not there. */
export async function jobFrom(
  managing: Managing,
  { session }: Operation,
  data: JsonObject,
  target: JsonObject,
): Promise<Job> {
  const adom = textIn(target, "adom");
  const pkg = textIn(target, "pkg");
  const found = await findPackage(managing.database, adom, pkg);
  if (found === undefined) throw missing();
  const members = await expandScopes(managing, adom, scopeMembers(found.entry));
  const asked =
    listOf(target.scope).length === 0 ? members : await expandScopes(managing, adom, scopesIn(target.scope));
  const targets = asked.filter((one) => members.some((member) => isSame(member, one)));
  return { session, adom, pkg, targets, flags: flagsIn(data), comments: String(data.dev_rev_comments ?? "") };
}

function isSame(a: DeviceVdom, b: DeviceVdom): boolean {
  return a.device === b.device && a.vdom === b.vdom;
}

async function startJobs(
  managing: Managing,
  session: Session,
  data: JsonObject,
  jobs: readonly Job[],
): Promise<Answer> {
  const [first] = jobs;
  if (first === undefined) throw missing();
  const flags = flagsIn(data);
  const lines = (await Promise.all(jobs.map((job) => linesOf(managing, job)))).flat();
  if (flags.includes("generate_rev")) {
    const note = { name: String(data.adom_rev_name ?? ""), desc: String(data.adom_rev_comments ?? "") };
    await addAdomRevision(managing, first.adom, session.user, note);
  }
  return startInstall(managing, { title: "Install Package", session, adom: first.adom, lines, flags });
}

/** Locks come and go as the flags and FortiManager's settings say. */
export async function startInstall(managing: Managing, task: InstallTask): Promise<Answer> {
  const { title, session, adom, lines, flags } = task;
  const { running, tasks, workspaces } = managing;
  const release = flags.includes("auto_lock_ws") ? await workspaces.hold(session, adom) : undefined;
  const id = tasks.start({ title, src: "install device", adom, user: session.user, lines });
  running.set(id, adom);
  void tasks.over(id).then(async () => {
    running.delete(id);
    release?.();
    // The ADOM may be gone by then.
    const isThere = (await managing.database.entry({ table: "dvmdb/adom", key: adom })) !== undefined;
    if (isThere) await workspaces.installed(session, adom);
  });
  return { data: { task: id } };
}

/** Stops the installations of an ADOM that are under way. */
async function abort({ running, tasks }: Managing, operation: Operation): Promise<Answer> {
  const adom = textIn(dataOf(operation), "adom");
  for (const [id, own] of running) {
    if (own === adom) await tasks.routes["delete task/task/{id}"]?.(operation, { id: String(id) });
  }
  return {};
}

/** The devices that a call names. */
export async function devicesFrom(managing: Managing, data: JsonObject): Promise<ManagedDevice[]> {
  const targets = await expandScopes(managing, textIn(data, "adom"), scopesIn(data.scope));
  return [...new Set(targets.map(({ device }) => device))];
}

/** What is pending in the databases of devices. */
export async function installDevices(
  managing: Managing,
  { session }: Operation,
  data: JsonObject,
  devices: readonly ManagedDevice[],
): Promise<Answer> {
  const adom = textIn(data, "adom");
  const comments = String(data.dev_rev_comments ?? "");
  const lines = await Promise.all(
    devices.map((device) =>
      installLine(managing, device, async () => {
        const hasChanges = device.isTouched;
        if (hasChanges) await managing.workspaces.check(session, { table: `pm/config/device/${device.name}` });
        return execute(managing, { device, adom, pkg: undefined, contents: [], user: session.user, comments });
      }),
    ),
  );
  const all = lines.length === 0 ? [nothingToDo(managing, adom)] : lines;
  return startInstall(managing, { title: "Install Device", session, adom, lines: all, flags: flagsIn(data) });
}
