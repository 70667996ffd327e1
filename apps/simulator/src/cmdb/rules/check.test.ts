import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

/** What a device says to a create: its status, and its error. */
async function says(device: TestDevice, path: string, body: object): Promise<readonly unknown[]> {
  const answer = await device.post(path, body);
  return [answer.status, answer.body.error];
}

test("a rule is looked at on create and on update, and what it refuses leaves nothing behind", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(await says(device, ADDRESS, { name: "f", type: "fqdn" }), [424, -56]);
  assert.equal((await device.get(`${ADDRESS}/f`)).status, 404);
  assert.equal((await device.post(ADDRESS, { name: "f", type: "fqdn", fqdn: "example.com" })).status, 200);
  assert.deepEqual((await device.put(`${ADDRESS}/f`, { fqdn: "" })).body.error, -56);
  assert.equal((await device.get(`${ADDRESS}/f`)).body.results[0].fqdn, "example.com");
});

test("a value that names nothing is refused before a rule is", async (t) => {
  const device = await startDevice(t);
  const policy = { srcintf: [{ name: "ghost" }], dstintf: [{ name: "port2" }] };
  assert.deepEqual(await says(device, "cmdb/firewall/policy", policy), [500, -651]);
});

test("a name that is taken in the same table is a duplicate, whatever the rules say", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(await says(device, ADDRESS, { name: "all", type: "fqdn" }), [500, -5]);
});

test("a clone and a change inside an entry follow no rules of the entry", async (t) => {
  const device = await startDevice(t);
  const mapping = { extip: "203.0.113.5", extintf: "any", mappedip: [{ range: "10.0.0.5" }] };
  await device.post("cmdb/firewall/vip", { name: "v", ...mapping });
  assert.deepEqual(await says(device, "cmdb/firewall/vip", { name: "w", ...mapping }), [500, -36]);
  assert.equal((await device.post("cmdb/firewall/vip/v?action=clone&nkey=w")).status, 200);
  assert.equal((await device.post("cmdb/firewall/vip/w/src-filter", { range: "10.0.0.0/8" })).status, 200);
});

test("fields that the version lacks are not asked for", async (t) => {
  const device = await startDevice(t, { fortios: "7.2.0" });
  const policy = {
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  };
  assert.deepEqual(await says(device, "cmdb/firewall/policy", policy), [200, undefined]);
});

test("interfaces of several VDOMs may lie in one network", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.put("cmdb/system/interface/port6", { vdom: "branch" });
  await device.put("cmdb/system/interface/port5", { ip: "10.5.0.1/24" });
  assert.equal((await device.put("cmdb/system/interface/port6", { ip: "10.5.0.2/24" })).status, 200);
  const inside = await device.put("cmdb/system/interface/port7", { ip: "10.5.0.128/30" });
  assert.deepEqual([inside.status, inside.body.error], [500, -54]);
});

test("policies name zones and not their members, nor members of the SD-WAN", async (t) => {
  const device = await startDevice(t);
  const policy = {
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  };
  const from = (name: string) => ({ ...policy, srcintf: [{ name }] });
  await device.post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "port3" }] });
  await device.put("cmdb/system/sdwan", { status: "enable", members: [{ interface: "port4" }] });
  assert.deepEqual(await says(device, "cmdb/firewall/policy", from("port3")), [500, -651]);
  assert.deepEqual(await says(device, "cmdb/firewall/policy", from("port4")), [500, -651]);
  assert.deepEqual(await says(device, "cmdb/firewall/policy", from("inside")), [200, undefined]);
  assert.deepEqual(await says(device, "cmdb/firewall/policy", from("virtual-wan-link")), [200, undefined]);
});

test("a VLAN ID is used once on each interface", async (t) => {
  const device = await startDevice(t);
  const vlan = (name: string, line: string) => ({ name, vdom: "root", interface: line, vlanid: 10 });
  assert.deepEqual(await says(device, "cmdb/system/interface", vlan("v10", "port1")), [200, undefined]);
  assert.deepEqual(await says(device, "cmdb/system/interface", vlan("w10", "port1")), [500, -158]);
  assert.deepEqual(await says(device, "cmdb/system/interface", vlan("w10", "port2")), [200, undefined]);
  assert.equal((await device.put("cmdb/system/interface/v10", { alias: "ten" })).status, 200);
});
