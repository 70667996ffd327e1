import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function withBranch(device: TestDevice): Promise<void> {
  assert.equal((await device.post("cmdb/system/vdom", { name: "branch" })).status, 200);
}

test("each VDOM has its own tables, and starts as the factory made the first", async (t) => {
  const device = await startDevice(t);
  await withBranch(device);
  assert.equal((await device.get(`${ADDRESS}/all?vdom=branch`)).body.vdom, "branch");
  await device.post(`${ADDRESS}?vdom=branch`, { name: "only-there" });
  assert.equal((await device.get(`${ADDRESS}/only-there?vdom=branch`)).status, 200);
  assert.equal((await device.get(`${ADDRESS}/only-there?vdom=root`)).status, 404);
  const foreign = await device.post("cmdb/firewall/addrgrp", { name: "g", member: [{ name: "only-there" }] });
  assert.equal(foreign.body.error, -651, "a VDOM does not see another's addresses");
});

test("global tables are the same from everywhere", async (t) => {
  const device = await startDevice(t);
  await withBranch(device);
  await device.put("cmdb/system/global?vdom=branch", { admintimeout: 77 });
  assert.equal((await device.get("cmdb/system/global")).body.results.admintimeout, 77);
});

test("what is global is written and shown once, however many VDOMs are asked for", async (t) => {
  const device = await startDevice(t);
  await withBranch(device);
  const table = "cmdb/system/interface";
  for (const query of ["global=1", "vdom=*", "vdom=root,branch"]) {
    const answers = [
      await device.post(`${table}?${query}`, { name: "lo", vdom: "root", type: "loopback" }),
      await device.put(`${table}/lo?${query}`, { alias: "Loopback" }),
      await device.get(`${table}/lo?${query}`),
      await device.delete(`${table}/lo?${query}`),
    ];
    for (const { status, body } of answers)
      assert.deepEqual([status, body.length, body[0].vdom], [200, 1, "root"], query);
  }
});

test("several VDOMs answer with an array of envelopes", async (t) => {
  const device = await startDevice(t);
  await withBranch(device);
  for (const query of ["vdom=*", "global=1", "vdom=root,branch"]) {
    const { status, body } = await device.get(`${ADDRESS}?${query}`);
    assert.equal(status, 200, query);
    assert.deepEqual(
      body.map((envelope: { vdom: string }) => envelope.vdom),
      ["root", "branch"],
      query,
    );
    assert.ok(
      body.every((envelope: { size: number }) => envelope.size > 0),
      query,
    );
  }
});

test("an unknown VDOM is refused", async (t) => {
  const device = await startDevice(t);
  for (const [method, path] of [
    ["GET", ADDRESS],
    ["POST", ADDRESS],
    ["GET", "monitor/user/banned"],
    ["GET", "log/disk/anomaly"],
  ] as const) {
    const { status, body } = await device.call(
      method,
      `${path}?vdom=ghost`,
      method === "POST" ? { name: "x" } : undefined,
    );
    assert.deepEqual([status, body.error, body.vdom], [424, -3, "ghost"], path);
  }
  assert.deepEqual((await device.control("GET", "/snapshot")).body.configuration, {});
});

test("a VDOM in use stays; without it its configuration is gone; root cannot go", async (t) => {
  const device = await startDevice(t);
  await withBranch(device);
  await device.put("cmdb/system/interface/port4", { vdom: "branch" });
  assert.equal((await device.delete("cmdb/system/vdom/branch")).body.error, -23);
  await device.put("cmdb/system/interface/port4", { vdom: "root" });
  await device.post(`${ADDRESS}?vdom=branch`, { name: "there" });
  assert.equal((await device.delete("cmdb/system/vdom/branch")).status, 200);
  assert.equal((await device.get(`${ADDRESS}?vdom=branch`)).status, 424);
  await withBranch(device);
  assert.equal((await device.get(`${ADDRESS}/there?vdom=branch`)).status, 404);
  assert.equal((await device.delete("cmdb/system/vdom/root")).body.error, -23);
});

test("a device has as many VDOMs as its model allows", async (t) => {
  const device = await startDevice(t, { model: "FGT-60F" });
  for (let count = 2; count <= 10; count += 1) {
    assert.equal((await device.post("cmdb/system/vdom", { name: `vd${count}` })).status, 200);
  }
  const refused = await device.post("cmdb/system/vdom", { name: "vd11" });
  assert.deepEqual([refused.status, refused.body.error], [500, -523]);
  await device.delete("cmdb/system/vdom/vd10");
  assert.equal((await device.post("cmdb/system/vdom", { name: "vd11" })).status, 200);
});
