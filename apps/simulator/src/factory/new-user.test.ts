import assert from "node:assert/strict";
import { test } from "node:test";
import type { Model } from "../models/model.ts";
import { MODELS } from "../models/models.ts";
import { startDevice, type TestDevice } from "../testing/client.ts";

/** What a new user takes for the inside and the outside, as the device itself says which is which. */
async function sidesOf(device: TestDevice, { ports }: Model): Promise<{ inside: string; outside: string }> {
  const { results } = (await device.get("cmdb/system/interface")).body;
  const ofRole = (wanted: string): string | undefined =>
    results.find(({ role, type }: { role: string; type: string }) => role === wanted && type !== "physical")?.name ??
    results.find(({ role }: { role: string }) => role === wanted)?.name;
  const free = ports.filter(({ name }) => /^port\d+$/.test(name)).map(({ name }) => name);
  return { inside: ofRole("lan") ?? free[0] ?? "", outside: ofRole("wan") ?? free[1] ?? "" };
}

for (const model of MODELS) {
  test(`the first policy that a new user adds to a ${model.id} works at once`, async (t) => {
    const device = await startDevice(t, { model: model.id });
    const { inside, outside } = await sidesOf(device, model);
    const added = await device.post("cmdb/firewall/policy", {
      name: "lan to wan",
      srcintf: [{ name: inside }],
      dstintf: [{ name: outside }],
      srcaddr: [{ name: "all" }],
      dstaddr: [{ name: "all" }],
      service: [{ name: "HTTP" }, { name: "HTTPS" }],
      schedule: "always",
      action: "accept",
      nat: "enable",
    });
    assert.equal(added.status, 200, added.text);
    assert.equal(added.body.mkey, model.hardwareSwitch === undefined ? 1 : 2);
  });
}

test("the LAN of a desktop model is a switch, gets its addresses from the device, and is let out", async (t) => {
  const device = await startDevice(t, { model: "FGT-60F", fortios: "7.4.8" });
  const lan = (await device.get("cmdb/system/interface/internal")).body.results[0];
  assert.deepEqual([lan.type, lan.ip, lan.role], ["hard-switch", "192.168.1.99 255.255.255.0", "lan"]);
  const again = await device.put("cmdb/system/interface/internal", lan);
  assert.deepEqual([again.status, again.body.revision_changed], [200, false]);
  const [server] = (await device.get("cmdb/system.dhcp/server")).body.results;
  assert.deepEqual(server["ip-range"][0]["start-ip"], "192.168.1.110");
  const [policy] = (await device.get("cmdb/firewall/policy")).body.results;
  assert.deepEqual([policy.srcintf[0].name, policy.dstintf[0].name, policy.nat], ["internal", "wan1", "enable"]);
  assert.deepEqual((await device.control("GET", "/snapshot")).body.configuration, {});
});

test("only the first VDOM has the LAN's rule", async (t) => {
  const device = await startDevice(t, { model: "FGT-60F" });
  await device.post("cmdb/system/vdom", { name: "guests" });
  assert.equal((await device.get("cmdb/firewall/policy?vdom=guests")).body.results.length, 0);
  assert.ok((await device.get("cmdb/firewall.service/custom/HTTP?vdom=guests")).status === 200);
});
