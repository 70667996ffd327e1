/**
 * Which endpoints the device itself answers: its state, its administrators, its cluster, what it does by itself.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { changeAdminPassword, connectedAdmins, currentAdmins, disconnectAdmins, generateKey } from "./admins.ts";
import { actionStats, stitchStats, stitchTest, stitchWebhook } from "./automation.ts";
import { ntpStatus, setTime, time, timezones } from "./clock.ts";
import { entryList, pushAddresses, pushEntries, refreshResource, validateJsonPath } from "./external-resource.ts";
import {
  haBackupHeartbeat,
  haChecksums,
  haDisconnect,
  haHardwareInterface,
  haHistory,
  haPeer,
  haStatistics,
  haTableChecksums,
  haUpdate,
} from "./ha.ts";
import { formatDisk, portAvailability, resolveNames, status, vdomLinks } from "./identity.ts";
import { globalSearch, objectUsage } from "./object-usage.ts";
import { firmware, reboot, shutdown, upgrade, upgradePaths } from "./operation.ts";
import { adminPasswordConforms } from "./password-policy.ts";
import { killProcess, processes } from "./processes.ts";
import { globalResources, vdomResource } from "./resources.ts";
import { sensors } from "./sensors.ts";
import { createLanguage, setPrivateDataEncryption, updateLanguage } from "./settings.ts";
import { performance, usage } from "./usage.ts";
import { changeVdomMode, toggleVdomMode } from "./vdom-mode.ts";

export const systemEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/admin/change-vdom-mode": changeVdomMode,
  "system/admin/toggle-vdom-mode": toggleVdomMode,
  "system/api-user/generate-key": generateKey,
  "system/automation-action/stats": actionStats,
  "system/automation-stitch/stats": stitchStats,
  "system/automation-stitch/test": stitchTest,
  "system/automation-stitch/webhook": stitchWebhook,
  "system/change-password/select": changeAdminPassword,
  "system/check-port-availability": portAvailability,
  "system/current-admins": currentAdmins,
  "system/disconnect-admins/select": disconnectAdmins,
  "system/external-resource/dynamic": pushEntries,
  "system/external-resource/entry-list": entryList,
  "system/external-resource/generic-address": pushAddresses,
  "system/external-resource/refresh": refreshResource,
  "system/external-resource/validate-jsonpath": validateJsonPath,
  "system/firmware": firmware,
  "system/firmware/upgrade": upgrade,
  "system/firmware/upgrade-paths": upgradePaths,
  "system/global-resources": globalResources,
  "system/global-search": globalSearch,
  "system/ha-backup-hb-used": haBackupHeartbeat,
  "system/ha-checksums": haChecksums,
  "system/ha-history": haHistory,
  "system/ha-hw-interface": haHardwareInterface,
  "system/ha-nonsync-checksums": haChecksums,
  "system/ha-peer": haPeer,
  "system/ha-peer/disconnect": haDisconnect,
  "system/ha-peer/update": haUpdate,
  "system/ha-statistics": haStatistics,
  "system/ha-table-checksums": haTableChecksums,
  "system/interface-connected-admins-info": connectedAdmins,
  "system/logdisk/format": formatDisk,
  "system/ntp/status": ntpStatus,
  "system/object/usage": objectUsage,
  "system/os/reboot": reboot,
  "system/os/shutdown": shutdown,
  "system/password-policy-conform/select": adminPasswordConforms,
  "system/performance/status": performance,
  "system/process/kill": killProcess,
  "system/resolve-fqdn": resolveNames,
  "system/resource/usage": usage,
  "system/running-processes": processes,
  "system/sensor-info": sensors,
  "system/status": status,
  "system/time": time,
  "system/time/set": setTime,
  "system/timezone": timezones,
  "system/vdom-link": vdomLinks,
  "system/vdom-resource": vdomResource,
  "system/private-data-encryption/set": setPrivateDataEncryption,
  "web-ui/custom-language/create": createLanguage,
  "web-ui/custom-language/update": updateLanguage,
};
