/**
 * The lines of the task of an installation: for each device one for the copy of the package to each of its VDOMs, and
 * one for the installation on the FortiGate, as FortiManager shows them.
 *
 * @module
 */

import { OBJECT_KEY } from "../../../cmdb/table.ts";
import type { Session, TaskLinePlan } from "../../parts.ts";
import type { ManagedDevice } from "../fleet.ts";
import { type DeviceVdom, groupsOf, type Managing, spotOfDevice } from "../managing.ts";
import { globalPolicies } from "../packages/assign.ts";
import { spotOfPackage } from "../packages/tree.ts";
import { type Content, contentOf } from "./content.ts";
import { copyToDatabase } from "./copy.ts";
import { execute, type Outcome } from "./execute.ts";
import type { VdomContent } from "./plan.ts";

/** A package that is to be installed. */
export interface Job {
  readonly session: Session;
  readonly adom: string;
  readonly pkg: string;
  readonly targets: readonly DeviceVdom[];
  readonly flags: readonly string[];
  /** Of the device revisions. */
  readonly comments: string;
  /** What has been copied for a preview, by device. Undefined: the package is what it is now. */
  readonly copied?: ReadonlyMap<ManagedDevice, readonly VdomContent[]>;
}

const INSTALL_STEPS = [
  { percent: 15, detail: "init state: start to get pre-checksum" },
  { percent: 25, detail: "get pre-checksum state: start get diff(chkout=1)" },
  { percent: 35, detail: "script done state: start to FGFM install" },
  { percent: 80, detail: "fgfm install state: prepare to post-checksum" },
  { percent: 90, detail: "post-checksum state: start verification" },
];
const COPIED = "Copy to device done";
const INTERFACE_POLICIES = /^firewall\/interface-policy6?$/;

/** @param ms How long each line takes. */
export async function linesOf(managing: Managing, job: Job): Promise<TaskLinePlan[]> {
  if (job.targets.length === 0) return [nothingToDo(managing, job.pkg)];
  const byDevice = Map.groupBy(job.targets, ({ device }) => device);
  const lines = await Promise.all(
    Array.from(byDevice, ([device, targets]) => linesFor(managing, job, device, targets)),
  );
  return lines.flat();
}

export function nothingToDo({ settings }: Managing, name: string): TaskLinePlan {
  const outcome: Outcome = { detail: "No installing devices", warning: true };
  return { name, ms: settings.taskMs, run: () => Promise.resolve(outcome) };
}

/** The line of the copy to one VDOM, which is all there is before a preview. */
export async function copyLine(
  managing: Managing,
  { device, vdom }: DeviceVdom,
  run: TaskLinePlan["run"],
): Promise<TaskLinePlan> {
  return {
    name: `${device.name}(${vdom})[copy]`,
    vdom,
    ...(await addressOf(managing, device)),
    ms: managing.settings.taskMs,
    steps: [
      { percent: 1, detail: `Start copying shared objs to devdb, device(${device.name}), vdomid(${vdom})` },
      { percent: 80, detail: "Initiate request to install to real device" },
    ],
    run,
  };
}

export async function installLine(
  managing: Managing,
  device: ManagedDevice,
  run: TaskLinePlan["run"],
): Promise<TaskLinePlan> {
  const start = { percent: 0, detail: `start to install dev(${device.name})` };
  const { taskMs: ms } = managing.settings;
  return { name: device.name, ...(await addressOf(managing, device)), ms, steps: [start, ...INSTALL_STEPS], run };
}

async function linesFor(
  managing: Managing,
  job: Job,
  device: ManagedDevice,
  targets: readonly DeviceVdom[],
): Promise<TaskLinePlan[]> {
  const { session, adom, pkg, comments } = job;
  const copied = once(() => copy(managing, job, targets));
  const isCopyOnly = device.isModel || job.flags.includes("copy_only");
  let detail = COPIED;

  async function install(): Promise<Outcome> {
    const contents = await copied();
    if (isCopyOnly) return { detail: COPIED };
    const outcome = await execute(managing, { device, adom, pkg, contents, user: session.user, comments });
    detail = "Installation to real device done";
    return outcome;
  }

  const copies = targets.map((target) =>
    copyLine(managing, target, async () => {
      await copied();
      return detail;
    }),
  );
  return Promise.all([installLine(managing, device, install), ...copies]);
}

/** @throws Error with the detail of the task's line. */
async function copy(managing: Managing, job: Job, targets: readonly DeviceVdom[]): Promise<VdomContent[]> {
  await managing.workspaces.check(job.session, spotOfPackage(job.adom, job.pkg));
  const contents = await Promise.all(
    targets.map((target) => copiedFor(job, target) ?? contentFor(managing, job, target)),
  );
  for (const [position, target] of targets.entries()) {
    const content = contents[position]?.content;
    const isStored = target.device.isModel || job.flags.includes("copy_only");
    if (isStored && content !== undefined) await copyToDatabase(managing.database, target.device, target.vdom, content);
  }
  return contents;
}

function copiedFor({ copied }: Job, { device, vdom }: DeviceVdom): VdomContent | undefined {
  return copied?.get(device)?.find((content) => content.vdom === vdom);
}

/** What a package is on a VDOM of a device. */
export async function contentFor(
  managing: Managing,
  { adom, pkg, flags }: Pick<Job, "adom" | "pkg" | "flags">,
  { device, vdom }: DeviceVdom,
): Promise<VdomContent> {
  const { database, version } = managing;
  const entry = await database.entry(spotOfDevice(device));
  const groups = await groupsOf(managing, device);
  const target = { device: device.name, vdom, groups, platform: String(entry?.platform_str ?? "") };
  const content = await contentOf({
    database,
    version,
    adom,
    pkg,
    target,
    takesAllObjects: flags.includes("cp_all_objs"),
    globalPolicies: (table) => globalPolicies(managing, adom, pkg, table),
    hasInterface: (name) => hasInterfaceOn(device, vdom, name),
  });
  return { vdom, content: { ...content, policies: policiesFor(content.policies, flags) } };
}

function policiesFor(policies: Content["policies"], flags: readonly string[]): Content["policies"] {
  if (flags.includes("objs_only")) return new Map();
  const isForInterfaces = ([path]: readonly [string, unknown]): boolean => INTERFACE_POLICIES.test(path);
  if (flags.includes("ifpolicy_only")) return new Map([...policies].filter(isForInterfaces));
  if (flags.includes("no_ifpolicy")) return new Map([...policies].filter((table) => !isForInterfaces(table)));
  return policies;
}

/** Of a model nobody knows: it has all. */
function hasInterfaceOn({ reach, isModel }: ManagedDevice, vdom: string, name: string): boolean {
  if (reach === undefined || isModel) return true;
  const configuration = reach.device.configuration();
  const has = (path: string): boolean => configuration.table(path, vdom).has(name);
  const zones = configuration.table("system/sdwan", vdom).get(OBJECT_KEY)?.zone;
  const isZone = Array.isArray(zones) && zones.some((zone) => zone.name === name);
  return has("system/interface") || has("system/zone") || isZone;
}

async function addressOf({ database }: Managing, device: ManagedDevice): Promise<{ ip?: string }> {
  const ip = (await database.entry(spotOfDevice(device)))?.ip;
  return typeof ip === "string" ? { ip } : {};
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
