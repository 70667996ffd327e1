import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager } from "./fortimanager/registry.ts";
import { labelOf } from "./labels.ts";
import { fortios } from "./registry.ts";

const LABELS = {
  "firewall/address": "Firewall / Address",
  "firewall/addrgrp6": "Firewall / Address group (IPv6)",
  "firewall.service/custom": "Firewall / Service / Custom",
  "firewall/DoS-policy": "Firewall / DoS policy",
  "log.tacacs+accounting2/setting": "Log / TACACS+ accounting 2 / Setting",
  "system/sdwan": "System / SD-WAN",
  "system/vdom": "System / VDOM",
  "system/dns64": "System / DNS64",
  "user/banned/add_users": "User / Banned / Add users",
  "vpn.ssl/settings": "VPN / SSL / Settings",
  "vpn.ipsec/phase1-interface": "VPN / IPsec / Phase1 interface",
  "associated-interface": "Associated interface",
  "pkg/firewall/policy": "Package / Firewall / Policy",
  "wanprof/system/sdwan": "SD-WAN template / System / SD-WAN",
  "dvmdb/group/object member": "Inventory / Group / Object member",
  "802.1-tlvs": "802.1 tlvs",
  ip6: "IPv6",
  "set-dscp": "Set DSCP",
  srcaddr: "Source address",
};

for (const [name, label] of Object.entries(LABELS)) {
  test(`${name} reads ${label}`, () => assert.equal(labelOf(name), label));
}

test("no two configuration tables share a label, and no two objects of FortiManager", () => {
  for (const rows of [fortios.rows("cmdb"), fortimanager.rows("object")]) {
    const labels = rows.map(({ path }) => labelOf(path));
    assert.deepEqual(
      labels.filter((label, at) => labels.indexOf(label) !== at),
      [],
    );
  }
});
