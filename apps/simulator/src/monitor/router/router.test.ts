import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../../testing/client.ts";

type Row = Readonly<Record<string, string | number>>;

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
async function results(device: TestDevice, path: string): Promise<any> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, `${path}: ${text}`);
  return body.results;
}

async function routes(device: TestDevice, query: string = ""): Promise<unknown[]> {
  const rows: Row[] = await results(device, `router/ipv4${query}`);
  return rows.map(({ type, ip_mask, gateway, interface: name, distance }) => [type, ip_mask, gateway, name, distance]);
}

async function add(device: TestDevice, route: object): Promise<void> {
  const { status, text } = await device.post("cmdb/router/static", route);
  assert.equal(status, 200, text);
}

const CONNECTED = [
  ["connect", "192.168.1.0/24", "0.0.0.0", "port1", 0],
  ["connect", "198.51.100.0/24", "0.0.0.0", "port2", 0],
];
const LEASED = ["static", "0.0.0.0/0", "198.51.100.1", "port2", 5];

test("configured routes are in the table, the best of each network alone", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(await routes(device), [LEASED, ...CONNECTED]);
  await add(device, { dst: "10.0.0.0/8", gateway: "192.168.1.1", device: "port1" });
  await add(device, { dst: "10.0.0.0/8", gateway: "192.168.1.2", device: "port1", distance: 20 });
  await add(device, { dst: "10.9.0.0/16", gateway: "192.168.1.3", device: "port1", priority: 5 });
  await add(device, { dst: "10.9.0.0/16", gateway: "192.168.1.4", device: "port1" });
  await add(device, { dst: "172.16.0.0/12", blackhole: "enable", distance: 254 });
  await add(device, { dst: "10.8.0.0/16", gateway: "192.168.1.5", device: "port1", status: "disable" });
  assert.deepEqual(await routes(device), [
    LEASED,
    ["static", "10.0.0.0/8", "192.168.1.1", "port1", 10],
    ["static", "10.9.0.0/16", "192.168.1.3", "port1", 10],
    ["static", "10.9.0.0/16", "192.168.1.4", "port1", 10],
    ["static", "172.16.0.0/12", "0.0.0.0", "Null", 254],
    ...CONNECTED,
  ]);
  await add(device, { gateway: "198.51.100.9", device: "port2", distance: 3 });
  assert.deepEqual(await routes(device, "?ip_mask=0.0.0.0/0"), [["static", "0.0.0.0/0", "198.51.100.9", "port2", 3]]);
  await device.put("cmdb/system/interface/port1", { status: "down" });
  assert.deepEqual(await routes(device, "?interface=port1"), []);
});

test("a route by an address object goes to its network, where it has one", async (t) => {
  const device = await startDevice(t);
  const range = { type: "iprange", "start-ip": "10.3.0.1", "end-ip": "10.3.0.9" };
  for (const address of [
    { name: "net", subnet: "10.2.0.0/16" },
    { name: "range", ...range },
  ]) {
    await device.post("cmdb/firewall/address", { ...address, "allow-routing": "enable" });
    await add(device, { dstaddr: address.name, gateway: "192.168.1.1", device: "port1" });
  }
  assert.deepEqual(await routes(device, "?gateway=192.168.1.1"), [
    ["static", "10.2.0.0/16", "192.168.1.1", "port1", 10],
  ]);
});

test("routes are filtered, counted and paged", async (t) => {
  const device = await startDevice(t);
  for (let index = 0; index < 5; index += 1) {
    await add(device, { dst: `10.${index}.0.0/16`, gateway: "192.168.1.1", device: "port1" });
  }
  assert.equal((await routes(device, "?type=static&interface=port1")).length, 5);
  assert.equal(
    (await routes(device, "?gateway=192.168.1.1&ip_mask=10.3.0.0 255.255.0.0".replaceAll(" ", "%20"))).length,
    1,
  );
  assert.equal((await routes(device, "?gateway=192.168.1.1&type=connect")).length, 0);
  assert.equal((await routes(device, "?gateway=192.168.1.1&type=connect&operator=or")).length, 7);
  assert.deepEqual(await routes(device, "?start=1&count=2"), (await routes(device)).slice(1, 3));
  const statistics = await results(device, "router/statistics?type=static");
  assert.deepEqual(statistics, { total_lines: 6, total_lines_ipv4: 6, total_lines_ipv6: 0 });
  const charts = await results(device, "router/charts");
  assert.deepEqual([charts.types, charts.dumped_ipv4], [{ static: 6, connect: 2 }, 8]);
});

