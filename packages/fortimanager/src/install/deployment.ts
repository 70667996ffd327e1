/**
 * What a client does with packages and devices: shows what an install would do, and installs.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import type { DeviceTask, FollowTask } from "./device-task.ts";
import type { Install, InstallDeviceRequest, InstallRequest, ReinstallRequest } from "./install.ts";
import type { PackageStatus, PackageStatusFilter } from "./package-status.ts";
import type { GlobalAssignment } from "./packages.ts";
import type { PreviewOptions, PreviewRequest } from "./preview.ts";
import type { ApprovalOptions, Approve, ApprovedInstall } from "./preview-and-install.ts";
import type { Preview } from "./preview-result.ts";

/** Installs and previews. In workspace mode lock and commit first: what is not committed is not installed. */
export interface Deployment {
  /**
   * Starts the install of a package and answers as soon as FortiManager has started it: iterate it for its progress, or
   * `wait()` for the result of each device. When all devices of the scope are in step already, nothing is started, and
   * the result says `changed: false`.
   *
   * @throws FortiError INVALID_INPUT, and what FortiManager says to an install that it does not start.
   *
   * @example
   * ```ts
   * import { connectFortiManager } from "@fortiweave/fortimanager";
   *
   * await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: "33fzwipq4amujunzgzn46mg1to9p8wbi" });
   * const install = await fmg.install({ adom: "root", package: "default", scope: [{ name: "FGT1" }] });
   * for await (const step of install) console.log(step.percent, step.lines);
   * const { changed, devices } = await install.wait();
   * console.log(changed, devices);
   * ```
   */
  install(request: InstallRequest, options?: CallOptions): Promise<Install>;
  /** Starts the install of what the devices' own databases hold and they do not. */
  installDevice(request: InstallDeviceRequest, options?: CallOptions): Promise<Install>;
  /** Starts installs of several packages, one after the other, whether the devices are in step or not. */
  reinstall(request: ReinstallRequest, options?: CallOptions): Promise<Install>;
  /**
   * What an install would do, as text and entry by entry. Nothing is left of it on FortiManager, on whichever way it
   * ends. Needs the same locks as the install.
   *
   * @throws FortiError TASK_FAILED when FortiManager cannot prepare the install, with the reason for each device;
   * TIMEOUT when the preview is stuck a second time.
   *
   * @example
   * ```ts
   * import { connectFortiManager } from "@fortiweave/fortimanager";
   *
   * await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: "33fzwipq4amujunzgzn46mg1to9p8wbi" });
   * const { text, devices } = await fmg.preview({ adom: "root", package: "default", scope: [{ name: "FGT1" }] });
   * console.log(text);
   * for (const { action, path, key, set } of devices[0]?.changes ?? []) console.log(action, path, key, set);
   * ```
   */
  preview(request: PreviewRequest, options?: PreviewOptions): Promise<Preview>;
  /**
   * Previews, asks `approve`, and installs what it was shown, if the answer is yes. When there is nothing to install, it
   * does not ask. Whoever answers must do so before the session ends (15 minutes unless set otherwise).
   *
   * @throws FortiError SESSION_EXPIRED when the answer came too late; and as {@link preview} and {@link install} do.
   */
  previewAndInstall(
    request: PreviewRequest & { readonly approve: Approve },
    options?: ApprovalOptions,
  ): Promise<ApprovedInstall>;
  /**
   * How the packages of an ADOM stand on its devices.
   *
   * @throws FortiError UNSUPPORTED by versions before 7.0.7 and 7.2.2.
   */
  packageStatus(adom: string, filter?: PackageStatusFilter, options?: CallOptions): Promise<PackageStatus[]>;
  /** Assigns a package of the global database to ADOMs, or takes it away. What came of each ADOM stands for a device. */
  assignGlobalPackage(path: string, assignment: GlobalAssignment, options?: CallOptions): Promise<DeviceTask>;
}

/** Makes that part of a client. What it needs is read when it is first used. */
export function createDeployment(engine: Engine, follow: FollowTask): Deployment {
  const port = { engine, follow };
  const deployment: Deployment = {
    async install(request, options) {
      const { installPackage } = await import("./install.ts");
      return installPackage(engine, follow, request, options);
    },
    async installDevice(request, options) {
      const { installDevice } = await import("./install.ts");
      return installDevice(engine, follow, request, options);
    },
    async reinstall(request, options) {
      const { reinstall } = await import("./install.ts");
      return reinstall(engine, follow, request, options);
    },
    async preview(request, options = {}) {
      const { withPreview } = await import("./preview.ts");
      return withPreview(port, request, options, ({ preview }) => preview);
    },
    async previewAndInstall({ approve, ...request }, options) {
      const { previewAndInstall } = await import("./preview-and-install.ts");
      return previewAndInstall(port, request, approve, options);
    },
    async packageStatus(adom, filter, options) {
      const { readPackageStatus } = await import("./package-status.ts");
      return readPackageStatus(engine, adom, filter, options);
    },
    async assignGlobalPackage(path, assignment, options) {
      const { assignGlobalPackage } = await import("./packages.ts");
      return assignGlobalPackage(engine, follow, path, assignment, options);
    },
  };
  return watchHandle(deployment, "securityconsole", engine.refused);
}
