import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

type Row = Readonly<Record<string, string>>;

async function results(device: TestDevice, path: string): Promise<Record<string, Readonly<Record<string, unknown>>>> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, `${path}: ${text}`);
  return body.results;
}

async function rows(device: TestDevice, path: string): Promise<Row[]> {
  return Object.values(await results(device, path)) as Row[];
}

const LAN = { ip: "10.20.0.1 255.255.255.0", role: "lan" };

test("an address on an interface makes a network: it is shown, routed, and has neighbours", async (t) => {
  const device = await startDevice(t);
  const before = await rows(device, "network/arp");
  assert.equal(
    before.some((row) => row.interface === "port5"),
    false,
  );
  await device.put("cmdb/system/interface/port5", LAN);
  const { port5 } = await results(device, "system/interface?interface_name=port5");
  assert.deepEqual([port5?.ip, port5?.mask, port5?.link], ["10.20.0.1", 24, true]);
  const [route] = await rows(device, "router/ipv4?interface=port5");
  assert.deepEqual([route?.type, route?.ip_mask], ["connect", "10.20.0.0/24"]);
  const near = (await rows(device, "network/arp")).filter((row) => row.interface === "port5");
  assert.ok(near.length > 3 && near.every((row) => row.ip?.startsWith("10.20.0.") && row.ip !== "10.20.0.1"));
  assert.equal(new Set(near.map((row) => row.mac)).size, near.length);
  const known = await results(device, `network/reverse-ip-lookup?ip=${near[0]?.ip}`);
  assert.equal(known.resolved, true);
  await device.put("cmdb/system/interface/port5", { status: "down" });
  assert.deepEqual(await rows(device, "router/ipv4?interface=port5"), []);
  assert.equal(
    (await rows(device, "network/arp")).some((row) => row.interface === "port5"),
    false,
  );
});

test("counters of interfaces grow with time and traffic", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const bytes = async (): Promise<number[]> => {
    const { port1, port2 } = await results(device, "system/interface");
    return [port1?.rx_bytes, port1?.tx_bytes, port2?.rx_bytes, port2?.tx_bytes].map(Number);
  };
  const start = await bytes();
  clock.advance(600);
  const quiet = await bytes();
  await addPolicy(device);
  clock.advance(600);
  const busy = await bytes();
  for (const index of [0, 1, 2, 3]) {
    const [murmur, traffic] = [Number(quiet[index]) - Number(start[index]), Number(busy[index]) - Number(quiet[index])];
    assert.ok(murmur > 0 && traffic > 10 * murmur, `${index}: ${murmur}, ${traffic}`);
  }
});

test("counters of an interface that is switched off stand still", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device);
  clock.advance(600);
  const bytes = async () => (await results(device, "system/interface")).port2?.rx_bytes;
  const busy = await bytes();
  await device.put("cmdb/system/interface/port2", { status: "down" });
  const stopped = await bytes();
  clock.advance(600);
  assert.deepEqual([await bytes(), stopped], [busy, busy]);
  await device.put("cmdb/system/interface/port2", { status: "up" });
  clock.advance(600);
  assert.ok(Number(await bytes()) > Number(stopped));
});

test("counters never fall, whatever becomes of the interface", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const vlan = { name: "office", vdom: "root", type: "vlan", interface: "port3", vlanid: 20, ...LAN };
  await device.post("cmdb/system/interface", vlan);
  let last = [0, 0];
  for (const change of [{}, { ip: "0.0.0.0 0.0.0.0" }, LAN, { status: "down" }, { status: "up" }]) {
    clock.advance(600);
    const port = "status" in change ? "port3" : "office";
    assert.equal((await device.put(`cmdb/system/interface/${port}`, change)).status, 200);
    const { port3, office } = await results(device, "system/interface?include_vlan=true");
    const next = [Number(port3?.rx_bytes), Number(office?.rx_bytes)];
    assert.ok(
      next.every((bytes, index) => bytes >= (last[index] ?? 0)),
      `${JSON.stringify(change)}: ${last} ${next}`,
    );
    last = next;
  }
  assert.ok(last.every((bytes) => bytes > 0));
});

