import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

function names(fleet: TestFleet, url = "dvmdb/device"): Promise<string[]> {
  return fleet.ask("get", url).then((rows: { name: string }[]) => rows.map(({ name }) => name));
}

test("every FortiGate is at first an authorised device of the ADOM root, with its database retrieved", async () => {
  const fleet = await startFleet({ gates: 2 });
  assert.deepEqual(await names(fleet), ["fortigate-1", "fortigate-2"]);
  assert.deepEqual(await names(fleet, "dvmdb/adom/root/device"), ["fortigate-1", "fortigate-2"]);
  const device = await fleet.ask("get", "dvmdb/adom/root/device/fortigate-2");
  assert.deepEqual(
    [device.sn, device.conn_status, device.conf_status, device.db_status, device.os_ver, device.mr, device.patch],
    ["FGVMSM0000000002", "up", "insync", "nomod", "7.0", 6, 5],
  );
  assert.deepEqual(
    device.vdom.map(({ name }: { name: string }) => name),
    ["root"],
  );
  const group = await fleet.ask("get", "dvmdb/adom/root/group/All_FortiGate", undefined, { option: ["object member"] });
  assert.equal(group["object member"].length, 2);
  const port = await fleet.ask("get", "pm/config/device/fortigate-2/global/system/interface/port1");
  assert.deepEqual(
    [port.ip, port.allowaccess.includes("https"), port.vdom],
    [["192.168.1.99", "255.255.255.0"], true, ["root"]],
  );
  const policy = await fleet.ask("get", "pm/config/device/fortigate-2/vdom/root/firewall/service/group/Web Access");
  assert.deepEqual(policy.member, ["DNS", "HTTP", "HTTPS"]);
});

test("a device goes with everything that is known of it, and comes back by its address and password", async () => {
  const fleet = await startFleet({ gates: 2 });
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", [{ name: "fortigate-2", vdom: "root" }]);
  assert.equal(await fleet.ask("exec", "dvm/cmd/del/device", { adom: "root", device: "fortigate-2" }), undefined);
  assert.deepEqual(await names(fleet), ["fortigate-1"]);
  assert.deepEqual(await fleet.ask("get", "pm/config/adom/root/_package/status"), []);
  assert.equal(
    (await fleet.call("exec", "dvm/cmd/del/device", { adom: "root", device: "fortigate-2" })).status.code,
    -3,
  );
  const device = { name: "branch", ip: "192.0.2.2", adm_usr: "admin", adm_pass: ["wrong"], desc: "north" };
  assert.equal((await fleet.call("exec", "dvm/cmd/add/device", { adom: "root", device })).status.code, -20);
  const right = { ...device, adm_pass: [fleet.password] };
  const added = await fleet.ask("exec", "dvm/cmd/add/device", { adom: "root", device: right });
  assert.deepEqual([added.device.sn, added.device.desc], ["FGVMSM0000000002", "north"]);
  assert.equal((await fleet.call("exec", "dvm/cmd/add/device", { adom: "root", device: right })).status.code, -2);
  assert.equal((await fleet.ask("get", "pm/config/device/branch/global/system/dns")).primary, "96.45.45.45");
});

test("adding by a task waits for it, unless it is nonblocking; lists never wait", async () => {
  const fleet = await startFleet();
  fleet.manager.changeSettings({ taskMs: 1000 });
  const model = (name: string) => ({ name, "device action": "add_model", sn: `FGVM${name}`, os_ver: "7.0", mr: 4 });
  const state = async (taskid: number) => (await fleet.ask("get", `task/task/${taskid}`)).state;
  const add = (name: string, ...flags: string[]) =>
    fleet.ask("exec", "dvm/cmd/add/device", { adom: "root", flags, device: model(name) });
  const started = await add("later", "create_task", "nonblocking");
  assert.equal(await state(started.taskid), "running");
  const list = { adom: "root", "add-dev-list": [model("one"), model("two")] };
  const { taskid } = await fleet.ask("exec", "dvm/cmd/add/dev-list", list);
  assert.equal(await state(taskid), "running");
  fleet.manager.advance(5000);
  assert.equal(await state(taskid), "done");
  assert.deepEqual(await names(fleet), ["fortigate-1", "later", "one", "two"]);
});

