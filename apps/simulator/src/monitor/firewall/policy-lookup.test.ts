import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

async function look(device: TestDevice, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const packet = { sourceip: "192.168.1.20", dest: "203.0.113.9", protocol: "6", destport: "443", srcintf: "port1" };
  const query = new URLSearchParams({ ...packet, ...more });
  return (await device.get(`monitor/firewall/policy-lookup?${query}`)).body.results;
}

test("the first policy that fits a packet is the one", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "one", subnet: "192.168.1.20/32" });
  await device.post("cmdb/firewall/address", {
    name: "some",
    type: "iprange",
    "start-ip": "192.168.1.30",
    "end-ip": "192.168.1.40",
  });
  await device.post("cmdb/firewall/addrgrp", { name: "few", member: [{ name: "one" }, { name: "some" }] });
  await device.post("cmdb/firewall.service/custom", { name: "app", "tcp-portrange": "8000-8100:1024-65535" });
  assert.deepEqual(await look(device), { success: true, match: false, policy_id: 0, policy_action: "deny" });
  await addPolicy(device, { name: "off", status: "disable" });
  await addPolicy(device, { name: "app", srcaddr: [{ name: "few" }], service: [{ name: "app" }] });
  await addPolicy(device, {
    name: "web",
    srcintf: [{ name: "any" }],
    service: [{ name: "Web Access" }],
    action: "deny",
  });
  await addPolicy(device, { name: "others", srcaddr: [{ name: "few" }], "srcaddr-negate": "enable" });
  const found = (id: number, action: string) => ({
    success: true,
    match: true,
    matched_policy_type: "policy",
    policy_id: id,
    policy_action: action,
  });
  assert.deepEqual(await look(device), found(3, "deny"));
  assert.deepEqual(await look(device, { destport: "8050" }), found(2, "accept"));
  assert.deepEqual(await look(device, { destport: "8050", sourceip: "192.168.1.41" }), found(4, "accept"));
  assert.deepEqual(await look(device, { destport: "53", protocol: "17" }), found(3, "deny"));
  assert.deepEqual(await look(device, { dest: "example.com" }), found(3, "deny"));
  assert.deepEqual(await look(device, { srcintf: "port77" }), {
    success: false,
    match: false,
    error_code: "src_intf_not_found",
  });
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.deepEqual(await look(device), { success: false, match: false, error_code: "dst_route_not_found" });
});

test("a packet comes in by an interface of the VDOM, and needs a way out", async (t) => {
  const device = await startDevice(t);
  await addPolicy(device, { dstintf: [{ name: "any" }] });
  const failed = (error_code: string) => ({ success: false, match: false, error_code });
  await device.post("cmdb/router/static", { dst: "203.0.113.0/24", blackhole: "enable" });
  assert.deepEqual(await look(device), failed("dst_route_not_found"));
  await device.post("cmdb/system/vdom", { name: "branch" });
  assert.deepEqual(await look(device, { vdom: "branch" }), failed("src_intf_not_found"));
});

test("what is no address, no protocol or missing is refused", async (t) => {
  const device = await startDevice(t);
  const status = async (query: string) => (await device.get(`monitor/firewall/policy-lookup?${query}`)).status;
  assert.equal(await status("sourceip=x&dest=203.0.113.9&protocol=6&srcintf=port1"), 500);
  assert.equal(await status("sourceip=10.0.0.1&dest=nonsense&protocol=6&srcintf=port1"), 500);
  assert.equal(await status("sourceip=10.0.0.1&dest=203.0.113.9&protocol=foo&srcintf=port1"), 500);
  assert.equal(await status("sourceip=10.0.0.1&dest=203.0.113.9&protocol=6"), 424);
});
