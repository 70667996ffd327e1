import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

// biome-ignore lint/suspicious/noExplicitAny: results of every shape
async function results(device: TestDevice, path: string): Promise<any> {
  const { status, body, text } = await device.get(`monitor/user/${path}`);
  assert.equal(status, 200, text);
  return body.results;
}

async function addUser(device: TestDevice, name: string): Promise<void> {
  assert.equal((await device.post("cmdb/user/local", { name, type: "password", passwd: "x" })).status, 200);
}

test("users are let in by address, with their groups, until their time is over", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addUser(device, "anna");
  await device.post("cmdb/user/group", { name: "staff", member: [{ name: "anna" }] });
  const enter = (body: object) => device.post("monitor/user/firewall/auth", body);
  assert.equal((await enter({ username: "anna", ip: "10.0.0.5" })).status, 200);
  assert.equal((await enter({ username: "anna", ip: "2001:db8::5" })).status, 200);
  assert.equal((await enter({ username: "nobody", ip: "10.0.0.6" })).status, 404);
  assert.equal((await enter({ username: "anna", ip: "10.0.0.600" })).status, 500);
  assert.equal((await enter({ username: "anna" })).status, 424);
  clock.advance(60);
  const [first] = await results(device, "firewall?ipv4=true");
  assert.deepEqual(first, {
    type: "auth_logon",
    id: 1,
    index: 0,
    username: "anna",
    usergroup: [{ name: "staff" }],
    policyid: 0,
    duration_secs: 60,
    auth_type: 0,
    ipaddr: "10.0.0.5",
    src_type: "ip4",
    expiry_secs: 240,
    traffic_vol_bytes: 0,
    method: "Firewall",
  });
  assert.deepEqual(await results(device, "firewall/count"), { total: 2, ipv4: 1, ipv6: 1 });
  assert.deepEqual(await results(device, "firewall/count?ipv6=true"), { total: 1, ipv4: 0, ipv6: 1 });
  clock.advance(240);
  assert.deepEqual(await results(device, "firewall"), []);
});

test("users of a server need not be known here, and are sent away in several ways", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/user/radius", { name: "corp", server: "192.0.2.1", secret: "s" });
  const addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"];
  for (const ip of addresses) await device.post("monitor/user/firewall/auth", { username: "eve", ip, server: "corp" });
  const open = async (): Promise<string[]> =>
    (await results(device, "firewall")).map(({ ipaddr }: { ipaddr: string }) => ipaddr);
  assert.deepEqual(await open(), addresses);
  const leave = (body: object) => device.post("monitor/user/firewall/deauth", body);
  await leave({ ip: "10.0.0.1", ip_version: "ip4" });
  await leave({ id: (await results(device, "firewall"))[0].id });
  await leave({ users: [{ id: 99, ip: "10.0.0.3" }] });
  assert.deepEqual(await open(), ["10.0.0.4"]);
  await leave({ all: true });
  assert.deepEqual(await open(), []);
  assert.equal(
    (await device.post("monitor/user/firewall/auth", { username: "eve", ip: "10.0.0.1", server: "none" })).status,
    404,
  );
});

test("passwords of local users change", async (t) => {
  const device = await startDevice(t);
  await addUser(device, "anna");
  assert.equal(
    (await device.post("monitor/user/local/change-password", { username: "anna", new_password: "n3w" })).status,
    200,
  );
  assert.equal(
    (await device.post("monitor/user/local/change-password", { username: "eve", new_password: "n3w" })).status,
    404,
  );
  const { entries } = (await device.control("GET", "/snapshot")).body.configuration.root["user/local"];
  assert.equal(entries.find((entry: { name: string }) => entry.name === "anna").passwd, "n3w");
});

test("tokens come with a licence, are assigned and activated", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(await results(device, "fortitoken"), []);
  assert.equal((await device.post("monitor/user/fortitoken/import-trial", {})).status, 200);
  assert.equal(
    (await device.post("monitor/user/fortitoken/import-mobile", { code: "0000-1111-2222-3333-4444" })).status,
    200,
  );
  assert.equal((await device.post("monitor/user/fortitoken/import-mobile", { code: "nonsense" })).status, 500);
  const tokens = await results(device, "fortitoken");
  assert.equal(tokens.length, 7);
  const serial: string = tokens[0].serial_number;
  assert.match(serial, /^FTKMOB[0-9A-F]{10}$/);
  await addUser(device, "anna");
  assert.equal(
    (await device.put("cmdb/user/local/anna", { "two-factor": "fortitoken", fortitoken: serial })).status,
    200,
  );
  await device.put(`cmdb/user/fortitoken/${tokens[1].serial_number}`, { status: "lock" });
  const [first, second] = await results(device, "fortitoken");
  assert.deepEqual([first.status, first.user, second.status], ["assigned", "anna", "locked"]);
  assert.equal((await device.post("monitor/user/fortitoken/activate", { tokens: [second.serial_number] })).status, 200);
  assert.equal((await results(device, "fortitoken"))[1].status, "available");
  assert.equal((await device.post("monitor/user/fortitoken/activate", { tokens: ["FTKMOB0"] })).status, 404);
  const seeds = Buffer.from("FTK200ABCDEF12,0123\nFTK200ABCDEF13,4567\n").toString("base64");
  assert.equal((await device.post("monitor/user/fortitoken/import-seed", { file_content: seeds })).status, 200);
  assert.equal((await results(device, "fortitoken")).length, 9);
});

test("machines behind the device are found, filtered and counted", async (t) => {
  const device = await startDevice(t);
  const all = await results(device, "device/query");
  assert.ok(all.length > 3);
  const { mac, hostname, os_name } = all[0];
  assert.deepEqual(
    (await results(device, `device/query?mac=${mac}`)).map((row: { mac: string }) => row.mac),
    [mac],
  );
  const filters = JSON.stringify([{ type: "hostname", value: hostname.slice(0, 6), op: "contains" }]);
  assert.ok(
    (await results(device, `device/query?filters=${encodeURIComponent(filters)}`)).some(
      (row: { mac: string }) => row.mac === mac,
    ),
  );
  const stats = await results(device, "device/stats?stat-key=os_name&timestamp_to=9");
  const total = stats.reduce((sum: number, { chart_count }: { chart_count: number }) => sum + chart_count, 0);
  assert.deepEqual(
    [total, stats.some(({ chart_value }: { chart_value: string }) => chart_value === os_name)],
    [all.length, true],
  );
  assert.equal((await device.get("monitor/user/device/query?filters=nonsense")).status, 500);
  assert.equal((await results(device, "device/query?count=2")).length, 2);
});

test("connectors to directories are those of the configuration", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/user/fsso", { name: "agent", server: "192.0.2.9", password: "x" });
  assert.deepEqual(await results(device, "fsso"), [
    { name: "agent", ldap_server: "", type: "fsso", status: "connected", active_server: "192.0.2.9" },
  ]);
});
