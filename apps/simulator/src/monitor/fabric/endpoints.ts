/**
 * Which endpoints have to do with the Security Fabric, and with the appliances round the device.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import {
  apStatistics,
  apStatus,
  clearRogues,
  extenders,
  managedAps,
  managedSwitches,
  restartAp,
  setApStatus,
  setRogueStatus,
  touchSwitch,
  updateSwitch,
} from "./access-layer.ts";
import { csf, pendingAuthorizations, registerAppliance, webUiState } from "./csf.ts";
import {
  centralManagement,
  configureFortimanager,
  emsStatus,
  emsSummary,
  fortimanagerStatus,
  sandboxConnection,
  sandboxStats,
  sandboxStatus,
} from "./managers.ts";
import { createDefaultProfile, generateKeys } from "./wireless-entries.ts";

export const fabricEndpoints: Readonly<Record<string, Endpoint>> = {
  "endpoint-control/ems/status": emsStatus,
  "endpoint-control/ems/status-summary": emsSummary,
  "extender-controller/extender": extenders,
  "switch-controller/managed-switch": managedSwitches,
  "switch-controller/managed-switch/bounce-port": touchSwitch,
  "switch-controller/managed-switch/factory-reset": touchSwitch,
  "switch-controller/managed-switch/poe-reset": touchSwitch,
  "switch-controller/managed-switch/port-stats-reset": touchSwitch,
  "switch-controller/managed-switch/restart": touchSwitch,
  "switch-controller/managed-switch/status": managedSwitches,
  "switch-controller/managed-switch/update": updateSwitch,
  "system/central-management/status": centralManagement,
  "system/csf": csf,
  "system/csf/pending-authorizations": pendingAuthorizations,
  "system/csf/register-appliance": registerAppliance,
  "system/fortimanager/config": configureFortimanager,
  "system/fortimanager/status": fortimanagerStatus,
  "system/sandbox/connection": sandboxConnection,
  "system/sandbox/stats": sandboxStats,
  "system/sandbox/status": sandboxStatus,
  "web-ui/state": webUiState,
  "wifi/ap-profile/create-default": createDefaultProfile,
  "wifi/ap_status": apStatus,
  "wifi/managed_ap": managedAps,
  "wifi/managed_ap/restart": restartAp,
  "wifi/managed_ap/set_status": setApStatus,
  "wifi/rogue_ap/clear_all": clearRogues,
  "wifi/rogue_ap/set_status": setRogueStatus,
  "wifi/ssid/generate-keys": generateKeys,
  "wifi/statistics": apStatistics,
};