test("a model is there before its FortiGate, and becomes it when that is found", async () => {
  const fleet = await startFleet();
  await fleet.ask("exec", "dvm/cmd/del/device", { adom: "root", device: "fortigate-1" });
  const device = { name: "edge", "device action": "add_model", sn: "FGVMSM0000000001", os_ver: "7.0", mr: 6 };
  await fleet.ask("exec", "dvm/cmd/add/device", { adom: "root", device });
  const model = await fleet.ask("get", "dvmdb/device/edge");
  assert.deepEqual([model.conn_status, model.flags], ["UNKNOWN", ["is_model", "linked_to_model"]]);
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", [{ name: "edge", vdom: "root" }]);
  await fleet.ask("add", "pm/config/adom/root/pkg/default/firewall/policy", {
    policyid: 4,
    name: "prepared",
    srcintf: ["port1"],
    dstintf: ["port2"],
    srcaddr: ["all"],
    dstaddr: ["all"],
    service: ["ALL"],
    schedule: ["always"],
  });
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default" });
  assert.equal((await fleet.ask("get", "pm/config/device/edge/vdom/root/firewall/policy")).length, 1);
  assert.deepEqual((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results, []);
  await fleet.ask("exec", "dvm/cmd/update/device", { adom: "root", device: "edge" });
  assert.equal((await fleet.ask("get", "dvmdb/device/edge")).conn_status, "up");
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default" });
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results[0].name, "prepared");
});

test("a device can be renamed, and gets another FortiGate by its serial number", async () => {
  const fleet = await startFleet({ gates: 2 });
  await fleet.ask("update", "dvmdb/adom/root/device/fortigate-1", { name: "hq", desc: "main" });
  assert.equal((await fleet.ask("get", "dvmdb/device/hq")).conf_status, "insync");
  assert.equal((await fleet.ask("get", "pm/config/device/hq/global/system/dns")).primary, "96.45.45.45");
  await fleet.ask("exec", "dvm/cmd/del/device", { adom: "root", device: "fortigate-2" });
  await fleet.ask("exec", "dvmdb/adom/root/device/replace/sn/hq", { sn: "FGVMSM0000000002" });
  await fleet.task("dvm/cmd/update/dev-list", { adom: "root", "update-dev-member-list": [{ name: "hq" }] });
  const device = await fleet.ask("get", "dvmdb/device/hq");
  assert.deepEqual([device.sn, device.ip, device.conf_status], ["FGVMSM0000000002", "192.0.2.2", "outofsync"]);
});

test("meta fields and info about assignments are in the device's entry", async () => {
  const fleet = await startFleet();
  await fleet.ask("add", "dvmdb/_meta_fields/device", {
    name: "Site",
    length: 20,
    importance: "optional",
  });
  await fleet.ask("update", "dvmdb/device/fortigate-1", { "meta fields": { Site: "north" } });
  const more = { option: ["extra info", "assignment info"] };
  const device = await fleet.ask("get", "dvmdb/device/fortigate-1", undefined, more);
  assert.equal(device["meta fields"].Site, "north");
  assert.equal(device["extra info"].adom, "root");
});

test("devices of another FortiManager are imported with their ADOMs and groups", async () => {
  const fleet = await startFleet();
  const task = await fleet.task("dvm/cmd/import/dev-list", {
    adom: "root",
    "import-adoms": [{ name: "branches" }],
    "import-devices": [{ name: "b1", sn: "FGVM01", os_ver: "7.0", mr: 4 }],
    "import-adom-members": [{ adom: "branches", dev: "b1", vdom: "root" }],
  });
  assert.equal(task.num_err, 0);
  assert.deepEqual(await names(fleet, "dvmdb/adom/branches/device"), ["b1"]);
});

test("a group stands for its devices and for those of the groups in it", async () => {
  const fleet = await startFleet({ gates: 3 });
  const groups = "dvmdb/adom/root/group";
  await fleet.ask("add", groups, { name: "north", os_type: "fos" });
  await fleet.ask("add", groups, { name: "all", os_type: "fos" });
  await fleet.ask("add", `${groups}/north/object member`, [{ name: "fortigate-2", vdom: "root" }, { name: "all" }]);
  await fleet.ask("add", `${groups}/all/object member`, [{ name: "north" }, { name: "fortigate-1", vdom: "root" }]);
  const call = { target: ["adom/root/group/all"], action: "get", resource: "/api/v2/monitor/system/status" };
  const rows: { target: string }[] = await fleet.ask("exec", "sys/proxy/json", call);
  assert.deepEqual(
    rows.map(({ target }) => target),
    ["fortigate-2", "fortigate-1"],
  );
});
