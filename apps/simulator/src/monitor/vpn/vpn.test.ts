import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

async function addTunnel(device: TestDevice, name: string, more: object = {}): Promise<void> {
  const phase1 = {
    name,
    interface: "port2",
    "remote-gw": "203.0.113.9",
    psksecret: "s3cret-key",
    proposal: "aes256-sha256",
    comments: "to the branch",
    ...more,
  };
  assert.equal((await device.post("cmdb/vpn.ipsec/phase1-interface", phase1)).status, 200);
}

async function addSelector(device: TestDevice, name: string, phase1name: string): Promise<void> {
  const phase2 = {
    name,
    phase1name,
    proposal: "aes256-sha256",
    "src-subnet": "10.0.0.0 255.255.255.0",
    "dst-subnet": "10.9.0.0 255.255.0.0",
  };
  assert.equal((await device.post("cmdb/vpn.ipsec/phase2-interface", phase2)).status, 200);
}

// biome-ignore lint/suspicious/noExplicitAny: tests look deep into the answer
async function tunnelsOf(device: TestDevice): Promise<any[]> {
  return (await device.get("monitor/vpn/ipsec")).body.results;
}

test("tunnels are those of the configuration, up, and busier by the minute", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  assert.deepEqual(await tunnelsOf(device), []);
  await addTunnel(device, "branch");
  await addSelector(device, "branch-lan", "branch");
  await addTunnel(device, "people", { type: "dynamic", "remote-gw": "0.0.0.0" });
  const [branch, people] = await tunnelsOf(device);
  assert.deepEqual(
    [branch.name, branch.comments, branch.type, branch.rgwy, branch["wizard-type"]],
    ["branch", "to the branch", "automatic", "203.0.113.9", "custom"],
  );
  const [proxy] = branch.proxyid;
  const any = { port: 0, protocol: 0, protocol_name: "" };
  assert.deepEqual(
    [proxy.proxy_src, proxy.proxy_dst],
    [[{ subnet: "10.0.0.0/255.255.255.0", ...any }], [{ subnet: "10.9.0.0/255.255.0.0", ...any }]],
  );
  assert.deepEqual([proxy.status, proxy.p2name, proxy.p2serial], ["up", "branch-lan", 1]);
  assert.deepEqual([people.type, people.proxyid, people.incoming_bytes], ["dialup", [], 0]);
  clock.advance(60);
  const [later] = await tunnelsOf(device);
  assert.ok(later.incoming_bytes > branch.incoming_bytes && later.outgoing_bytes > branch.outgoing_bytes);
  assert.equal(later.creation_time, branch.creation_time + 60);
  assert.equal((await device.get("monitor/vpn/ipsec?tunnel=people")).body.results.length, 1);
});

test("administrators take tunnels down and up, and set their counters back", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addTunnel(device, "branch");
  for (const name of ["one", "two"]) await addSelector(device, name, "branch");
  const act = (verb: string, body: object) => device.post(`monitor/vpn/ipsec/tunnel_${verb}`, body);
  const statuses = async (): Promise<string[]> =>
    (await tunnelsOf(device))[0].proxyid.map((one: { status: string }) => one.status);
  assert.equal((await act("down", { p1name: "branch", p2name: "one" })).status, 200);
  assert.deepEqual(await statuses(), ["down", "up"]);
  assert.equal((await tunnelsOf(device))[0].proxyid[0].incoming_bytes, 0);
  assert.equal((await act("up", { p1name: "branch", p2name: "one" })).status, 200);
  assert.deepEqual(await statuses(), ["up", "up"]);
  assert.equal((await act("reset_stats", { p1name: "branch" })).status, 200);
  assert.equal((await tunnelsOf(device))[0].incoming_bytes, 0);
  clock.advance(10);
  assert.ok((await tunnelsOf(device))[0].incoming_bytes > 0);
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.deepEqual(await statuses(), ["down", "down"]);
  await device.put("cmdb/system/interface/port2", { status: "up" });
  await act("down", { p1name: "branch", p2name: "one" });
  await device.delete("cmdb/vpn.ipsec/phase2-interface/one");
  await addSelector(device, "one", "branch");
  assert.deepEqual(await statuses(), ["up", "up"], "it is another one of the same name");
  await act("down", { p1name: "branch", p2name: "one" });
  await device.post("monitor/system/os/reboot", {});
  assert.deepEqual(await statuses(), ["up", "up"]);
  assert.equal((await act("up", { p1name: "nobody", p2name: "one" })).status, 404);
  assert.equal((await act("up", { p1name: "branch", p2name: "three" })).status, 404);
  assert.equal((await act("up", { p1name: "branch" })).status, 424);
});

test("nobody dials in", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual((await device.get("monitor/vpn/ssl")).body.results, []);
  assert.deepEqual((await device.get("monitor/vpn/ssl/stats")).body.results.current, {
    users: 0,
    tunnels: 0,
    connections: 0,
  });
  assert.equal((await device.post("monitor/vpn/ssl/delete", { type: "websession", index: 3 })).status, 404);
});

test("a tunnel is as old as its configuration", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addTunnel(device, "branch");
  await addSelector(device, "branch-lan", "branch");
  clock.advance(40);
  const [branch] = await tunnelsOf(device);
  assert.deepEqual([branch.creation_time, branch.proxyid[0].status], [40, "up"]);
  assert.ok(branch.incoming_bytes > 0 && branch.incoming_bytes < 40 * 50_000);
});
