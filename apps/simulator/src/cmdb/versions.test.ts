import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

async function fieldsOf(
  t: Parameters<typeof startDevice>[0],
  fortios: string,
  path: string,
): Promise<Record<string, unknown>> {
  const device = await startDevice(t, { fortios });
  return (await device.get(`${path}?action=default`)).body.results;
}

test("a field is there from the version that brought it to the one that dropped it", async (t) => {
  const [old, middle, recent] = await Promise.all(
    ["7.2.4", "7.4.1", "7.6.5"].map((version) => fieldsOf(t, version, "cmdb/firewall/address")),
  );
  assert.deepEqual(["hw-model" in (old ?? {}), "hw-model" in (middle ?? {})], [false, true]);
  assert.deepEqual(["sso-attribute-value" in (middle ?? {}), "sso-attribute-value" in (recent ?? {})], [false, true]);
});

test("a table is 404 in versions that lack it", async (t) => {
  const found = await Promise.all(
    ["7.2.4", "7.4.8", "7.6.5"].map(async (fortios) => {
      const device = await startDevice(t, { fortios });
      return [(await device.get("cmdb/dlp/label")).status, (await device.get("cmdb/dlp/sensor")).status];
    }),
  );
  assert.deepEqual(found, [
    [404, 200],
    [404, 200],
    [200, 200],
  ]);
});

test("an option is taken only where the version has it", async (t) => {
  const answers = await Promise.all(
    ["7.2.4", "7.4.8"].map(async (fortios) => {
      const device = await startDevice(t, { fortios });
      return (await device.post("cmdb/firewall/address", { name: "r", type: "route-tag" })).status;
    }),
  );
  assert.deepEqual(answers, [500, 200]);
});

test("a default that an older version lacks gives way to the one that it had", async (t) => {
  const path = "cmdb/firewall.service/custom";
  assert.equal((await fieldsOf(t, "7.2.4", path)).protocol, "TCP/UDP/SCTP");
  assert.equal((await fieldsOf(t, "7.6.5", path)).protocol, "TCP/UDP/UDP-Lite/SCTP");
});

test("a list of names that was one name before takes the form of the version", async (t) => {
  const body = {
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  };
  const path = "cmdb/firewall/local-in-policy";
  const old = await startDevice(t, { fortios: "7.2.4" });
  assert.equal((await old.post(path, { ...body, intf: "port1" })).status, 200);
  assert.equal((await old.get(path)).body.results[0].intf, "port1");
  assert.equal((await old.post(path, { ...body, intf: "ghost" })).body.error, -3);
  const recent = await startDevice(t, { fortios: "7.6.5" });
  assert.equal((await recent.post(path, { ...body, intf: [{ name: "port1" }] })).status, 200);
  assert.deepEqual((await recent.get(path)).body.results[0].intf, [{ name: "port1", q_origin_key: "port1" }]);
});

test("the version shows in every envelope", async (t) => {
  for (const [asked, shown, build] of [
    ["7.2.0", "v7.2.0", 7200],
    ["7.4", "v7.4.12", 7412],
    ["v7.6.3", "v7.6.3", 7603],
  ] as const) {
    const device = await startDevice(t, { fortios: asked });
    assert.equal(device.handle.version, shown);
    const { body } = await device.get("cmdb/system/global");
    assert.deepEqual([body.version, body.build], [shown, build]);
  }
});
