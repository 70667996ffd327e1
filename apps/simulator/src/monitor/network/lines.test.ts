import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
async function results(device: TestDevice, path: string): Promise<any> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, `${path}: ${text}`);
  return body.results;
}

const SDWAN = {
  status: "enable",
  members: [
    { "seq-num": 1, interface: "port2" },
    { "seq-num": 2, interface: "port6", gateway: "203.0.113.129" },
  ],
  "health-check": [
    {
      name: "dns",
      server: "1.1.1.1",
      interval: 1000,
      members: [{ "seq-num": 1 }, { "seq-num": 2 }],
      sla: [
        {
          id: 1,
          "link-cost-factor": "latency jitter packet-loss",
          "latency-threshold": 1000,
          "jitter-threshold": 100,
          "packetloss-threshold": 50,
        },
        { id: 2, "link-cost-factor": "latency", "latency-threshold": 1 },
      ],
    },
  ],
};

async function startSdwan(device: TestDevice): Promise<void> {
  await device.put("cmdb/system/interface/port6", { ip: "203.0.113.130 255.255.255.252", role: "wan" });
  const { status, text } = await device.put("cmdb/system/sdwan", SDWAN);
  assert.equal(status, 200, text);
}

test("health checks measure every member, and targets are met or missed", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  for (const states of Object.values(await results(device, "virtual-wan/health-check"))) assert.deepEqual(states, {});
  await startSdwan(device);
  const { dns } = await results(device, "virtual-wan/health-check");
  assert.deepEqual(Object.keys(dns), ["port2", "port6"]);
  assert.deepEqual([dns.port2.status, dns.port2.sla_targets_met], ["up", [1]]);
  assert.ok(dns.port2.latency > 1 && dns.port2.latency < 200 && dns.port2.packet_sent >= dns.port2.packet_received);
  clock.advance(60);
  const later = (await results(device, "virtual-wan/health-check?health_check_name=dns")).dns;
  assert.equal(later.port2.packet_sent - dns.port2.packet_sent, 60);
  assert.notEqual(later.port2.latency, dns.port2.latency);
  assert.deepEqual(await results(device, "virtual-wan/health-check?health_check_name=other"), {});
  await device.put("cmdb/system/interface/port6", { status: "down" });
  assert.equal((await results(device, "virtual-wan/health-check")).dns.port6.status, "down");
  const all = { name: "all", server: "1.1.1.2", members: [{ "seq-num": 0 }] };
  assert.equal((await device.post("cmdb/system/sdwan/health-check", all)).status, 200);
  assert.deepEqual(Object.keys((await results(device, "virtual-wan/health-check")).all), ["port2", "port6"]);
});

test("members of the SD-WAN show what they carry, and routes to it show them", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await startSdwan(device);
  await device.post("cmdb/router/static", { "sdwan-zone": [{ name: "virtual-wan-link" }], distance: 1 });
  const routes = await results(device, "router/sdwan/routes");
  assert.deepEqual(
    routes.map(({ interface: name, gateway }: Record<string, string>) => [name, gateway]),
    [
      ["port2", "198.51.100.1"],
      ["port6", "203.0.113.129"],
    ],
  );
  assert.deepEqual(await results(device, "router/sdwan/routes-statistics"), { total: 2, ipv4: 2, ipv6: 0 });
  await addPolicy(device, { dstintf: [{ name: "virtual-wan-link" }] });
  clock.advance(600);
  const members = await results(device, "virtual-wan/members");
  assert.deepEqual(Object.keys(members), ["port2", "port6"]);
  for (const member of Object.values<Record<string, number>>(members)) {
    assert.ok(Number(member.session) > 0 && Number(member.tx_bytes) > 0 && Number(member.rx_bandwidth) > 0);
  }
  assert.deepEqual(Object.keys(await results(device, "virtual-wan/members?interface=port6")), ["port6"]);
  assert.deepEqual(await results(device, "virtual-wan/members?zone=other"), {});
});

