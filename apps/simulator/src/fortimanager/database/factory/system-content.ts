/**
 * What FortiManager itself is set to when it leaves the factory, as far as people commonly use it.
 *
 * @module
 */

import type { Content } from "./adom-content.ts";

const RIGHTS: readonly string[] = [
  "adom-lock",
  "adom-policy-packages",
  "adom-switch",
  "assignment",
  "config-retrieve",
  "config-revert",
  "consistency-check",
  "deploy-management",
  "device-ap",
  "device-assignment",
  "device-config",
  "device-fortiswitch",
  "device-manager",
  "device-op",
  "device-policy-package-lock",
  "device-profile",
  "device-revision-deletion",
  "device-wan-link-load-balance",
  "event-management",
  "fgd_center",
  "global-policy-packages",
  "import-policy-packages",
  "intf-mapping",
  "log-viewer",
  "policy-objects",
  "realtime-monitor",
  "script-access",
  "set-install-targets",
  "system-setting",
  "term-access",
  "vpn-manager",
];

function profile(profileid: string, right: "none" | "read" | "read-write", more: object = {}): Record<string, unknown> {
  return { profileid, ...Object.fromEntries(RIGHTS.map((name) => [name, right])), ...more };
}

/** By path. An object has one entry. */
export const SYSTEM_CONTENT: Content = {
  "cli/global/system/global": [
    {
      "adom-mode": "normal",
      "adom-status": "enable",
      "admin-lockout-duration": 60,
      "admin-lockout-threshold": 3,
      "create-revision": "disable",
      "faz-status": "disable",
      hostname: "FMG-VM64",
      language: "english",
      "lock-preempt": "disable",
      "object-revision-status": "enable",
      "per-policy-lock": "disable",
      "perform-improve-by-ha": "disable",
      "ssl-low-encryption": "disable",
      "task-list-size": 2000,
      timezone: "04",
      "workflow-max-sessions": 500,
      "workspace-mode": "disabled",
      "workspace-unlock-after-install": "disable",
    },
  ],
  "cli/global/system/admin/profile": [
    profile("Super_User", "read-write", { "super-user-profile": "enable", "rpc-permit": "read-write" }),
    profile("Standard_User", "read-write", { "system-setting": "none", "rpc-permit": "none" }),
    profile("Restricted_User", "read", { "system-setting": "none", "rpc-permit": "none" }),
    profile("Package_User", "read-write", { "device-manager": "read", "system-setting": "none", "rpc-permit": "none" }),
  ],
  "cli/global/system/admin/user": [
    { userid: "admin", user_type: "local", profileid: "Super_User", "rpc-permit": "read-write", "adom-access": "all" },
  ],
  "cli/global/system/admin/setting": [
    {
      "admin-https-redirect": "enable",
      http_port: 80,
      https_port: 443,
      idle_timeout: 900,
      idle_timeout_api: 900,
      idle_timeout_gui: 900,
      "objects-force-deletion": "enable",
      offline_mode: "disable",
      "shell-access": "disable",
    },
  ],
  "cli/global/system/dns": [{ primary: "96.45.45.45", secondary: "96.45.46.46" }],
  "cli/global/system/interface": [
    {
      name: "port1",
      ip: ["192.168.1.99", "255.255.255.0"],
      allowaccess: ["ping", "https", "ssh"],
      status: "up",
      mode: "static",
    },
    ...["port2", "port3", "port4"].map((name) => ({ name, status: "up", mode: "static" })),
  ],
};
