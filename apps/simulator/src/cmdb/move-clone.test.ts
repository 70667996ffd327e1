import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const POLICY = "cmdb/firewall/policy";

const all = [{ name: "all" }];
const OPEN = {
  srcintf: [{ name: "port1" }],
  dstintf: [{ name: "port2" }],
  srcaddr: all,
  dstaddr: all,
  service: [{ name: "ALL" }],
  schedule: "always",
};

async function addPolicies(device: TestDevice, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await device.post(POLICY, { name: `p${number}`, ...OPEN });
  }
}

async function order(device: TestDevice): Promise<number[]> {
  return (await device.get(POLICY)).body.results.map((row: { policyid: number }) => row.policyid);
}

test("an entry is moved before or after another", async (t) => {
  const device = await startDevice(t);
  await addPolicies(device, 4);
  const moved = await device.put(`${POLICY}/4?action=move&before=1`);
  assert.deepEqual(
    [moved.body.status, moved.body.action, moved.body.mkey, moved.body.revision_changed],
    ["success", "move", 4, true],
  );
  assert.deepEqual(await order(device), [4, 1, 2, 3]);
  await device.put(`${POLICY}/4?action=move&after=2`, {});
  assert.deepEqual(await order(device), [1, 2, 4, 3]);
});

test("a wrong neighbour moves nothing, and the device does not say so", async (t) => {
  const device = await startDevice(t);
  await addPolicies(device, 2);
  for (const query of ["after=99", "before=99", "after=1&before=", "after=2", ""]) {
    const { status, body } = await device.put(`${POLICY}/2?action=move&${query}`);
    assert.equal(status, 200, query);
    assert.equal(body.revision_changed, false, query);
  }
  assert.deepEqual(await order(device), [1, 2]);
  assert.equal((await device.put(`${POLICY}/99?action=move&after=1`)).status, 404);
});

test("a clone has another key and uuid and is the same otherwise", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web", subnet: "10.0.0.1/32", comment: "original" });
  const { status, body } = await device.post("cmdb/firewall/address/web?action=clone&nkey=web%2Fcopy");
  assert.deepEqual([status, body.mkey, body.action], [200, "web/copy", "clone"]);
  const [original] = (await device.get("cmdb/firewall/address/web")).body.results;
  const [copy] = (await device.get("cmdb/firewall/address/web%2Fcopy")).body.results;
  assert.notEqual(copy.uuid, original.uuid);
  assert.deepEqual({ ...copy, name: "web", q_origin_key: "web", uuid: original.uuid }, original);
});

test("a clone needs a free name, except where numbers are given out", async (t) => {
  const device = await startDevice(t);
  await addPolicies(device, 1);
  assert.equal((await device.post(`${POLICY}/1?action=clone&nkey=10`)).body.mkey, 10);
  assert.equal((await device.post(`${POLICY}/1?action=clone`)).body.mkey, 11);
  assert.equal((await device.post(`${POLICY}/1?action=clone&nkey=10`)).body.error, -5);
  assert.equal((await device.post(`${POLICY}/5?action=clone&nkey=12`)).status, 404);
  const address = "cmdb/firewall/address/all?action=clone";
  assert.equal((await device.post(address)).status, 424);
  assert.equal((await device.post(`${address}&nkey=none`)).body.error, -5);
});

test("the copy of a policy has no name: no two policies may have the same", async (t) => {
  const device = await startDevice(t);
  await addPolicies(device, 1);
  assert.equal((await device.post(`${POLICY}/1?action=clone&nkey=5`)).body.mkey, 5);
  const [copy] = (await device.get(`${POLICY}/5`)).body.results;
  assert.deepEqual([copy.name, copy.srcintf[0].name], ["", "port1"]);
  assert.equal((await device.put(`${POLICY}/5`, copy)).status, 200);
});
