import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";
const INSTALL = { adom: "root", pkg: "default" };
const POLICY = {
  srcintf: ["port1"],
  dstintf: ["port2"],
  srcaddr: ["all"],
  dstaddr: ["web"],
  service: ["HTTPS"],
  schedule: ["always"],
  action: "accept",
};

/** A package with one policy, meant for every device. */
async function office(options?: Parameters<typeof startFleet>[0]): Promise<TestFleet> {
  const fleet = await startFleet(options);
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", [{ name: "All_FortiGate" }]);
  await fleet.ask("add", ADDRESSES, { name: "web", subnet: ["10.0.0.1", "255.255.255.255"] });
  await fleet.ask("add", POLICIES, { policyid: 1, name: "in", ...POLICY });
  return fleet;
}

async function policiesOn(fleet: TestFleet, gate = 0): Promise<string> {
  const { results } = await fleet.gate(gate, "GET", "cmdb/firewall/policy");
  return results.map((policy: { name: string }) => policy.name).join(" ");
}

function status(fleet: TestFleet): Promise<{ dev: string; status: string }[]> {
  return fleet.ask("get", "pm/config/adom/root/_package/status");
}

// biome-ignore lint/suspicious/noExplicitAny: a task is a JSON answer
function linesOf(task: any): string[] {
  return task.line.map(
    (line: { name: string; state: string; detail: string }) => `${line.name} ${line.state}: ${line.detail}`,
  );
}

test("an installation puts policies and all that they use on every device, with a line for each step", async () => {
  const fleet = await office({ gates: 2 });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.deepEqual([task.state, task.num_err, task.num_lines], ["done", 0, 4]);
  assert.deepEqual(linesOf(task).slice(0, 2), [
    "fortigate-1 done: install and save finished status=OK",
    "fortigate-1(root)[copy] done: Installation to real device done",
  ]);
  for (const gate of [0, 1]) {
    assert.equal(await policiesOn(fleet, gate), "in");
    const { results } = await fleet.gate(gate, "GET", "cmdb/firewall/address/web");
    assert.equal(results[0].subnet, "10.0.0.1 255.255.255.255");
  }
  assert.deepEqual(
    (await status(fleet)).map((row) => row.status),
    ["installed", "installed"],
  );
});

test("with nothing to do it says so, and changes nothing", async () => {
  const fleet = await office();
  await fleet.task("securityconsole/install/package", INSTALL);
  const before = (await fleet.gate(0, "GET", "cmdb/firewall/policy")).revision;
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.num_err, 0);
  assert.match(linesOf(task)[0] ?? "", /warning: no installing devices\/no changes on package$/);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).revision, before);
});

test("policies come into the package's order, and those that are not in it go; so do objects nobody needs", async () => {
  const fleet = await office();
  await fleet.gate(0, "POST", "cmdb/firewall/address", { name: "own" });
  await fleet.task("securityconsole/install/package", INSTALL);
  await fleet.ask("add", ADDRESSES, { name: "app", subnet: ["10.0.0.2", "255.255.255.255"] });
  await fleet.ask("add", POLICIES, { policyid: 2, name: "first", ...POLICY, dstaddr: ["app"] });
  await fleet.ask("add", POLICIES, { policyid: 3, name: "last", ...POLICY, dstaddr: ["app"] });
  await fleet.ask("move", `${POLICIES}/2`, undefined, { option: "before", target: "1" });
  await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(await policiesOn(fleet), "first in last");
  await fleet.ask("delete", `${POLICIES}/1`);
  assert.deepEqual(
    (await status(fleet)).map((row) => row.status),
    ["modified"],
  );
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.num_err, 0);
  assert.equal(await policiesOn(fleet), "first last");
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/web")).http_status, 404);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/own")).http_status, 200);
});

