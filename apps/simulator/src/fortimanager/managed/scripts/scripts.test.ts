import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const SCRIPTS = "dvmdb/adom/root/script";
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];

async function run(fleet: TestFleet, target: string, content: string, more: object = { scope: SCOPE }) {
  await fleet.ask("set", SCRIPTS, { name: "job", type: "cli", target, content });
  return fleet.task(`${SCRIPTS}/execute`, { adom: "root", script: "job", ...more });
}

test("a script runs on the FortiGate, and its log tells what the FortiGate said", async () => {
  const fleet = await startFleet();
  const task = await run(
    fleet,
    "remote_device",
    'config firewall address\nedit "web 1"\nset subnet 10.1.1.0 255.255.255.0\nnext\nend\nget system status',
  );
  assert.deepEqual([task.num_err, task.line[0].detail], [0, "Running script(job) on device success"]);
  const { results } = await fleet.gate(0, "GET", "cmdb/firewall/address/web%201");
  assert.equal(results[0].subnet, "10.1.1.0 255.255.255.0");
  const log = await fleet.ask("get", `${SCRIPTS}/log/latest/device/fortigate-1`);
  assert.equal(log.log_id, task.id * 10);
  assert.match(log.content, /Starting log \(Run on device\).*Serial-Number: FGVMSM0000000001/s);
  assert.deepEqual(await fleet.ask("get", `${SCRIPTS}/log/output/device/fortigate-1/logid/${log.log_id}`), log);
  const [summary] = await fleet.ask("get", `${SCRIPTS}/log/summary/device/fortigate-1`);
  assert.deepEqual([summary.script_name, summary.seq], ["job", 1]);
});

test("a line that is refused fails the task, and the lines after it are run", async () => {
  const fleet = await startFleet();
  const content = `config firewall address
edit bad
set subnet nonsense
next
edit good
set fqdn good.example
set type fqdn
next
end
config firewall nothing
end`;
  const task = await run(fleet, "remote_device", content);
  assert.equal(task.num_err, 1);
  const { content: log } = await fleet.ask("get", `${SCRIPTS}/log/latest/device/fortigate-1`);
  assert.match(log, /value parse error before 'nonsense'/);
  assert.match(log, /command parse error before 'firewall nothing'/);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/good")).results[0].type, "fqdn");
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/bad")).http_status, 404);
});

test("on the database of a device it waits there to be installed", async () => {
  const fleet = await startFleet();
  await run(
    fleet,
    "device_database",
    `config system interface
edit port3
set ip 10.3.3.1 255.255.255.0
append allowaccess ping
next
end
config system dhcp server
edit 1
set interface port3
config ip-range
edit 1
set start-ip 10.3.3.10
set end-ip 10.3.3.20
next
end
next
end`,
  );
  const port = await fleet.ask("get", "pm/config/device/fortigate-1/global/system/interface/port3");
  assert.deepEqual([port.ip, port.allowaccess], [["10.3.3.1", "255.255.255.0"], ["ping"]]);
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/interface/port3")).results[0].ip, "0.0.0.0 0.0.0.0");
  const task = await fleet.task("securityconsole/install/device", { adom: "root", scope: SCOPE });
  assert.equal(task.num_err, 0, task.line[0].detail);
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/interface/port3")).results[0].ip, "10.3.3.1 255.255.255.0");
  const [server] = (await fleet.gate(0, "GET", "cmdb/system.dhcp/server")).results;
  assert.equal(server["ip-range"][0]["start-ip"], "10.3.3.10");
});

test("on the database of the ADOM it makes objects, and policies of the package", async () => {
  const fleet = await startFleet();
  const content = `config firewall address
edit host
set subnet 10.1.1.1/32
next
end
config firewall addrgrp
edit hosts
set member host
next
end
config firewall policy
edit 7
set srcintf port1
set dstintf port2
set srcaddr hosts
set dstaddr all
set service HTTP HTTPS
set schedule always
set action accept
next
end`;
  const task = await run(fleet, "adom_database", content, { package: "default" });
  assert.deepEqual([task.num_err, task.line[0].name], [0, "default"]);
  const group = await fleet.ask("get", "pm/config/adom/root/obj/firewall/addrgrp/hosts");
  assert.deepEqual(group.member, ["host"]);
  const policy = await fleet.ask("get", "pm/config/adom/root/pkg/default/firewall/policy/7");
  assert.deepEqual([policy.srcaddr, policy.service, policy.action], [["hosts"], ["HTTP", "HTTPS"], "accept"]);
  assert.equal((await fleet.ask("get", `${SCRIPTS}/log/latest`)).log_id, task.id * 10 + 1);
});

test("there is no running what is not there, and nowhere without a device", async () => {
  const fleet = await startFleet();
  const none = await fleet.call("exec", `${SCRIPTS}/execute`, { adom: "root", script: "none", scope: SCOPE });
  assert.equal(none.status.code, -3);
  await fleet.ask("add", SCRIPTS, { name: "job", type: "cli", target: "remote_device", content: "" });
  assert.equal((await fleet.call("exec", `${SCRIPTS}/execute`, { adom: "root", script: "job" })).status.code, -8);
});

test("the scripts that are to run on a device are listed with their times", async () => {
  const fleet = await startFleet();
  const { oid } = await fleet.ask("get", "dvmdb/device/fortigate-1");
  const schedule = { name: "nightly", type: "daily", datetime: "2030-01-01 02:00:00", device: oid };
  await fleet.ask("add", SCRIPTS, { name: "job", type: "cli", content: "", script_schedule: [schedule] });
  const [row] = await fleet.ask("get", `${SCRIPTS}/schedule/device/fortigate-1`);
  assert.deepEqual([row.name, row.schedules[0].datetime], ["job", schedule.datetime]);
});
