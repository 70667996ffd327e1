/**
 * Installs of packages and of device settings.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import type { TaskStatus } from "@fortiweave/core/tasks";
import type { Engine } from "../engine.ts";
import { startTask } from "../exec.ts";
import { checkName, checkPath } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { createDeviceTask, type DeviceResult, type DeviceTask, type FollowTask, resultsIn } from "./device-task.ts";
import { findInStep } from "./in-step.ts";
import { type InstallScope, toScope } from "./scope.ts";
import { createSettled } from "./settled.ts";

/**
 * What FortiManager does on the way: copies all objects and not only those that are used (`cp_all_objs`), copies what is
 * assigned from the global database, installs objects only, leaves policies of interfaces out or installs nothing else,
 * checks the state of the package first, or copies to the devices' databases and goes no further (`copy_only`).
 */
export type InstallFlag =
  | "cp_all_objs"
  | "copy_assigned_pkg"
  | "unassign"
  | "ifpolicy_only"
  | "no_ifpolicy"
  | "objs_only"
  | "check_pkg_st"
  | "copy_only";

/** A revision of the ADOM that is made before the install. */
export interface InstallRevision {
  /** Its name. */
  readonly name: string;
  /** What it is for. */
  readonly comments?: string;
}

/** What every install can be told. */
export interface InstallExtras {
  /** What to do otherwise on the way. Default: nothing. */
  readonly flags?: readonly InstallFlag[];
  /** A revision of the ADOM, made before the install. Default: none. */
  readonly revision?: InstallRevision;
  /** Comment of the revision that each device gets. */
  readonly deviceComments?: string;
  /** Has FortiManager lock what it needs itself, where the workspace mode asks for it and nobody has. Default false. */
  readonly autoLock?: boolean;
}

/** What to install. */
export interface InstallRequest extends InstallExtras {
  /** The ADOM. */
  readonly adom: string;
  /** The package, folders first: `emea/branches`. */
  readonly package: string;
  /** Devices and groups that it is assigned to. Default: all of them. */
  readonly scope?: readonly InstallScope[];
  /** Installs even where all devices are in step, which costs them a session each. Default false. */
  readonly force?: boolean;
}

/** Settings of devices to install: what their own database holds and they do not. */
export interface InstallDeviceRequest {
  /** The ADOM. */
  readonly adom: string;
  /** Devices and groups. */
  readonly scope: readonly InstallScope[];
  /** Comment of the revision that each device gets. */
  readonly deviceComments?: string;
  /** As in {@link InstallExtras}. */
  readonly autoLock?: boolean;
}

/** Packages to install anew, one after the other. */
export interface ReinstallRequest extends Omit<InstallExtras, "deviceComments" | "revision"> {
  /** The ADOM. */
  readonly adom: string;
  /** Each with the devices and groups that it goes to. */
  readonly packages: readonly { readonly package: string; readonly scope: readonly InstallScope[] }[];
}

/** What an install has done. */
export interface InstallResult {
  /** False: every device was in step already, and nothing was sent to any. */
  readonly changed: boolean;
  /** What became of each device. */
  readonly devices: readonly DeviceResult[];
}

/**
 * An install that is under way. Iterate it for its progress, or wait for its end. `id` is undefined, and it is over at
 * once, when there is nothing to install.
 */
export interface Install extends Omit<DeviceTask<InstallResult>, "id"> {
  /** Number of its task. Undefined when nothing had to be installed. */
  readonly id: number | undefined;
}

/** Starts the install of a package, unless all its devices are in step. */
export async function installPackage(
  engine: Engine,
  follow: FollowTask,
  request: InstallRequest,
  options: CallOptions = {},
): Promise<Install> {
  const { adom, scope, force = false } = request;
  const name = checkPath(request.package, "A package");
  const what = `Install of package ${JSON.stringify(name)}`;
  const wire = scope === undefined ? undefined : toScope(scope, what);
  const data = { adom: checkName(adom, "An ADOM"), pkg: name, scope: wire, ...extrasOf(request) };
  const inStep = force ? undefined : await findInStep(engine, { adom, package: name, scope: wire }, options);
  if (inStep !== undefined) return createSettled(inStep);
  const id = await startTask(engine, { url: "securityconsole/install/package", data }, options);
  return createDeviceTask(follow(id), toInstallResult);
}

/** Starts the install of device settings. */
export async function installDevice(
  engine: Engine,
  follow: FollowTask,
  { adom, scope, deviceComments, autoLock }: InstallDeviceRequest,
  options: CallOptions = {},
): Promise<Install> {
  const what = "Install of device settings";
  const data = {
    adom: checkName(adom, "An ADOM"),
    scope: toScope(scope, what),
    flags: autoLock ? ["auto_lock_ws"] : undefined,
    dev_rev_comments: deviceComments,
  };
  const id = await startTask(engine, { url: "securityconsole/install/device", data }, options);
  return createDeviceTask(follow(id), toInstallResult);
}

/** Starts installs of several packages, one after the other, whatever their state. */
export async function reinstall(
  engine: Engine,
  follow: FollowTask,
  request: ReinstallRequest,
  options: CallOptions = {},
): Promise<Install> {
  const what = "Reinstall";
  const target = request.packages.map((one) => ({
    pkg: checkPath(one.package, "A package"),
    scope: toScope(one.scope, what),
  }));
  const { flags } = extrasOf(request);
  const data = { adom: checkName(request.adom, "An ADOM"), flags, target };
  const id = await startTask(engine, { url: "securityconsole/reinstall/package", data }, options);
  return createDeviceTask(follow(id), toInstallResult);
}

/** The members of an install's data that its options make. */
export function extrasOf({ flags = [], revision, deviceComments, autoLock = false }: InstallExtras): {
  flags: string[] | undefined;
  adom_rev_name: string | undefined;
  adom_rev_comments: string | undefined;
  dev_rev_comments: string | undefined;
} {
  const all = [...flags, ...(revision ? ["generate_rev"] : []), ...(autoLock ? ["auto_lock_ws"] : [])];
  return {
    flags: all.length > 0 ? all : undefined,
    adom_rev_name: revision && checkName(revision.name, "An ADOM revision"),
    adom_rev_comments: revision?.comments,
    dev_rev_comments: deviceComments,
  };
}

/** What the end of an install means. Throws as {@link checkTargets} does. */
export function toInstallResult(end: TaskStatus): InstallResult {
  checkTargets(end);
  const devices = resultsIn(end);
  const isTouched = devices.length === 0 || devices.some(({ detail }) => !NO_CHANGES.test(detail));
  return { changed: isTouched, devices };
}

/**
 * Makes sure that there was something to install on. Devices that are no targets of the package make the task end with
 * no more than a warning.
 *
 * @throws FortiError TASK_FAILED.
 */
export function checkTargets({ lines }: TaskStatus): void {
  const missed = lines.filter(
    ({ state, detail }) => state === "warning" && NO_DEVICES.test(detail) && !NO_CHANGES.test(detail),
  );
  if (missed.length === 0) return;
  throw new FortiError({
    code: "TASK_FAILED",
    message: `Nothing was installed: the package ${missed.map(({ name }) => name).join(", ")} is assigned to none of the devices`,
    hint: "Add them to its installation targets first",
    cliErrors: missed.map(({ name, detail }) => `${name}: ${detail}`),
    reached: "yes",
  });
}

/** `No installing devices`, and in older versions `no installing devices/no changes on package`. */
const NO_DEVICES = /no installing devices/i;
const NO_CHANGES = /no changes/i;
