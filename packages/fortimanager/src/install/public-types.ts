/**
 * The types that installs, devices, revisions and scripts take and answer.
 *
 * @module
 */

export type { ConfigAction, ConfigChange } from "../cli-text/changes.ts";
export type { AdomParts } from "../devices/adom-parts.ts";
export type { CommandOptions, DeviceCommands } from "../devices/device-commands.ts";
export type { Device, DeviceChanges, Devices, DeviceVdom } from "../devices/devices.ts";
export type { GroupMembers, MemberChange } from "../devices/group-members.ts";
export type { DeviceGroup, DeviceGroups, NewDeviceGroup } from "../devices/groups.ts";
export type { PolicyImport } from "../devices/import-steps.ts";
export type { MetaField, MetaFieldOwner, MetaFields } from "../devices/meta-fields.ts";
export type { DeviceDetails, ModelDevice, NewDevice, SeenDevice } from "../devices/new-device.ts";
export type { AdomDifference, AdomDifferenceEntry } from "../revisions/adom-difference.ts";
export type { AdomRevision, AdomRevisions, NewAdomRevision } from "../revisions/adom-revisions.ts";
export type {
  ConfigDifference,
  ConfigVersion,
  DeviceRevision,
  DeviceRevisions,
} from "../revisions/device-revisions.ts";
export type { ScriptOutput, ScriptRun, ScriptRunRequest } from "../scripts/run-script.ts";
export type { NewScriptSchedule, ScriptSchedule, ScriptSchedules } from "../scripts/schedules.ts";
export type { ScriptLog } from "../scripts/script-output.ts";
export type { Script, ScriptTarget } from "../scripts/script-store.ts";
export type { NewScript, Scripts } from "../scripts/scripts.ts";
export type { Deployment } from "./deployment.ts";
export type { DeviceResult, DeviceTask } from "./device-task.ts";
export type {
  Install,
  InstallDeviceRequest,
  InstallExtras,
  InstallFlag,
  InstallRequest,
  InstallResult,
  InstallRevision,
  ReinstallRequest,
} from "./install.ts";
export type { PackageState, PackageStatus, PackageStatusFilter } from "./package-status.ts";
export type { GlobalAssignment, PackageActions, PackagePlace } from "./packages.ts";
export type { PreviewOptions, PreviewRequest } from "./preview.ts";
export type { ApprovalOptions, Approve, ApprovedInstall } from "./preview-and-install.ts";
export type { Preview, PreviewDevice } from "./preview-result.ts";
export type { DeviceScope, GroupScope, InstallScope } from "./scope.ts";
