import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../testing/client.ts";

const GROUP = "cmdb/firewall/addrgrp";

async function withGroup(device: TestDevice, ...members: string[]): Promise<void> {
  for (const name of ["a", "b", "c", "d/e"]) await device.post("cmdb/firewall/address", { name });
  await device.post(GROUP, { name: "blocked", comment: "kept", member: members.map((name) => ({ name })) });
}

async function members(device: TestDevice): Promise<string[]> {
  const { body } = await device.get(`${GROUP}/blocked`);
  return body.results[0].member.map((row: { name: string }) => row.name);
}

test("members come and go one by one without touching the others", async (t) => {
  const device = await startDevice(t);
  await withGroup(device, "a");
  const added = await device.post(`${GROUP}/blocked/member`, { name: "d/e" });
  assert.deepEqual([added.status, added.body.mkey, added.body.revision_changed], [200, "d/e", true]);
  assert.deepEqual(await members(device), ["a", "d/e"]);
  const { body: list } = await device.get(`${GROUP}/blocked/member`);
  assert.equal(list.size, 2);
  assert.deepEqual(list.results[1], { name: "d/e", q_origin_key: "d/e" });
  assert.deepEqual((await device.get(`${GROUP}/blocked/member/a`)).body.results, [{ name: "a", q_origin_key: "a" }]);
  assert.equal((await device.delete(`${GROUP}/blocked/member/d%2Fe`)).body.revision_changed, true);
  assert.deepEqual(await members(device), ["a"]);
  assert.equal((await device.get(`${GROUP}/blocked`)).body.results[0].comment, "kept");
});

test("a member that is there already, or not there, or nowhere, is an error of its own", async (t) => {
  const device = await startDevice(t);
  await withGroup(device, "a");
  const member = `${GROUP}/blocked/member`;
  assert.deepEqual(codeOf(await device.post(member, { name: "a" })), [500, -5]);
  assert.deepEqual(codeOf(await device.delete(`${member}/b`)), [404, -3]);
  assert.deepEqual(codeOf(await device.get(`${member}/b`)), [404, -3]);
  assert.deepEqual(codeOf(await device.post(member, { name: "ghost" })), [500, -651]);
  assert.deepEqual(codeOf(await device.post(`${GROUP}/ghost/member`, { name: "a" })), [404, -3]);
  assert.deepEqual(codeOf(await device.get(`${GROUP}/ghost/member`)), [404, -3]);
  assert.deepEqual(await members(device), ["a"]);
});

test("a PUT with a child table replaces that table and nothing else", async (t) => {
  const device = await startDevice(t);
  await withGroup(device, "a", "b");
  await device.put(`${GROUP}/blocked`, { member: [{ name: "c" }] });
  assert.deepEqual(await members(device), ["c"]);
  await device.put(`${GROUP}/blocked`, { color: 3 });
  assert.deepEqual(await members(device), ["c"]);
  await device.put(`${GROUP}/blocked`, { member: [] });
  assert.deepEqual(await members(device), []);
  const [group] = (await device.get(`${GROUP}/blocked`)).body.results;
  assert.deepEqual([group.comment, group.color], ["kept", 3]);
});

test("a member named twice is one member", async (t) => {
  const device = await startDevice(t);
  await withGroup(device);
  await device.put(`${GROUP}/blocked`, { member: [{ name: "a" }, { name: "b" }, { name: "a", q_origin_key: "a" }] });
  assert.deepEqual(await members(device), ["a", "b"]);
});

test("children of objects, and children of children, work alike", async (t) => {
  const device = await startDevice(t);
  const neighbor = "cmdb/router/bgp/neighbor";
  assert.equal((await device.post(neighbor, { ip: "10.0.0.1", "remote-as": "65001" })).body.mkey, "10.0.0.1");
  const { body } = await device.get(`${neighbor}/10.0.0.1`);
  assert.equal(body.results[0]["remote-as"], "65001");
  assert.equal(body.results[0].activate, "enable", "defaults of the child show");
  assert.equal((await device.get("cmdb/router/bgp")).body.results.neighbor[0].ip, "10.0.0.1");

  const conditional = `${neighbor}/10.0.0.1/conditional-advertise`;
  await device.post("cmdb/router/route-map", { name: "map" });
  assert.equal((await device.post(conditional, { "advertise-routemap": "map" })).status, 200);
  assert.deepEqual(codeOf(await device.delete("cmdb/router/route-map/map")), [500, -23]);
  assert.equal((await device.put(`${conditional}/map`, { "condition-type": "non-exist" })).status, 200);
  assert.equal((await device.get(`${conditional}/map`)).body.results[0]["condition-type"], "non-exist");
  assert.equal((await device.delete(`${conditional}/map`)).status, 200);
  assert.equal((await device.delete("cmdb/router/route-map/map")).status, 200);
});

test("child tables with numbers for keys give the next one, and entries in them can be moved", async (t) => {
  const device = await startDevice(t);
  const network = "cmdb/router/bgp/network";
  for (const prefix of ["10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16"]) await device.post(network, { prefix });
  assert.equal((await device.put(`${network}/3?action=move&before=1`)).status, 200);
  const { results } = (await device.get(network)).body;
  assert.deepEqual(
    results.map((row: { id: number }) => row.id),
    [3, 1, 2],
  );
  assert.equal(results[0].prefix, "10.3.0.0 255.255.0.0");
});

test("0 in a list of numbers is a number, and no wish for the next one", async (t) => {
  const device = await startDevice(t);
  const checks = [
    { name: "all", server: "1.1.1.1", members: [{ "seq-num": 0 }] },
    { name: "one", server: "1.1.1.1", members: [{ "seq-num": 1 }] },
  ];
  const sdwan = { members: [{ "seq-num": 0, interface: "port2" }], "health-check": checks };
  const { status, text } = await device.put("cmdb/system/sdwan", sdwan);
  assert.equal(status, 200, text);
  const { results } = (await device.get("cmdb/system/sdwan")).body;
  type Members = { members: { "seq-num": number }[] };
  const numbers = ({ members }: Members) => members.map((row) => row["seq-num"]);
  assert.deepEqual(numbers(results), [1], "entries of a table are numbered");
  assert.deepEqual(results["health-check"].slice(-2).map(numbers), [[0], [1]]);
});

test("a nested object has a URL of its own, and a PUT merges into it", async (t) => {
  const device = await startDevice(t);
  const path = "cmdb/system/interface/port3";
  await device.put(path, { ipv6: { "ip6-mode": "static", "ip6-address": "2001:db8::1/64" } });
  await device.put(`${path}/ipv6`, { "ip6-allowaccess": "ping" });
  const { body } = await device.get(`${path}/ipv6`);
  assert.equal(Array.isArray(body.results), false);
  assert.equal(body.results["ip6-address"], "2001:db8::1/64");
  assert.equal(body.results["ip6-allowaccess"], "ping");
  assert.equal((await device.get(path)).body.results[0].ipv6["ip6-address"], "2001:db8::1/64");
  assert.equal((await device.delete(`${path}/ipv6`)).status, 405);
});

function codeOf({ status, body }: { status: number; body: { error: number } }): [number, number] {
  return [status, body.error];
}
