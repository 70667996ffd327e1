import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

test("names of address objects lead somewhere, always to the same place", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "site", type: "fqdn", fqdn: "www.example.com" });
  const { results } = (await device.get("monitor/firewall/address-fqdns?mkey=site")).body;
  const { addrs } = results.site;
  assert.deepEqual(
    [results.site.fqdn, results.site.addrs_count, results.site.wildcard],
    ["www.example.com", addrs.length, false],
  );
  assert.ok(addrs.length > 0);
  const all = (await device.get("monitor/firewall/address-fqdns")).body.results;
  assert.deepEqual(all.site, results.site);
  assert.ok(Object.values(all).some((one) => (one as { wildcard: boolean }).wildcard));
  assert.equal("all" in all, false);
});

test("dynamic addresses, groups that leave out hardware, and pools show what is configured", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const addresses = [
    { name: "tag", type: "dynamic", "sub-type": "ems-tag" },
    { name: "card", type: "mac", macaddr: [{ macaddr: "00:11:22:33:44:55" }] },
  ];
  for (const address of addresses) await device.post("cmdb/firewall/address", address);
  await device.post("cmdb/firewall/addrgrp", {
    name: "g",
    member: [{ name: "all" }],
    exclude: "enable",
    "exclude-member": [{ name: "card" }],
  });
  assert.deepEqual(Object.keys((await device.get("monitor/firewall/address-dynamic?mkey=tag")).body.results), ["tag"]);
  const excludes = (name: string) => device.get(`monitor/firewall/check-addrgrp-exclude-mac-member?mkey=${name}`);
  assert.deepEqual((await excludes("g")).body.results, { exclude_mac_member: true });
  assert.equal((await excludes("none")).status, 404);
  await device.post("cmdb/firewall/ippool", { name: "pool", startip: "198.51.100.50", endip: "198.51.100.59" });
  await addPolicy(device, { ippool: "enable", poolname: [{ name: "pool" }] });
  const pool = async () => (await device.get("monitor/firewall/ippool")).body.results.pool;
  assert.deepEqual([(await pool()).total, (await pool()).used], [10, 0]);
  clock.advance(300);
  assert.ok((await pool()).clients > 0 && (await pool()).available < 100);
  const [mapping] = (await device.get("monitor/firewall/ippool/mapping?mkey=pool")).body.results;
  assert.match(mapping.internal_ip, /^192\.168\.1\./);
  assert.match(mapping.external_ip, /^198\.51\.100\.5\d$/);
});

test("virtual servers are listed with those that do the work", async (t) => {
  const device = await startDevice(t);
  const { status, text } = await device.post("cmdb/firewall/vip", {
    name: "lb",
    type: "server-load-balance",
    "server-type": "http",
    extip: "198.51.100.80",
    extintf: "port2",
    extport: "80",
    realservers: [
      { ip: "192.168.1.10", port: 8080 },
      { ip: "192.168.1.11", port: 8080, status: "disable" },
    ],
  });
  assert.equal(status, 200, text);
  const [row] = (await device.get("monitor/firewall/load-balance?count=10")).body.results;
  assert.deepEqual(
    [row.virtual_server_name, row.virtual_server_ip, row.virtual_server_port, row.virtual_server_type],
    ["lb", "198.51.100.80", 80, "http"],
  );
  assert.deepEqual(
    row.list.map((one: { real_server_ip: string; status: string }) => [one.real_server_ip, one.status]),
    [
      ["192.168.1.10", "up"],
      ["192.168.1.11", "down"],
    ],
  );
});

test("shapers, services of the internet and uuids are those that there are", async (t) => {
  const device = await startDevice(t);
  const shapers = (await device.get("monitor/firewall/shaper?shaper_name=high-priority")).body.results;
  assert.deepEqual([shapers.data.length, shapers.data[0].maximum_bandwidth], [1, 1_048_576]);
  const [service] = (await device.get("monitor/firewall/internet-service-basic")).body.results;
  const details = (await device.get(`monitor/firewall/internet-service-details?id=${service.id}`)).body.results;
  const [first] = details.entries[0].ip.split("-");
  const match = (await device.get(`monitor/firewall/internet-service-match?ip=${first}`)).body.results;
  assert.equal(match.services[0].id, service.id);
  assert.equal(
    (await device.get("monitor/firewall/internet-service-match?ip=10.0.0.1")).body.results.num_matched_services,
    0,
  );
  const { uuid } = (await device.get("cmdb/firewall/address/all")).body.results[0];
  const types = (await device.get(`monitor/firewall/uuid-type-lookup?uuids=${uuid}`)).body.results;
  assert.deepEqual(types, { [uuid]: "firewall.address" });
});

test("what the device lets in follows its interfaces", async (t) => {
  const device = await startDevice(t);
  const services = async () =>
    (await device.get("monitor/firewall/local-in")).body.results.admin
      .filter((row: { interface: string }) => row.interface === "port1")
      .map((row: { service: string }) => row.service);
  assert.ok((await services()).includes("https"));
  await device.put("cmdb/system/interface/port1", { allowaccess: "ping ssh" });
  assert.deepEqual((await services()).toSorted(), ["ping", "ssh"]);
});