test("a refusal fails the line in the device's words; the other changes are made", async () => {
  const fleet = await office();
  await fleet.ask("add", ADDRESSES, { name: "gone", subnet: ["10.0.0.3", "255.255.255.255"] });
  await fleet.ask("add", POLICIES, { policyid: 2, name: "other", ...POLICY, dstaddr: ["gone"] });
  await fleet.task("securityconsole/install/package", INSTALL);
  // Something on the FortiGate itself keeps it.
  await fleet.gate(0, "POST", "cmdb/firewall/addrgrp", { name: "keeps", member: [{ name: "gone" }] });
  await fleet.ask("update", `${POLICIES}/2`, { dstaddr: ["web"] });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.deepEqual([task.state, task.num_err], ["done", 1]);
  assert.equal(
    linesOf(task)[0],
    'fortigate-1 error: install and save finished status=FAILED: firewall address "gone": ' +
      "The entry is used by other 1 entries; Command fail. Return code -23",
  );
  const { results } = await fleet.gate(0, "GET", "cmdb/firewall/policy/2");
  assert.equal(results[0].dstaddr[0].name, "web");
  assert.deepEqual(
    (await status(fleet)).map((row) => row.status),
    ["modified"],
  );
  const device = await fleet.ask("get", "dvmdb/device/fortigate-1");
  assert.deepEqual([device.conf_status, device.dev_status], ["outofsync", "aborted"]);
});

test("mappings, groups of devices and normalised interfaces make a difference by device", async () => {
  const fleet = await office({ gates: 2 });
  await fleet.ask("add", "dvmdb/adom/root/group", { name: "Branches", os_type: "fos" });
  await fleet.ask("add", "dvmdb/adom/root/group/Branches/object member", [{ name: "fortigate-2", vdom: "root" }]);
  await fleet.ask("update", `${ADDRESSES}/web`, {
    dynamic_mapping: [{ _scope: [{ name: "Branches" }], subnet: ["10.9.9.9", "255.255.255.255"] }],
  });
  await fleet.ask("add", "pm/config/adom/root/obj/dynamic/interface", {
    name: "lan",
    dynamic_mapping: [
      { _scope: [{ name: "fortigate-1", vdom: "root" }], "local-intf": ["port3"] },
      { _scope: [{ name: "fortigate-2", vdom: "root" }], "local-intf": ["port4"] },
    ],
  });
  await fleet.ask("update", `${POLICIES}/1`, { srcintf: ["lan"] });
  await fleet.task("securityconsole/install/package", INSTALL);
  for (const [gate, port, host] of [
    [0, "port3", "10.0.0.1"],
    [1, "port4", "10.9.9.9"],
  ] as const) {
    const policy = (await fleet.gate(gate, "GET", "cmdb/firewall/policy/1")).results[0];
    assert.equal(policy.srcintf[0].name, port);
    const address = (await fleet.gate(gate, "GET", "cmdb/firewall/address/web")).results[0];
    assert.equal(address.subnet, `${host} 255.255.255.255`);
  }
});

test("an interface that stands for none on the device stops the copy", async () => {
  const fleet = await office();
  await fleet.ask("add", "pm/config/adom/root/obj/dynamic/interface", { name: "dmz" });
  await fleet.ask("update", `${POLICIES}/1`, { srcintf: ["dmz"] });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.match(linesOf(task)[1] ?? "", /error: Dynamic interface "dmz" mapping undefined$/);
  assert.equal(await policiesOn(fleet), "");
});

test("a device that does not answer fails its line alone", async () => {
  const fleet = await office({ gates: 2 });
  fleet.manager.changeSettings({ unreachable: ["fortigate-1"] });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.num_err, 1);
  assert.match(linesOf(task)[0] ?? "", /error: Initiate install to real device failed due to tunnel down$/);
  assert.equal(await policiesOn(fleet, 1), "in");
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).conn_status, "down");
});

test("an answer to the install call that gets lost does not undo the installation", async () => {
  const fleet = await office();
  fleet.manager.troubles.add({ kind: "no-answer-after-install", times: 1 });
  await assert.rejects(fleet.task("securityconsole/install/package", INSTALL));
  await fleet.ask("get", "task/task");
  assert.equal(await policiesOn(fleet), "in");
});

test("a line that fails for no reason of the package installs nothing", async () => {
  const fleet = await office({ gates: 2 });
  fleet.manager.troubles.add({ kind: "failed-line", times: 1, device: "fortigate-1" });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.num_err, 1);
  assert.deepEqual([await policiesOn(fleet, 0), await policiesOn(fleet, 1)], ["", "in"]);
});