test("who is in no network of an interface is not near it", async (t) => {
  const device = await startDevice(t);
  for (const [dst, gateway] of [
    ["10.1.0.0/16", "192.168.1.250"],
    ["10.2.0.0/16", "172.20.0.1"],
  ]) {
    assert.equal((await device.post("cmdb/router/static", { dst, gateway, device: "port1" })).status, 200);
  }
  const near = (await rows(device, "network/arp")).map(({ ip }) => ip);
  assert.deepEqual([near.includes("192.168.1.250"), near.includes("172.20.0.1")], [true, false]);
});

test("VLANs and aggregates are shown to those who ask for them", async (t) => {
  const device = await startDevice(t);
  const vlan = { name: "office", vdom: "root", type: "vlan", interface: "port3", vlanid: 20, ...LAN };
  assert.equal((await device.post("cmdb/system/interface", vlan)).status, 200);
  assert.equal("office" in (await results(device, "system/interface")), false);
  const { office } = await results(device, "system/interface?include_vlan=true");
  assert.deepEqual([office?.vlanid, office?.interface, office?.ip], [20, "port3", "10.20.0.1"]);
  assert.equal("office" in (await results(device, "system/interface/select?include_vlan=1&include_aggregate=1")), true);
  const [available] = await rows(device, "system/available-interfaces?mkey=office");
  assert.deepEqual([available?.type, available?.vlan_interface, available?.vlan_id], ["vlan", "port3", 20]);
  await device.put("cmdb/system/interface/port3", { status: "down" });
  assert.equal((await results(device, "system/interface?interface_name=office")).office?.link, false);
});

test("available interfaces hold zones too, and say what they are used for", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "port4" }] });
  await addPolicy(device, { srcintf: [{ name: "inside" }] });
  const all = await rows(device, "system/available-interfaces");
  const named = new Map(all.map((row) => [row.name, row]));
  assert.deepEqual([named.get("inside")?.is_zone, named.get("inside")?.used_by_policy], [true, true]);
  assert.deepEqual([named.get("port4")?.zone, named.get("port4")?.valid_in_policy], ["inside", false]);
  assert.deepEqual([named.get("port2")?.used_by_policy, named.get("port3")?.used_by_policy], [true, false]);
  assert.ok(named.has("any") && named.has("virtual-wan-link"));
  assert.equal((await results(device, "system/available-interfaces/meta")).total, all.length);
});

