import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "../registry.ts";
import { validateEntry } from "../validate.ts";
import { loadDeviceEntry } from "./device-database.ts";

test("a table of FortiOS has a place in a device's database, and FortiManager's verbs", async () => {
  const entry = await loadDeviceEntry(fortios, "firewall/service/custom");
  assert.equal(entry?.fortios, "firewall.service/custom");
  assert.deepEqual(entry?.urls, [
    "pm/config/device/{device}/vdom/{vdom}/firewall/service/custom",
    "pm/config/device/{device}/global/firewall/service/custom",
  ]);
  assert.deepEqual([entry?.kind, entry?.mkey, entry?.item], ["table", "name", "custom"]);
  assert.deepEqual(entry?.methods, ["get", "add", "set", "update", "delete"]);
});

test("lists of names, several options and networks are lists; references are FortiManager's", async () => {
  const group = await loadDeviceEntry(fortios, "firewall/addrgrp");
  assert.deepEqual(group?.fields.member, {
    requiredHint: true,
    type: "string",
    maxLength: 79,
    refs: ["firewall/address.name", "firewall/addrgrp.name"],
    list: true,
    bare: true,
  });
  const port = await loadDeviceEntry(fortios, "system/interface");
  const { list, multiple } = port?.fields.allowaccess ?? {};
  assert.deepEqual([list, multiple], [true, undefined]);
  assert.equal((await loadDeviceEntry(fortios, "firewall/address"))?.fields.subnet?.list, true);
});

test("a child table is an entry of its own, below the key of its parent", async () => {
  const ranges = await loadDeviceEntry(fortios, "system/dhcp/server/ip-range");
  assert.equal(ranges?.urls[0], "pm/config/device/{device}/vdom/{vdom}/system/dhcp/server/{server}/ip-range");
  assert.equal(ranges?.mkey, "id");
  const neighbours = await loadDeviceEntry(fortios, "router/bgp/neighbor");
  assert.equal(neighbours?.urls[0], "pm/config/device/{device}/vdom/{vdom}/router/bgp/neighbor");
});

test("what FortiOS does not have is not there", async () => {
  for (const path of ["firewall/nothing", "firewall/addrgrp/member", "firewall/address/name", "", "firewall"]) {
    assert.equal(await loadDeviceEntry(fortios, path), undefined, path);
  }
});

test("versions are those of FortiOS", async () => {
  const entry = await loadDeviceEntry(fortios, "firewall/address");
  assert.ok(entry);
  const [issue] = validateEntry(entry, { name: "web", "hw-model": "x" }, { mode: "create", version: "7.2.4" });
  assert.match(issue?.message ?? "", /^FortiOS 7\.2\.4 has no field "hw-model"/);
  const value = { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] };
  assert.deepEqual(validateEntry(entry, value, { mode: "create", version: "7.4.1", strict: true }), []);
});

test("every table of FortiOS has an entry here", async () => {
  for (const { path, kind, mkey } of fortios.rows("cmdb")) {
    const entry = await loadDeviceEntry(fortios, path.replaceAll(".", "/"));
    assert.deepEqual([entry?.fortios, entry?.kind, entry?.mkey], [path, kind, mkey]);
  }
});