test("an edit on the FortiGate puts device and package out of sync; a retrieve tells what of it concerns the package", async () => {
  const fleet = await office();
  await fleet.task("securityconsole/install/package", INSTALL);
  const retrieve = () =>
    fleet.task("dvm/cmd/reload/dev-list", {
      adom: "root",
      flags: ["create_task"],
      "reload-dev-member-list": [{ name: "fortigate-1" }],
    });
  await fleet.gate(0, "PUT", "cmdb/system/global", { hostname: "edge" });
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).conf_status, "outofsync");
  assert.equal((await status(fleet))[0]?.status, "out-of-sync");
  await retrieve();
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).conf_status, "insync");
  assert.equal((await status(fleet))[0]?.status, "installed");
  await fleet.gate(0, "PUT", "cmdb/firewall/policy/1", { action: "deny" });
  await retrieve();
  assert.equal((await status(fleet))[0]?.status, "out-of-sync");
  await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal((await status(fleet))[0]?.status, "installed");
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy/1")).results[0].action, "accept");
});

test("what waits in the database of a device is installed with the package, or alone", async () => {
  const fleet = await office();
  await fleet.ask("update", "pm/config/device/fortigate-1/global/system/dns", { primary: "192.0.2.53" });
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).db_status, "mod");
  const scope = [{ name: "fortigate-1", vdom: "root" }];
  const task = await fleet.task("securityconsole/install/device", { adom: "root", scope });
  assert.deepEqual(linesOf(task), ["fortigate-1 done: install and save finished status=OK"]);
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "192.0.2.53");
  assert.equal(await policiesOn(fleet), "");
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).db_status, "nomod");
  await fleet.ask("update", "pm/config/device/fortigate-1/global/system/dns", { primary: "192.0.2.54" });
  await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "192.0.2.54");
});

test("a device that the package is not meant for is not installed on", async () => {
  const fleet = await startFleet();
  const scope = [{ name: "fortigate-1", vdom: "root" }];
  const task = await fleet.task("securityconsole/install/package", { ...INSTALL, scope });
  assert.deepEqual([task.num_err, linesOf(task)], [0, ["default warning: No installing devices"]]);
  const unknown = await fleet.call("exec", "securityconsole/install/package", {
    ...INSTALL,
    scope: [{ name: "none" }],
  });
  assert.equal(unknown.status.code, -3);
});

test("in workspace mode nothing is installed without the lock, which auto_lock_ws takes for the time of it", async () => {
  const fleet = await startFleet({ workspace: "normal" });
  await fleet.ask("exec", "dvmdb/adom/root/workspace/lock");
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", [{ name: "All_FortiGate" }]);
  await fleet.ask("add", ADDRESSES, { name: "web", subnet: ["10.0.0.1", "255.255.255.255"] });
  await fleet.ask("add", POLICIES, { policyid: 1, name: "in", ...POLICY });
  await fleet.ask("exec", "dvmdb/adom/root/workspace/commit");
  await fleet.ask("exec", "dvmdb/adom/root/workspace/unlock");
  const refused = await fleet.task("securityconsole/install/package", INSTALL);
  assert.match(linesOf(refused)[0] ?? "", /error: no write permission$/);
  await fleet.task("securityconsole/install/package", { ...INSTALL, flags: ["auto_lock_ws"] });
  assert.equal(await policiesOn(fleet), "in");
  assert.equal(await fleet.ask("get", "dvmdb/adom/root/workspace/lockinfo"), undefined);
});

test("a package can be copied to a device's database only, and installed from there", async () => {
  const fleet = await office();
  await fleet.task("securityconsole/install/package", { ...INSTALL, flags: ["copy_only"] });
  assert.equal(await policiesOn(fleet), "");
  assert.equal((await fleet.ask("get", "pm/config/device/fortigate-1/vdom/root/firewall/policy")).length, 1);
  await fleet.task("securityconsole/install/device", { adom: "root", scope: [{ name: "fortigate-1", vdom: "root" }] });
  assert.equal(await policiesOn(fleet), "in");
});

for (const [version, fortios] of [
  ["7.2.11", "7.2.0"],
  ["7.4.8", "7.4.12"],
] as const) {
  test(`FortiManager ${version} installs on FortiOS ${fortios}, and then finds nothing to do`, async () => {
    const fleet = await office({ version, fortios });
    assert.equal((await fleet.task("securityconsole/install/package", INSTALL)).num_err, 0);
    assert.equal(await policiesOn(fleet), "in");
    assert.equal((await fleet.task("securityconsole/install/package", INSTALL)).num_warn, 1);
  });
}