test("a DHCP server gives out addresses of its range, keeps what is reserved, and takes back", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.put("cmdb/system/interface/port5", LAN);
  assert.deepEqual(await rows(device, "system/dhcp?interface=port5"), []);
  const server = {
    interface: "port5",
    netmask: "255.255.255.0",
    "lease-time": 3600,
    "ip-range": [{ id: 1, "start-ip": "10.20.0.50", "end-ip": "10.20.0.80" }],
    "exclude-range": [{ id: 1, "start-ip": "10.20.0.51", "end-ip": "10.20.0.59" }],
    "reserved-address": [{ id: 1, ip: "10.20.0.70", mac: "02:00:00:00:00:70", description: "printer" }],
  };
  const { status, body, text } = await device.post("cmdb/system.dhcp/server", server);
  assert.equal(status, 200, text);
  const leases = await rows(device, "system/dhcp?interface=port5");
  const ips = leases.map((row) => row.ip ?? "");
  assert.ok(ips.includes("10.20.0.50") && ips.includes("10.20.0.60") && ips.length > 3);
  assert.ok(ips.every((ip) => Number(ip.split(".")[3]) >= 50 && !/\.5[1-9]$/.test(ip)));
  const printer = leases.find((row) => row.ip === "10.20.0.70");
  assert.deepEqual([printer?.mac, printer?.reserved, printer?.hostname], ["02:00:00:00:00:70", true, "printer"]);
  for (const row of leases) {
    const left = Number(row.expire_time) - clock.now() / 1000;
    assert.ok(left > 1799 && left <= 3600 && row.status === "leased");
    assert.deepEqual([row.server_mkey, row.type], [body.mkey, "ipv4"]);
  }
  const near = (await rows(device, "network/arp")).map((row) => row.ip);
  assert.ok(ips.every((ip) => near.includes(ip)));
  const available = await rows(device, "system/available-interfaces?mkey=port5");
  assert.equal(available[0]?.dhcp4_client_count, leases.length);
  assert.equal((await device.post("monitor/system/dhcp/revoke", { ip: ["10.20.0.50"] })).status, 200);
  const left = async () => (await rows(device, "system/dhcp?interface=port5")).map((row) => row.ip);
  assert.deepEqual(
    await left(),
    ips.filter((ip) => ip !== "10.20.0.50"),
  );
  clock.advance(180);
  assert.deepEqual(await left(), ips, "its host asked again");
  assert.equal((await device.post("monitor/system/dhcp/revoke", {})).status, 200);
  assert.deepEqual(await left(), []);
  assert.equal((await device.post("monitor/system/dhcp/revoke", { ip: ["x"] })).status, 500);
  await device.delete(`cmdb/system.dhcp/server/${body.mkey}`);
  clock.advance(180);
  assert.deepEqual(await left(), []);
});

test("an interface that asks for its address has one, until its cable is out", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const status = (name: string) => results(device, `system/interface/dhcp-status?mkey=${name}`);
  const lease = await status("port2");
  const { port2 } = await results(device, "system/interface");
  assert.deepEqual([lease.status, lease.ip, lease.netmask], ["connected", port2?.ip, "255.255.255.0"]);
  const [route] = await rows(device, "router/ipv4?ip_mask=0.0.0.0/0");
  assert.deepEqual([route?.gateway, route?.interface, route?.distance], [lease.dynamic_gateway, "port2", 5]);
  clock.advance(3600);
  assert.equal((await device.post("monitor/system/interface/dhcp-renew", { mkey: "port2" })).status, 200);
  assert.equal(Date.parse(String((await status("port2")).expiry_date)), clock.now() + 86_400_000);
  assert.equal((await status("port1")).status, "disable");
  assert.equal((await device.post("monitor/system/interface/dhcp-renew", { mkey: "port1" })).status, 404);
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.equal((await status("port2")).status, "connecting");
  assert.deepEqual(await rows(device, "router/ipv4?ip_mask=0.0.0.0/0"), []);
});

test("a speed test takes its time, and needs a way out", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const start = async (mkey: string) =>
    (await device.post("monitor/system/interface/speed-test-trigger", { mkey })).body.results.id;
  const id = await start("port2");
  const ask = (number: number) => results(device, `system/interface/speed-test-status?id=${number}`);
  assert.deepEqual(await ask(id), { progress: 0, error_code: 0 });
  clock.advance(10);
  assert.equal((await ask(id)).progress, 50);
  clock.advance(60);
  const done = await ask(id);
  assert.ok(Number(done.measured_downstream_bandwidth) > 0 && Number(done.measure_time) * 1000 <= clock.now());
  assert.deepEqual(await ask(await start("port1")), { progress: 100, error_code: -1 });
  assert.equal((await device.get("monitor/system/interface/speed-test-status?id=99")).status, 404);
});

test("models of hardware have links where something is plugged in", async (t) => {
  const device = await startDevice(t, { model: "FGT-60F" });
  const all = await results(device, "system/interface");
  assert.deepEqual([all.wan1?.link, all.wan2?.link, all.internal?.link, all.wan2?.speed], [true, false, true, 0]);
  await device.put("cmdb/system/interface/wan2", { mode: "static", ip: "203.0.113.130 255.255.255.252" });
  assert.equal((await results(device, "system/interface")).wan2?.link, true);
});
