import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";

async function office(version?: string): Promise<TestFleet> {
  const fleet = await startFleet({ ...(version === undefined ? {} : { version }) });
  await fleet.ask("add", "pm/pkg/adom/root/default/scope member", SCOPE);
  const uuid = "00000000-0000-4000-8000-00000000000";
  await fleet.ask("add", "pm/config/adom/root/obj/firewall/address", [
    { name: "web", subnet: ["10.0.0.1", "255.255.255.255"], comment: 'say "hi"', uuid: `${uuid}1` },
  ]);
  await fleet.ask("add", "pm/config/adom/root/obj/firewall/addrgrp", {
    name: "all web",
    member: ["web"],
    uuid: `${uuid}2`,
  });
  await fleet.ask("add", POLICIES, {
    policyid: 1,
    name: "in",
    srcintf: ["port1"],
    dstintf: ["port2"],
    srcaddr: ["all"],
    dstaddr: ["all web"],
    service: ["HTTP", "HTTPS"],
    schedule: ["always"],
    action: "accept",
    uuid: `${uuid}3`,
  });
  return fleet;
}

async function preview(fleet: TestFleet): Promise<string> {
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default", flags: ["preview"] });
  await fleet.task("securityconsole/install/preview", { adom: "root", scope: SCOPE });
  const { message } = await fleet.ask("exec", "securityconsole/preview/result", { adom: "root", scope: SCOPE });
  const [{ name, result }] = JSON.parse(message);
  assert.equal(name, "fortigate-1");
  return result;
}

test("a preview is the script of exactly what an installation does, and does nothing itself", async () => {
  const fleet = await office();
  assert.equal(
    await preview(fleet),
    `config firewall address
    edit "web"
        set comment "say \\"hi\\""
        set subnet 10.0.0.1 255.255.255.255
        set uuid 00000000-0000-4000-8000-000000000001
    next
end
config firewall addrgrp
    edit "all web"
        set member "web"
        set uuid 00000000-0000-4000-8000-000000000002
    next
end
config firewall policy
    edit 1
        set action accept
        set dstaddr "all web"
        set dstintf "port2"
        set name "in"
        set schedule "always"
        set service "HTTP" "HTTPS"
        set srcaddr "all"
        set srcintf "port1"
        set uuid 00000000-0000-4000-8000-000000000003
    next
end
`,
  );
  assert.deepEqual((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results, []);
});

test("a preview that is committed is installed; then there is nothing left to show", async () => {
  const fleet = await office();
  await preview(fleet);
  const task = await fleet.task("securityconsole/package/commit", { adom: "root" });
  assert.equal(task.num_err, 0);
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results.length, 1);
  assert.equal(await preview(fleet), "");
});

test("what is committed is what was shown, whatever has been written since", async () => {
  const fleet = await office();
  await preview(fleet);
  await fleet.ask("update", `${POLICIES}/1`, { name: "changed" });
  const { summary } = await fleet.ask("exec", "securityconsole/install/summary", { preview_taskid: 2 });
  assert.deepEqual([summary[0].adom_name, summary[0].member[0].status], ["root", "changed"]);
  await fleet.task("securityconsole/package/commit", { adom: "root", scope: SCOPE });
  assert.equal((await fleet.gate(0, "GET", "cmdb/firewall/policy")).results[0].name, "in");
});

test("one that is cancelled is forgotten", async () => {
  const fleet = await office();
  await preview(fleet);
  await fleet.ask("exec", "securityconsole/package/cancel/install", { adom: "root" });
  assert.equal((await fleet.call("exec", "securityconsole/package/commit", { adom: "root" })).status.code, -3);
  assert.equal(
    (await fleet.call("exec", "securityconsole/preview/result", { adom: "root", scope: SCOPE })).status.code,
    -3,
  );
});

test("resets, removed rows, moves and deletions are lines of the script", async () => {
  const fleet = await office();
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default" });
  await fleet.ask("unset", "pm/config/adom/root/obj/firewall/address/web/comment");
  await fleet.ask("clone", `${POLICIES}/1`, { policyid: 2, name: "top", uuid: "00000000-0000-4000-8000-000000000004" });
  await fleet.ask("move", `${POLICIES}/2`, undefined, { option: "before", target: "1" });
  await fleet.gate(0, "POST", "cmdb/firewall/policy/1?action=clone&nkey=9");
  const lines = (await preview(fleet)).split("\n").map((line) => line.trim());
  assert.ok(lines.includes("unset comment"), lines.join("\n"));
  assert.ok(lines.includes("delete 9"));
  assert.ok(lines.includes("move 2 before 1") || lines.includes("move 1 after 2"));
});

test("where a FortiGate is divided into VDOMs the script says for which", async () => {
  const fleet = await office();
  await fleet.gate(0, "PUT", "cmdb/system/global", { "vdom-mode": "multi-vdom" });
  const lines = (await preview(fleet)).split("\n");
  assert.deepEqual(lines.slice(0, 3), ["config vdom", "    edit root", "    config firewall address"]);
});

test("before 7.4.4 the device is named by itself, and the message is the script", async () => {
  const fleet = await office("7.2.11");
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default", flags: ["preview"] });
  await fleet.task("securityconsole/install/preview", { adom: "root", device: "fortigate-1", vdoms: ["root"] });
  const { message } = await fleet.ask("exec", "securityconsole/preview/result", {
    adom: "root",
    device: "fortigate-1",
  });
  assert.match(message, /^config firewall address\n/);
  const scoped = await fleet.call("exec", "securityconsole/install/preview", { adom: "root", scope: SCOPE });
  assert.equal(scoped.status.code, -10);
});

test("a preview can stick at 5 %", async () => {
  const fleet = await office();
  fleet.manager.troubles.add({ kind: "stuck-preview", times: 1 });
  await fleet.task("securityconsole/install/package", { adom: "root", pkg: "default", flags: ["preview"] });
  const task = await fleet.task("securityconsole/install/preview", { adom: "root", scope: SCOPE });
  assert.deepEqual([task.state, task.percent], ["running", 5]);
});

test("settings of a device alone are previewed and committed without a package", async () => {
  const fleet = await startFleet();
  await fleet.ask("update", "pm/config/device/fortigate-1/global/system/dns", { primary: "192.0.2.53" });
  await fleet.task("securityconsole/install/device", { adom: "root", scope: SCOPE, flags: ["preview"] });
  await fleet.task("securityconsole/install/preview", { adom: "root", scope: SCOPE });
  const { message } = await fleet.ask("exec", "securityconsole/preview/result", { adom: "root", scope: SCOPE });
  assert.equal(JSON.parse(message)[0].result, "config system dns\n    set primary 192.0.2.53\nend\n");
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "96.45.45.45");
  await fleet.task("securityconsole/package/commit", { adom: "root" });
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "192.0.2.53");
});