test("flags choose what of a package is installed", async () => {
  const fleet = await office();
  await fleet.ask("add", ADDRESSES, { name: "unused", subnet: ["10.0.0.9", "255.255.255.255"] });
  await fleet.task("securityconsole/install/package", { ...INSTALL, flags: ["objs_only"] });
  assert.equal(await policiesOn(fleet), "");
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/web")).http_status, 200);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/unused")).http_status, 404);
  const task = await fleet.task("securityconsole/install/package", {
    ...INSTALL,
    flags: ["cp_all_objs", "generate_rev"],
  });
  assert.equal(task.num_err, 0, task.line[0].detail);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/address/unused")).http_status, 200);
  assert.equal((await fleet.ask("get", "dvmdb/adom/root/revision")).length, 1);
});

test("several packages are installed by one call, and again by another", async () => {
  const fleet = await office({ gates: 2 });
  await fleet.ask("set", "pm/pkg/adom/root/default", { "scope member": [{ name: "fortigate-1", vdom: "root" }] });
  const members = [{ name: "fortigate-2", vdom: "root" }];
  await fleet.ask("add", "pm/pkg/adom/root", { name: "other", type: "pkg", "scope member": members });
  const target = [
    { adom: "root", pkg: "default" },
    { adom: "root", pkg: "other" },
  ];
  const task = await fleet.task("securityconsole/batch/install/package", { adom: "root", target });
  assert.deepEqual([task.num_lines, task.num_err], [4, 0]);
  const again = { adom: "root", target: [{ pkg: "default", scope: [{ name: "fortigate-1", vdom: "root" }] }] };
  await fleet.gate(0, "DELETE", "cmdb/firewall/policy/1");
  await fleet.task("securityconsole/reinstall/package", again);
  assert.equal(await policiesOn(fleet), "in");
});

test("an installation that is aborted installs nothing, and its lock goes", async () => {
  const fleet = await office({ workspace: "disabled" });
  fleet.manager.changeSettings({ taskMs: 60_000 });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.state, "running");
  await fleet.ask("exec", "securityconsole/abort", { adom: "root" });
  fleet.manager.advance(120_000);
  assert.equal((await fleet.ask("get", `task/task/${task.id}`)).state, "cancelled");
  assert.equal(await policiesOn(fleet), "");
});

test("objects of many kinds become what they are on FortiOS, whichever name it has for an option", async () => {
  const fleet = await office();
  const objects = "pm/config/adom/root/obj";
  const add = (path: string, data: object) => fleet.ask("add", `${objects}/${path}`, data);
  await add("firewall/service/custom", {
    name: "s1",
    protocol: "TCP/UDP/SCTP",
    "tcp-portrange": ["8080", "8443-8444"],
  });
  await add("firewall/vip", { name: "vip1", extip: ["203.0.113.5"], mappedip: ["10.0.0.5"], extintf: ["any"] });
  await add("user/local", { name: "joe", type: "password", passwd: ["secret 123"] });
  await add("user/group", { name: "staff", member: ["joe"] });
  await add("webfilter/profile", { name: "wf1", "ftgd-wf": { filters: [{ id: 1, category: 2, action: "block" }] } });
  await fleet.ask("update", `${POLICIES}/1`, {
    dstaddr: ["vip1"],
    service: ["s1"],
    groups: ["staff"],
    "utm-status": "enable",
    "webfilter-profile": ["wf1"],
  });
  const task = await fleet.task("securityconsole/install/package", INSTALL);
  assert.equal(task.num_err, 0, task.line[0].detail);
  const read = async (path: string) => (await fleet.gate(0, "GET", `cmdb/${path}`)).results[0];
  const service = await read("firewall.service/custom/s1");
  assert.deepEqual([service.protocol, service["tcp-portrange"]], ["TCP/UDP/UDP-Lite/SCTP", "8080 8443-8444"]);
  assert.equal((await read("webfilter/profile/wf1"))["ftgd-wf"].filters[0].action, "block");
  assert.equal((await read("firewall/policy/1"))["webfilter-profile"], "wf1");
  const secret = fleet.gates[0]?.configuration().table("user/local", "root").get("joe")?.passwd;
  assert.equal(secret, "secret 123");
  assert.equal((await fleet.task("securityconsole/install/package", INSTALL)).num_warn, 1);
});
