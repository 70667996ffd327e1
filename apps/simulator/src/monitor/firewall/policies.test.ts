import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

type Row = Readonly<Record<string, number>>;

async function counters(device: TestDevice, id: number): Promise<Row> {
  const { results } = (await device.get(`monitor/firewall/policy?policyid=${id}`)).body;
  assert.equal(results.length, 1);
  return results[0];
}

test("a policy counts from nothing, faster than time stands still, and from nothing again when it is cleared", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  clock.advance(3600);
  const id = await addPolicy(device);
  const fresh = await counters(device, id);
  assert.deepEqual([fresh.hit_count, fresh.bytes, fresh.active_sessions], [0, 0, 0]);
  assert.equal("last_used" in fresh, false);
  clock.advance(60);
  const early = await counters(device, id);
  clock.advance(600);
  const late = await counters(device, id);
  assert.ok(Number(early.hit_count) > 10 && Number(early.hit_count) < Number(late.hit_count));
  assert.ok(Number(early.bytes) < Number(late.bytes) && Number(early.packets) < Number(late.packets));
  assert.ok(Number(late.active_sessions) > 0);
  assert.equal(late.bytes, late.software_bytes);
  assert.ok(Number(late.first_used) * 1000 <= clock.now() - 600_000 && Number(late.last_used) * 1000 <= clock.now());
  assert.equal((await device.post("monitor/firewall/policy/clear_counters", { policy: id })).status, 200);
  assert.deepEqual([(await counters(device, id)).hit_count, (await counters(device, id)).bytes], [0, 0]);
  clock.advance(60);
  const again = Number((await counters(device, id)).hit_count);
  assert.ok(again > 10 && again < 40);
  assert.equal((await device.post("monitor/firewall/policy/reset", {})).status, 200);
  assert.equal((await counters(device, id)).hit_count, 0);
  assert.equal((await device.post("monitor/firewall/policy/clear_counters", {})).status, 424);
});

test("a policy that is switched off, stopped or gone counts no more; one in its place begins at nothing", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device);
  clock.advance(120);
  await device.put(`cmdb/firewall/policy/${id}`, { status: "disable" });
  const before = Number((await counters(device, id)).hit_count);
  assert.ok(before > 20);
  clock.advance(120);
  assert.equal((await counters(device, id)).hit_count, before);
  await device.put(`cmdb/firewall/policy/${id}`, { status: "enable" });
  clock.advance(120);
  assert.ok(Number((await counters(device, id)).hit_count) > before);
  await device.put("cmdb/system/interface/port2", { status: "down" });
  const stopped = (await counters(device, id)).hit_count;
  clock.advance(120);
  assert.equal((await counters(device, id)).hit_count, stopped);
  await device.delete(`cmdb/firewall/policy/${id}`);
  await addPolicy(device, { policyid: id });
  assert.equal((await counters(device, id)).hit_count, 0);
});

test("what a policy does not mean does not pass it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.post("cmdb/firewall/address", { name: "elsewhere", subnet: "172.16.9.0/24" });
  const nobody = await addPolicy(device, { name: "nobody", srcaddr: [{ name: "elsewhere" }] });
  const backwards = await addPolicy(device, {
    name: "nowhere",
    srcintf: [{ name: "port5" }],
    dstintf: [{ name: "port6" }],
  });
  const refused = await addPolicy(device, { name: "refused", action: "deny" });
  clock.advance(300);
  assert.equal((await counters(device, nobody)).hit_count, 0);
  assert.equal((await counters(device, backwards)).hit_count, 0);
  const denied = await counters(device, refused);
  assert.ok(Number(denied.hit_count) > 0);
  assert.equal(denied.active_sessions, 0);
});

test("the policy that nobody wrote comes first, and policies of IPv6 see nothing", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  for (const name of ["a", "b"]) await addPolicy(device, { name });
  clock.advance(60);
  const { results } = (await device.get("monitor/firewall/policy")).body;
  assert.deepEqual(
    results.map(({ policyid, uuid }: { policyid: number; uuid?: string }) => [policyid, uuid !== undefined]),
    [
      [0, false],
      [1, true],
      [2, true],
    ],
  );
  const two = (await device.get("monitor/firewall/policy?policyid=1&policyid=2&start=1&count=1")).body.results;
  assert.deepEqual([two.length, two[0].policyid], [1, 2]);
  const six = (await device.get("monitor/firewall/policy?ip_version=ipv6")).body.results;
  assert.deepEqual(
    six.map((row: Row) => row.hit_count),
    [0, 0, 0],
  );
});

test("other policies are listed by their tables, and their counters stand at nothing", async (t) => {
  const device = await startDevice(t);
  const vip = { name: "web", extip: "198.51.100.20", extintf: "port2", mappedip: [{ range: "192.168.1.10" }] };
  assert.equal((await device.post("cmdb/firewall/vip", vip)).status, 200);
  const [row] = (await device.get("monitor/firewall/dnat")).body.results;
  assert.deepEqual([row.uuid_type, row.hit_count], ["firewall.vip", 0]);
  for (const name of ["multicast-policy", "security-policy", "central-snat-map", "proxy-policy"]) {
    assert.deepEqual((await device.get(`monitor/firewall/${name}`)).body.results, [], name);
  }
  assert.equal((await device.post("monitor/firewall/multicast-policy/clear_counters", { policy: 1 })).status, 200);
});

test("a label is taken for a policy that there is", async (t) => {
  const device = await startDevice(t);
  await addPolicy(device);
  const path = "monitor/firewall/policy/update-global-label";
  assert.equal((await device.post(path, { policyid: "1", "new-label": "new" })).status, 200);
  assert.equal((await device.post(path, { policyid: "99", "new-label": "new" })).status, 500);
});

test("counters are the same for the same seed, and others for another", async (t) => {
  const seen: string[] = [];
  for (const seed of [1, 1, 2]) {
    const clock = createTestClock();
    const device = await startDevice(t, { clock, seed });
    await addPolicy(device);
    clock.advance(600);
    const { uuid: _own, ...row } = await counters(device, 1);
    seen.push(JSON.stringify([row, (await device.get("monitor/network/arp")).body.results]));
  }
  assert.equal(seen[0], seen[1]);
  assert.notEqual(seen[0], seen[2]);
});

test("each VDOM has traffic of its own, from when it was made", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device);
  clock.advance(3600);
  await device.post("cmdb/system/vdom", { name: "branch" });
  for (const [name, ip] of [
    ["port5", "10.5.0.1 255.255.255.0"],
    ["port6", "203.0.113.130 255.255.255.252"],
  ]) {
    const port = { vdom: "branch", ip, role: name === "port6" ? "wan" : "lan" };
    assert.equal((await device.put(`cmdb/system/interface/${name}`, port)).status, 200);
  }
  const ports = { srcintf: [{ name: "port5" }], dstintf: [{ name: "port6" }] };
  await addPolicy(device, ports, "?vdom=branch");
  clock.advance(60);
  const { results } = (await device.get("monitor/firewall/policy?policyid=1&vdom=branch")).body;
  assert.ok(results[0].hit_count > 5 && results[0].hit_count < 60);
  assert.ok(Number((await counters(device, 1)).hit_count) > 1500);
});
