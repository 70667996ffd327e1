import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const IMPORT = { adom: "root", name: "fortigate-1", vdom: "root", dst_name: "imported", import_action: "do" };
const POLICY = {
  policyid: 3,
  name: "local",
  srcintf: [{ name: "port1" }],
  dstintf: [{ name: "port2" }],
  srcaddr: [{ name: "host" }],
  dstaddr: [{ name: "all" }],
  service: [{ name: "HTTPS" }],
  schedule: "always",
  action: "accept",
};

/** A FortiGate with a policy of its own, retrieved. */
async function withPolicy(): Promise<TestFleet> {
  const fleet = await startFleet();
  await fleet.gate(0, "POST", "cmdb/firewall/address", { name: "host", subnet: "10.0.0.1 255.255.255.255" });
  await fleet.gate(0, "POST", "cmdb/firewall/policy", POLICY);
  const list = [{ name: "fortigate-1" }];
  await fleet.task("dvm/cmd/reload/dev-list", { adom: "root", flags: ["create_task"], "reload-dev-member-list": list });
  return fleet;
}

test("an import makes a package of a device's policies and objects, which then has nothing to install", async () => {
  const fleet = await withPolicy();
  assert.equal((await fleet.task("securityconsole/import/dev/objs", IMPORT)).num_err, 0);
  const [policy] = await fleet.ask("get", "pm/config/adom/root/pkg/imported/firewall/policy");
  assert.deepEqual(
    [policy.name, policy.srcaddr, policy.srcintf, policy.action],
    ["local", ["host"], ["port1"], "accept"],
  );
  const address = await fleet.ask("get", "pm/config/adom/root/obj/firewall/address/host");
  assert.deepEqual(address.subnet, ["10.0.0.1", "255.255.255.255"]);
  const [status] = await fleet.ask("get", "pm/config/adom/root/_package/status");
  assert.deepEqual([status.pkg, status.status], ["imported", "imported"]);
  const before = (await fleet.gate(0, "GET", "cmdb/firewall/policy")).revision;
  assert.equal((await fleet.task("securityconsole/install/package", { adom: "root", pkg: "imported" })).num_err, 0);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).revision, before);
});

test("where the ADOM has another object of the name, the device's becomes a mapping when that is asked for", async () => {
  const fleet = await withPolicy();
  const url = "pm/config/adom/root/obj/firewall/address";
  await fleet.ask("add", url, { name: "host", subnet: ["192.0.2.0", "255.255.255.0"] });
  await fleet.task("securityconsole/import/dev/objs", { ...IMPORT, add_mappings: "enable" });
  const address = await fleet.ask("get", `${url}/host`);
  assert.deepEqual(address.subnet, ["192.0.2.0", "255.255.255.0"]);
  assert.deepEqual(address.dynamic_mapping[0]._scope, [{ name: "fortigate-1", vdom: "root" }]);
  assert.deepEqual(address.dynamic_mapping[0].subnet, ["10.0.0.1", "255.255.255.255"]);
});

test("packages are cloned and moved with their policies; a move keeps what is installed", async () => {
  const fleet = await withPolicy();
  await fleet.task("securityconsole/import/dev/objs", IMPORT);
  const clone = { adom: "root", pkg: "imported", dst_name: "copy" };
  assert.equal((await fleet.task("securityconsole/package/clone", clone)).num_err, 0);
  assert.equal((await fleet.ask("get", "pm/config/adom/root/pkg/copy/firewall/policy")).length, 1);
  assert.equal((await fleet.call("exec", "securityconsole/package/clone", clone)).status.code, -2);
  await fleet.ask("add", "pm/pkg/adom/root", { name: "folder", type: "folder" });
  await fleet.ask("exec", "securityconsole/package/move", { adom: "root", pkg: "imported", dst_parent: "folder" });
  const [status] = await fleet.ask("get", "pm/config/adom/root/_package/status");
  assert.deepEqual([status.pkg, status.status], ["folder/imported", "imported"]);
  assert.equal((await fleet.ask("get", "pm/config/adom/root/pkg/folder/imported/firewall/policy")).length, 1);
  const own = await fleet.ask("get", "pm/config/adom/root/pkg/folder/imported/_package/status");
  assert.equal(own.length, 1);
});

test("policies of an assigned global package stand before the package's own on a device", async () => {
  const fleet = await withPolicy();
  await fleet.task("securityconsole/import/dev/objs", IMPORT);
  const global = "pm/config/global";
  await fleet.ask("set", `${global}/obj/dynamic/interface`, { name: "any" });
  await fleet.ask("add", `${global}/obj/firewall/address`, { name: "gbad", subnet: ["203.0.113.0", "255.255.255.0"] });
  await fleet.ask("add", `${global}/pkg/default/global/header/policy`, {
    policyid: 1,
    name: "head",
    srcintf: ["any"],
    dstintf: ["any"],
    srcaddr: ["gbad"],
    dstaddr: ["gall"],
    service: ["gALL"],
    schedule: ["galways"],
    action: "deny",
  });
  const assign = { pkg: "default", target: [{ adom: "root" }], flags: ["none"] };
  const assigned = await fleet.task("securityconsole/assign/package", assign);
  assert.equal(assigned.num_err, 0, assigned.line[0].detail);
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "imported" });
  const { results } = await fleet.gate(0, "GET", "cmdb/firewall/policy");
  assert.deepEqual(
    results.map(({ policyid, name }: { policyid: number; name: string }) => [policyid, name]),
    [
      [1_073_741_825, "head"],
      [3, "local"],
    ],
  );
  await fleet.task("securityconsole/assign/package", { ...assign, flags: ["unassign"] });
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "imported" });
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results.length, 1);
});

test("what has been changed since the installation is listed by package", async () => {
  const fleet = await withPolicy();
  await fleet.task("securityconsole/import/dev/objs", IMPORT);
  assert.deepEqual(await fleet.ask("get", "pm/config/adom/root/_package/dirty_info"), []);
  await fleet.ask("update", "pm/config/adom/root/obj/firewall/address/host", { comment: "new" });
  await fleet.ask("delete", "pm/config/adom/root/pkg/imported/firewall/policy/3");
  const [dirty] = await fleet.ask("get", "pm/config/adom/root/_package/dirty_info");
  assert.deepEqual(dirty.members, [
    { url: "pm/config/adom/root/obj/firewall/address/host", action: "update" },
    { url: "pm/config/adom/root/pkg/imported/firewall/policy/3", action: "delete" },
  ]);
});
