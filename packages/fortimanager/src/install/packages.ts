/**
 * What happens to whole packages: installs, copies, folders, assignment to ADOMs.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { exec, startTask } from "../exec.ts";
import { checkName, checkPath } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { createDeviceTask, type DeviceTask, type FollowTask } from "./device-task.ts";
import { type Install, type InstallRequest, installPackage } from "./install.ts";
import { type PackageStatus, readPackageStatus } from "./package-status.ts";

/** Where a package goes. */
export interface PackagePlace {
  /** Its name there. */
  readonly name: string;
  /** The folder, folders round it first. Default: none. */
  readonly folder?: string;
}

/** What can be done with a package as a whole. */
export interface PackageActions {
  /** How it stands on each device that it is assigned to. */
  status(options?: CallOptions): Promise<PackageStatus[]>;
  /** Installs it. As the client's `install`. */
  install(request?: Omit<InstallRequest, "adom" | "package">, options?: CallOptions): Promise<Install>;
  /** Copies it, with all its policies. */
  clone(to: PackagePlace, options?: CallOptions): Promise<DeviceTask>;
  /** Moves it to another folder, or gives it another name. */
  move(to: PackagePlace, options?: CallOptions): Promise<void>;
}

/** Makes the actions of a package of an ADOM, by its path: `emea/branches`. */
export function createPackageActions(engine: Engine, follow: FollowTask, adom: string, path: string): PackageActions {
  const pkg = checkPath(path, "A package");
  const toPlace = ({ name, folder }: PackagePlace): { dst_name: string; dst_parent: string } => ({
    dst_name: checkName(name, "A package"),
    dst_parent: folder === undefined ? "" : checkPath(folder, "A folder"),
  });
  const actions: PackageActions = {
    status: (options = {}) => readPackageStatus(engine, adom, { package: pkg }, options),
    install: (request = {}, options = {}) =>
      installPackage(engine, follow, { ...request, adom, package: pkg }, options),
    async clone(to, options = {}) {
      const data = { adom, pkg, ...toPlace(to) };
      const id = await startTask(engine, { url: "securityconsole/package/clone", data }, options);
      return createDeviceTask(follow(id));
    },
    async move(to, options = {}) {
      await exec(engine, { url: "securityconsole/package/move", data: { adom, pkg, ...toPlace(to) } }, options);
    },
  };
  return watchHandle(actions, "pm/pkg", engine.refused);
}

/** Where a package of the global database goes. */
export interface GlobalAssignment {
  /** The ADOMs, and in them packages: without, all packages. */
  readonly adoms: readonly { readonly adom: string; readonly package?: string; readonly excluded?: boolean }[];
  /** Copies all global objects, not only those that the package uses. Default false. */
  readonly allObjects?: boolean;
  /** Takes it away again. Default false. */
  readonly unassign?: boolean;
}

/** Assigns a package of the global database to ADOMs, or takes it away. */
export async function assignGlobalPackage(
  engine: Engine,
  follow: FollowTask,
  path: string,
  { adoms, allObjects = false, unassign = false }: GlobalAssignment,
  options: CallOptions = {},
): Promise<DeviceTask> {
  const pkg = checkPath(path, "A global package");
  const flags = [...(allObjects ? ["cp_all_objs"] : []), ...(unassign ? ["unassign"] : [])];
  const target = adoms.map((one) => ({
    adom: checkName(one.adom, "An ADOM"),
    ...(one.package !== undefined && { pkg: checkPath(one.package, "A package") }),
    ...(one.excluded !== undefined && { excluded: one.excluded ? "enable" : "disable" }),
  }));
  const data = { pkg, flags: flags.length > 0 ? flags : ["none"], target };
  const id = await startTask(engine, { url: "securityconsole/assign/package", data }, options);
  return createDeviceTask(follow(id));
}
