/**
 * Which endpoints have to do with users and their machines.
 *
 * @module
 */

import type { Endpoint } from "../answer.ts";
import { userPasswordConforms } from "../system/password-policy.ts";
import { deviceStats, queryDevices, queryInfo } from "./devices.ts";
import {
  authenticateUser,
  changeUserPassword,
  deauthenticateUser,
  firewallUserCount,
  firewallUsers,
  fssoServers,
  testServer,
} from "./firewall.ts";
import { activateTokens, importMobile, importSeeds, importTrial, tokenList, touchTokens } from "./tokens.ts";

export const userEndpoints: Readonly<Record<string, Endpoint>> = {
  "user/detected-device": queryDevices,
  "user/device": queryDevices,
  "user/device/query": queryDevices,
  "user/device/stats": deviceStats,
  "user/firewall": firewallUsers,
  "user/firewall/auth": authenticateUser,
  "user/firewall/count": firewallUserCount,
  "user/firewall/deauth": deauthenticateUser,
  "user/fortitoken": tokenList,
  "user/fortitoken/activate": activateTokens,
  "user/fortitoken/import-mobile": importMobile,
  "user/fortitoken/import-seed": importSeeds,
  "user/fortitoken/import-trial": importTrial,
  "user/fortitoken/provision": touchTokens,
  "user/fortitoken/refresh": touchTokens,
  "user/fortitoken/send-activation": touchTokens,
  "user/fsso": fssoServers,
  "user/info/query": queryInfo,
  "user/local/change-password": changeUserPassword,
  "user/password-policy-conform/select": userPasswordConforms,
  "user/radius/get-test-connect": testServer("user/radius"),
  "user/radius/test-connect": testServer("user/radius"),
  "user/tacacs-plus/test": testServer("user/tacacs+"),
};
