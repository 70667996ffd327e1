import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { accessGroupOf } from "./access-groups.ts";

test("tables belong to the part of a profile that the vendor's schemas name", () => {
  const parts = [
    ["firewall/address", "fwgrp", "address"],
    ["firewall/addrgrp6", "fwgrp", "address"],
    ["firewall/policy", "fwgrp", "policy"],
    ["firewall/DoS-policy6", "fwgrp", "policy"],
    ["firewall.service/group", "fwgrp", "service"],
    ["firewall/vip", "fwgrp", "others"],
    ["system/interface", "netgrp", "cfg"],
    ["system/admin", "sysgrp", "admin"],
    ["system/global", "sysgrp", "cfg"],
    ["system/csf", "secfabgrp", "csfsys"],
    ["system.replacemsg/admin", "sysgrp", "cfg"],
    ["router/bgp", "netgrp", "route-cfg"],
    ["user/local", "authgrp", undefined],
    ["vpn.ipsec/phase1-interface", "vpngrp", undefined],
    ["log.syslogd/setting", "loggrp", "config"],
  ] as const;
  for (const [path, field, part] of parts) assert.deepEqual(accessGroupOf(path), { field, part }, path);
});

test("endpoints belong to the part that the vendor's reference names, or to everybody", () => {
  const parts = [
    ["system/os/reboot", "sysgrp", "mnt"],
    ["system/api-user/generate-key", "sysgrp", "admin"],
    ["system/dhcp/revoke", "netgrp", "cfg"],
    ["system/certificate/download", "vpngrp", undefined],
    ["switch-controller/managed-switch/update", "wifi", undefined],
    ["extender-controller/extender/reset", "netgrp", "cfg"],
    ["license/status", "sysgrp", "cfg"],
    ["license/database/upgrade", "sysgrp", "upd"],
    ["utm/rating-lookup/select", "utmgrp", "webfilter"],
    ["webcache/stats/reset", "wanoptgrp", undefined],
  ] as const;
  for (const [path, field, part] of parts) assert.deepEqual(accessGroupOf(path), { field, part }, path);
  const free = ["system/change-password/select", "system/object/usage", "system/timezone", "web-ui/state"];
  assert.deepEqual(free.map(accessGroupOf), [undefined, undefined, undefined, undefined]);
});

test("what a profile names is a field of a profile", async () => {
  const profile = await fortios.load("cmdb", "system/accprofile");
  for (const { path } of fortios.rows("cmdb")) {
    const group = accessGroupOf(path);
    if (group === undefined) continue;
    assert.ok(profile?.fields[group.field], `${path}: ${group.field}`);
    const permission = profile?.fields[`${group.field}-permission`];
    if (group.part !== undefined) assert.ok(permission?.fields?.[group.part], `${path}: ${group.field} ${group.part}`);
  }
});
