import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const CHANGES = {
  add: {
    "firewall/gizmo": {
      mkey: "name",
      fields: {
        name: { type: "string", maxLength: 35 },
        size: { type: "integer", min: 1, max: 9, default: 3 },
        address: { type: "string", refs: ["firewall.address.name"] },
      },
    },
    "system/gadget": { fields: { status: { type: "option", options: ["enable", "disable"], default: "enable" } } },
    "firewall/address": { fields: { mood: {}, type: { options: ["telepathy"] } } },
  },
  hide: ["firewall/address6", "firewall/address color", "firewall/address type geography"],
};

async function check(device: TestDevice): Promise<void> {
  const paths: string[] = (await device.get("cmdb?action=schema")).body.results.map(
    ({ path, name }: { path: string; name: string }) => `${path}/${name}`,
  );
  assert.deepEqual(
    ["firewall/gizmo", "system/gadget", "firewall/address6"].map((path) => paths.includes(path)),
    [true, true, false],
  );
  const { children } = (await device.get("cmdb/firewall/address?action=schema")).body.results;
  const types = children.type.options.map(({ name }: { name: string }) => name);
  assert.deepEqual([children.mood.type, "color" in children], ["string", false]);
  assert.deepEqual([types.includes("telepathy"), types.includes("geography")], [true, false]);

  assert.equal((await device.post("cmdb/firewall/address", { name: "web", type: "telepathy", mood: "x" })).status, 200);
  assert.equal((await device.put("cmdb/firewall/address/web", { type: "geography" })).status, 500);
  assert.equal((await device.post("cmdb/firewall/gizmo", { name: "a", size: 10 })).status, 500);
  assert.equal((await device.post("cmdb/firewall/gizmo", { name: "a", address: "web" })).status, 200);
  assert.deepEqual((await device.get("cmdb/firewall/gizmo/a")).body.results, [
    { name: "a", q_origin_key: "a", size: 3, address: "web" },
  ]);
  assert.equal((await device.delete("cmdb/firewall/address/web")).body.error, -23, "references count as any");
  assert.equal((await device.get("cmdb/system/gadget")).body.results.status, "enable");
  assert.equal((await device.get("cmdb/firewall/address6")).status, 404);
}

test("a device may have what the catalogue lacks, and lack what it has", async (t) => {
  const device = await startDevice(t, { schema: CHANGES });
  await check(device);
  await device.control("POST", "/reset");
  assert.equal((await device.get("cmdb/firewall/gizmo")).status, 200, "it is its own schema");
});

test("the schema is changed from outside until the next reset", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "before" });
  assert.equal((await device.control("POST", "/schema", CHANGES)).status, 204);
  assert.equal((await device.get("cmdb/firewall/address/before")).status, 404, "as from the factory");
  assert.deepEqual((await device.control("GET", "/snapshot")).body.configuration, {});
  await check(device);
  await device.control("POST", "/reset");
  assert.equal((await device.get("cmdb/firewall/gizmo")).status, 404);
  assert.equal((await device.get("cmdb/firewall/address6")).status, 200);
  for (const wrong of [{ add: { gizmo: { fields: {} } } }, { add: { "a/b": {} } }, { hide: "x" }]) {
    assert.equal((await device.control("POST", "/schema", wrong)).status, 400, JSON.stringify(wrong));
  }
});
