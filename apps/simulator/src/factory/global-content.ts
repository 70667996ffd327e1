/**
 * What a FortiGate holds once per device when it leaves the factory, as far as people commonly use it.
 *
 * @module
 */

import { SUPER_ADMIN, SUPER_ADMIN_READONLY } from "../device/permissions.ts";
import type { Model } from "../models/model.ts";
import { automationContent } from "./automation.ts";
import { interfaceContent } from "./interfaces.ts";
import { MESSAGE_CONTENT } from "./messages.ts";
import { systemContent } from "./system-content.ts";
import type { WireContent } from "./wire-content.ts";

const GROUPS = [
  "secfabgrp",
  "ftviewgrp",
  "authgrp",
  "sysgrp",
  "netgrp",
  "loggrp",
  "fwgrp",
  "vpngrp",
  "utmgrp",
  "wanoptgrp",
  "wifi",
];

function everyGroup(right: "read" | "read-write"): Record<string, string> {
  return Object.fromEntries(GROUPS.map((group) => [group, right]));
}

/** The administrator that every device has. */
export const ADMIN: { readonly name: string; readonly accprofile: string; readonly vdom: readonly object[] } = {
  name: "admin",
  accprofile: SUPER_ADMIN,
  vdom: [{ name: "root" }],
};

export function globalContent(model: Model, version: string): WireContent {
  return {
    "system/vdom": [{ name: "root" }],
    "system/accprofile": [
      { name: SUPER_ADMIN, scope: "global", ...everyGroup("read-write") },
      { name: SUPER_ADMIN_READONLY, scope: "global", ...everyGroup("read") },
      { name: "prof_admin", ...everyGroup("read-write") },
    ],
    ...interfaceContent(model),
    ...systemContent(model, version),
    ...automationContent(version),
    ...MESSAGE_CONTENT,
  };
}