test("logs of measurements go back as far as they are asked for", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await startSdwan(device);
  clock.advance(600);
  const [log] = await results(
    device,
    "virtual-wan/sla-log?sla=dns&interface=port2&seconds=60&include_sla_targets_met=true",
  );
  assert.deepEqual([log.name, log.interface], ["dns", "port2"]);
  const times = log.logs.map(({ timestamp }: { timestamp: number }) => timestamp);
  assert.deepEqual(times, times.toSorted());
  assert.ok(times.length >= 6 && times[0] >= clock.now() / 1000 - 60);
  assert.deepEqual([log.logs[0].link, log.logs[0].sla_targets_met], ["up", [1]]);
  clock.advance(10);
  const [again] = await results(
    device,
    "virtual-wan/sla-log?sla=dns&interface=port2&seconds=70&include_sla_targets_met=true",
  );
  assert.deepEqual(again.logs.slice(0, 5), log.logs.slice(0, 5), "what was measured stays");
  const latest = await results(device, "virtual-wan/sla-log?latest=true");
  assert.deepEqual(
    latest.map(({ logs }: { logs: unknown[] }) => logs.length),
    [1, 1],
  );
  const [traffic] = await results(device, "virtual-wan/interface-log?interface=port6&seconds=30");
  assert.ok(traffic.logs.length >= 3 && "bi_bandwidth" in traffic.logs[0]);
  assert.deepEqual(await results(device, "virtual-wan/sladb"), [{ target_name: "dns", domains: ["1.1.1.1"] }]);
});

test("link monitors tell of their lines", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  for (const [name, srcintf] of [
    ["wan", "port2"],
    ["other", "port2"],
  ]) {
    const { status, text } = await device.post("cmdb/system/link-monitor", {
      name,
      srcintf,
      server: [{ address: "1.1.1.1" }],
    });
    assert.equal(status, 200, text);
  }
  const all = await results(device, "system/link-monitor");
  assert.deepEqual([Object.keys(all), all.wan.port2.status], [["wan", "other"], "up"]);
  await device.put("cmdb/system/link-monitor/other", { status: "disable" });
  assert.deepEqual(Object.keys(await results(device, "system/link-monitor")), ["wan"]);
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.equal((await results(device, "system/link-monitor?mkey=wan")).wan.port2.status, "down");
});

test("connectors are up while there is a way to their clouds, and are updated when somebody wants it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const connector = { name: "cloud", type: "aws", "access-key": "x", "secret-key": "y", region: "eu" };
  const { status, text } = await device.post("cmdb/system/sdn-connector", connector);
  assert.equal(status, 200, text);
  clock.advance(5);
  assert.equal((await device.post("monitor/system/sdn-connector/update", { mkey: "cloud" })).status, 200);
  const [row] = await results(device, "system/sdn-connector/status");
  assert.deepEqual([row.name, row.type, row.status, row.last_update], ["cloud", "aws", "Up", clock.now() / 1000]);
  assert.equal((await device.post("monitor/system/sdn-connector/update", { mkey: "none" })).status, 404);
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.equal((await results(device, "system/sdn-connector/status?mkey=cloud"))[0].status, "Down");
});

test("names and the services behind them have latencies", async (t) => {
  const device = await startDevice(t);
  await device.put("cmdb/system/dns", { primary: "9.9.9.9" });
  const servers = await results(device, "network/dns/latency");
  assert.equal(servers[0].ip, "9.9.9.9");
  assert.ok(servers.every(({ latency }: { latency: number }) => latency > 0));
  assert.ok((await results(device, "network/fortiguard/live-services-latency")).length > 0);
  assert.ok((await results(device, "network/ddns/servers")).length > 0);
  assert.equal((await results(device, "network/ddns/lookup?domain=x.fortiddns.com")).available, true);
  assert.equal((await device.get("monitor/network/reverse-ip-lookup?ip=nobody")).status, 500);
});
