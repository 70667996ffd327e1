import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";
const GROUP = "cmdb/firewall/addrgrp";
const POLICY = "cmdb/firewall/policy";
const MINIMAL = {
  srcintf: [{ name: "port1" }],
  dstintf: [{ name: "any" }],
  srcaddr: [{ name: "all" }],
  dstaddr: [{ name: "all" }],
  service: [{ name: "ALL" }],
  schedule: "always",
};

test("what something refers to cannot be deleted until nothing does", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web" });
  await device.post(GROUP, { name: "one", member: [{ name: "web" }] });
  await device.post(GROUP, { name: "two", member: [{ name: "web" }, { name: "one" }] });
  const refused = await device.delete(`${ADDRESS}/web`);
  assert.deepEqual([refused.status, refused.body.error], [500, -23]);
  assert.match(refused.body.cli_error, /used by other 2 entries/);
  await device.delete(`${GROUP}/two`);
  await device.put(`${GROUP}/one`, { member: [] });
  assert.equal((await device.delete(`${ADDRESS}/web`)).status, 200);
});

test("a reference to nothing is refused, and nothing is left behind", async (t) => {
  const device = await startDevice(t);
  const member = await device.post(GROUP, { name: "g", member: [{ name: "all" }, { name: "ghost" }] });
  assert.deepEqual([member.status, member.body.error], [500, -651]);
  assert.match(member.body.cli_error, /node_check_object fail! for name ghost/);
  assert.equal((await device.get(`${GROUP}/g`)).status, 404);
  const field = await device.post(POLICY, { ...MINIMAL, schedule: "ghost" });
  assert.deepEqual([field.status, field.body.error], [500, -3]);
  assert.match(field.body.cli_error, /entry not found in datasource/);
  assert.equal((await device.get(POLICY)).body.size, 0);
});

test("any table that a field lists will do, and the default needs none", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall.schedule/onetime", {
    name: "once",
    start: "00:00 2026/01/01",
    end: "00:00 2026/01/02",
  });
  const policy = {
    ...MINIMAL,
    srcaddr: [{ name: "G Suite" }],
    dstaddr: [{ name: "all" }],
    "ssl-ssh-profile": "no-inspection",
  };
  for (const schedule of ["always", "once"])
    assert.equal((await device.post(POLICY, { ...policy, schedule })).status, 200);
  assert.deepEqual((await device.delete("cmdb/firewall.schedule/onetime/once")).body.error, -23);
});

test("an entry may refer to its own child, which then cannot go", async (t) => {
  const device = await startDevice(t);
  const sdwan = "cmdb/system/sdwan";
  const body = {
    zone: [{ name: "virtual-wan-link" }, { name: "branch" }],
    members: [{ interface: "port2", zone: "branch" }],
  };
  assert.equal((await device.put(sdwan, body)).status, 200);
  assert.equal((await device.delete(`${sdwan}/zone/branch`)).body.error, -23);
  assert.equal((await device.put(sdwan, { zone: [{ name: "virtual-wan-link" }] })).body.error, -23);
  await device.post(POLICY, { ...MINIMAL, dstintf: [{ name: "branch" }] });
  await device.delete(`${sdwan}/members/1`);
  assert.equal((await device.delete(`${sdwan}/zone/branch`)).body.error, -23, "the policy still refers to it");
  await device.delete(`${POLICY}/1`);
  assert.equal((await device.delete(`${sdwan}/zone/branch`)).status, 200);
});

test("an entry cannot begin to refer to a child that it loses at the same time", async (t) => {
  const device = await startDevice(t);
  const sdwan = "cmdb/system/sdwan";
  await device.put(sdwan, { zone: [{ name: "virtual-wan-link" }, { name: "branch" }] });
  const swap = { zone: [{ name: "virtual-wan-link" }], members: [{ interface: "port2", zone: "branch" }] };
  assert.deepEqual((await device.put(sdwan, swap)).body.error, -3);
  assert.equal((await device.get(`${sdwan}/zone/branch`)).status, 200);
});

test("a name that a rename brings twice into a list is in it once", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web" });
  await device.post(GROUP, { name: "inner" });
  await device.post(GROUP, { name: "outer", member: [{ name: "web" }, { name: "inner" }] });
  assert.equal((await device.put(`${GROUP}/inner`, { name: "web" })).status, 200);
  const [outer] = (await device.get(`${GROUP}/outer`)).body.results;
  assert.deepEqual(outer.member, [{ name: "web", q_origin_key: "web" }]);
});

test("references to what only a real device holds are taken as they come", async (t) => {
  const device = await startDevice(t);
  const answer = await device.post(POLICY, {
    ...MINIMAL,
    "internet-service": "enable",
    "internet-service-name": [{ name: "Google-DNS" }],
  });
  assert.equal(answer.status, 200);
});

test("a thousand addresses and a group of a thousand members take little time", async (t) => {
  const device = await startDevice(t);
  const names = Array.from({ length: 1000 }, (_, index) => `host-${index}`);
  const started = performance.now();
  for (const name of names) await device.post(ADDRESS, { name, subnet: "10.1.2.3/32" });
  assert.equal((await device.post(GROUP, { name: "all-hosts", member: names.map((name) => ({ name })) })).status, 200);
  const elapsed = performance.now() - started;
  assert.equal((await device.get(`${GROUP}/all-hosts`)).body.results[0].member.length, 1000);
  assert.equal((await device.delete(`${ADDRESS}/host-999`)).body.error, -23);
  assert.ok(elapsed < 5000, `took ${elapsed} ms`);
});