test("IPv6 has a table of its own", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(await results(device, "router/ipv6"), []);
  await device.put("cmdb/system/interface/port1", { ipv6: { "ip6-address": "2001:db8:5::1/64" } });
  const route = { dst: "2001:db8:9::/48", gateway: "2001:db8:5::9", device: "port1" };
  const { status, text } = await device.post("cmdb/router/static6", route);
  assert.equal(status, 200, text);
  const rows: Row[] = await results(device, "router/ipv6");
  assert.deepEqual(
    rows.map((row) => [row.type, row.ip_mask, row.gateway, row.interface]),
    [
      ["connect", "2001:db8:5::/64", "::", "port1"],
      ["static", "2001:db8:9::/48", "2001:db8:5::9", "port1"],
    ],
  );
  assert.equal((await results(device, "router/statistics")).total_lines_ipv6, 2);
});

test("a packet takes the narrowest way", async (t) => {
  const device = await startDevice(t);
  await add(device, { dst: "10.0.0.0/8", gateway: "192.168.1.1", device: "port1" });
  await add(device, { dst: "10.9.0.0/16", gateway: "198.51.100.3", device: "port2" });
  const way = async (destination: string) => {
    const { entries } = await results(device, `router/lookup?destination=${destination}`);
    return [entries[0].network, entries[0].gateway, entries[0].interface];
  };
  assert.deepEqual(await way("10.9.8.7"), ["10.9.0.0/16", "198.51.100.3", "port2"]);
  assert.deepEqual(await way("10.8.8.7"), ["10.0.0.0/8", "192.168.1.1", "port1"]);
  assert.deepEqual(await way("8.8.8.8"), ["0.0.0.0/0", "198.51.100.1", "port2"]);
  assert.equal((await device.get("monitor/router/lookup?destination=x")).status, 500);
  const old = await startDevice(t, { fortios: "7.4.8" });
  const found = await results(old, "router/lookup?destination=8.8.8.8");
  assert.deepEqual([found.success, found.network, found.interface], [true, "0.0.0.0/0", "port2"]);
  await old.put("cmdb/system/interface/port2", { status: "down" });
  assert.equal((await results(old, "router/lookup?destination=8.8.8.8")).success, false);
});

test("policy routes come before the table", async (t) => {
  const device = await startDevice(t);
  const rule = { "input-device": [{ name: "port1" }], dst: [{ subnet: "10.5.0.0/16" }], gateway: "192.168.1.7" };
  const { status, text } = await device.post("cmdb/router/policy", { ...rule, "output-device": "port1" });
  assert.equal(status, 200, text);
  const [row] = await results(device, "router/policy");
  assert.deepEqual([row.id, row.gateway, row.output_device], [1, "192.168.1.7", "port1"]);
  assert.deepEqual(await results(device, "router/policy?count_only=true"), { count: 1 });
  const look = (destination: string) =>
    results(device, `router/lookup-policy?destination=${destination}&interface_name=port1`);
  assert.deepEqual([(await look("10.5.1.1")).id, (await look("10.6.1.1")).id], [1, 0]);
  assert.equal((await look("10.6.1.1")).is_static_route, true);
});

test("neighbours of BGP answer from connected networks", async (t) => {
  const device = await startDevice(t);
  const bgp = {
    as: "65001",
    "router-id": "192.168.1.99",
    neighbor: [
      { ip: "192.168.1.254", "remote-as": "65002" },
      { ip: "203.0.113.77", "remote-as": "65003" },
      { ip: "192.168.1.253", "remote-as": "65004", shutdown: "enable" },
    ],
    network: [{ id: 1, prefix: "192.168.1.0 255.255.255.0" }],
  };
  const { status, text } = await device.put("cmdb/router/bgp", bgp);
  assert.equal(status, 200, text);
  const rows: Row[] = await results(device, "router/bgp/neighbors");
  assert.deepEqual(
    rows.map(({ neighbor_ip, local_ip, remote_as, state }) => [neighbor_ip, local_ip, remote_as, state]),
    [
      ["192.168.1.254", "192.168.1.99", 65_002, "Established"],
      ["203.0.113.77", rows[1]?.local_ip, 65_003, "Active"],
      ["192.168.1.253", "192.168.1.99", 65_004, "Idle"],
    ],
  );
  const [path] = await results(device, "router/bgp/paths");
  assert.deepEqual([path.nlri_prefix, path.nlri_prefix_len, path.is_best], ["192.168.1.0", 24, true]);
  assert.deepEqual(await results(device, "router/bgp/paths-statistics"), { total: 1, ipv4: 1, ipv6: 0 });
  assert.equal((await device.post("monitor/router/bgp/soft-reset-neighbor", { ip: "192.168.1.254" })).status, 200);
  assert.equal((await device.post("monitor/router/bgp/soft-reset-neighbor", { ip: "192.168.1.1" })).status, 404);
  assert.deepEqual(await results(device, "router/ospf/neighbors"), []);
});
